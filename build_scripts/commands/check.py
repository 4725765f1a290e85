"""`gongkai check`: all records, or files as they were sent."""

from pathlib import Path

from build_scripts.commands.voice import CLEAN, FOUND, Options, Voice, counted
from build_scripts.declare import discover
from build_scripts.findings import errors
from build_scripts.intake.look import check_file, untouched
from build_scripts.intake.submit import Folder
from build_scripts.loading import load
from build_scripts.phrases import PROGRESS
from build_scripts.telling import told, unsettled
from build_scripts.write.ledger import Account, ledger_csv


def run(options: Options, voice: Voice) -> int:
    """Tell every fault; write nothing but the ledger, where one is asked for."""
    if options.files:
        accounts = [_file(path, options, voice) for path in options.files]
        found = any(unsettled(each.findings) for each in accounts)
    else:
        federation, findings = load(options.data, voice.as_of(options), options.public)
        voice.say(*told(findings, options.format, options.data))
        voice.conclude(options.format, counted(federation.ledger))
        accounts = [Account(federation.ledger, findings, federation.tables)]
        found = bool(errors(findings))
    if options.ledger:
        options.ledger.write_bytes(ledger_csv(accounts, discover()))
    return FOUND if found else CLEAN


def _file(path: Path, options: Options, voice: Voice) -> Account:
    """One file by itself, as it was sent or is about to be."""
    folder = Folder(options.data, options.as_of or voice.today(), options.demo)
    look = check_file(path.name, path.read_bytes(), folder)
    voice.say(*told(look.findings, options.format, path.parent))
    voice.conclude(options.format, counted(look.ledger) + untouched(look.untouched))
    if unsettled(look.findings):
        voice.conclude(options.format, PROGRESS["look_again"])
    return Account(look.ledger, look.findings)
