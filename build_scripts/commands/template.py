"""`gongkai template`: a form for one unit, to be filled in with a spreadsheet."""

from pathlib import Path

from build_scripts.arguments import MISUSED
from build_scripts.commands.new import unknown_kind
from build_scripts.commands.voice import CLEAN, FOUND, Options, Voice
from build_scripts.loading import kind_named, load
from build_scripts.merge.federation import model_faults
from build_scripts.phrases import COMMANDS, PROGRESS
from build_scripts.telling import TEXT, told
from build_scripts.write.template import Misuse, ask, file_name, template, template_csv


def run(options: Options, voice: Voice) -> int:
    """A form for one unit; a file that is there may be one that somebody filled in, so it is never written over."""
    kind = kind_named(options.kind)
    if kind is None:
        return unknown_kind(options.kind, voice)
    federation, findings = load(options.data, voice.as_of(options), public=False)
    faults = model_faults(findings, federation.kinds)
    if faults:
        voice.say(*told(faults, TEXT, options.data))
        return FOUND
    asked = ask(kind, federation, options.unit, options.period)
    if isinstance(asked, Misuse):
        voice.complain(COMMANDS[asked.key].format(**asked.facts))
        return MISUSED
    if options.period and not asked.period:
        voice.complain(COMMANDS["period_unused"].format(kind=kind.title))
    out = options.out or Path(file_name(asked))
    made = (template_csv if out.suffix.lower() == ".csv" else template)(kind, federation, asked.unit, asked.period)
    try:
        with out.open("xb") as file:
            file.write(made)
    except OSError as fault:
        voice.complain(COMMANDS["file_there" if isinstance(fault, FileExistsError) else "no_place"].format(path=out))
        return MISUSED
    voice.say(PROGRESS["template"].format(path=out))
    return CLEAN
