"""The command line: what may be asked for, and in Chinese what is wrong with a question."""

import argparse
import os
import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import NoReturn

from build_scripts.change.names import FORMS, SECTIONS
from build_scripts.phrases import COMMANDS, MISUSES
from build_scripts.read.folder import record_files
from build_scripts.telling import STYLES

MISUSED = 2
_MOST = 10_000_000  # records of one kind that may be invented
_LAST_PORT = 65535


def parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    """What the command line asks for; ends the program with 2 where it asks for nothing sensible."""
    parser = _Parser(prog="gongkai", description=COMMANDS["gongkai"])
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name in ("check", "build"):
        command = commands.add_parser(name, help=COMMANDS[name])
        command.add_argument("--data", type=_records, default=Path("data"), help=COMMANDS["--data"])
        command.add_argument("--as-of", type=_day, help=COMMANDS["--as-of"])
        command.add_argument("--public", action="store_true", help=COMMANDS["--public"])
        command.add_argument("--format", choices=STYLES, default="text", help=COMMANDS["--format"])
        command.add_argument("--ledger", type=_writable, help=COMMANDS["--ledger"])
    commands.choices["check"].add_argument("files", type=_file, nargs="*", metavar="FILE", help=COMMANDS["files"])
    taking = commands.add_parser("intake", help=COMMANDS["intake"])
    taking.add_argument("files", type=_file, nargs="+", metavar="FILE", help=COMMANDS["files"])
    taking.add_argument("--data", type=_records, default=Path("data"), help=COMMANDS["--data"])
    taking.add_argument("--keep", type=Path, default=Path("intake"), help=COMMANDS["--keep"])
    taking.add_argument("--for", dest="belongs_to", metavar="INDEX", help=COMMANDS["--for"])
    taking.add_argument("--title", help=COMMANDS["--title"])
    taking.add_argument("--reviewed-by", help=COMMANDS["--reviewed-by"])
    taking.add_argument("--received-on", type=_day, help=COMMANDS["--received-on"])
    for name in ("check", "intake"):
        commands.choices[name].add_argument("--demo", action="store_true", help=COMMANDS["--demo"])
    build = commands.choices["build"]
    build.add_argument("--content", type=_folder, default=Path("content"), help=COMMANDS["--content"])
    build.add_argument("--out", type=_writable, default=Path("site"), help=COMMANDS["--out"])
    serving = commands.add_parser("serve", help=COMMANDS["serve"])
    serving.add_argument("site", type=_folder, nargs="?", default=Path("site"), help=COMMANDS["site"])
    serving.add_argument("--port", type=_port, default=8000, help=COMMANDS["--port"])
    verifying = commands.add_parser("verify", help=COMMANDS["verify"])
    verifying.add_argument("site", type=_folder, help=COMMANDS["site"])
    new = commands.add_parser("new", help=COMMANDS["new"])
    new.add_argument("kind", help=COMMANDS["kind"])
    new.add_argument("--csv", action="store_true", help=COMMANDS["--csv"])
    _add_template(commands.add_parser("template", help=COMMANDS["template"]))
    formatting = commands.add_parser("format", help=COMMANDS["format"])
    formatting.add_argument("--data", type=_folder, default=Path("data"), help=COMMANDS["--data"])
    formatting.add_argument("--check", action="store_true", help=COMMANDS["--check"])
    demo = commands.add_parser("demo", help=COMMANDS["demo"])
    demo.add_argument("--data", type=_folder, default=Path("data"), help=COMMANDS["--data"])
    demo.add_argument("--seed", type=int, help=COMMANDS["--seed"])
    for option in ("--organisations", "--disclosures"):
        demo.add_argument(option, type=_count, help=COMMANDS[option])
    _add_diff(commands.add_parser("diff", help=COMMANDS["diff"]))
    _add_desk(commands.add_parser("desk", help=COMMANDS["desk"]))
    return parser.parse_args(arguments)


def _add_template(making: argparse.ArgumentParser) -> None:
    making.add_argument("kind", help=COMMANDS["kind"])
    making.add_argument("--unit", required=True, help=COMMANDS["--unit"])
    making.add_argument("--period", default="", help=COMMANDS["--period"])
    making.add_argument("--out", type=_form_file, help=COMMANDS["--out of a template"])
    making.add_argument("--data", type=_records, default=Path("data"), help=COMMANDS["--data"])
    making.add_argument("--as-of", type=_day, help=COMMANDS["--as-of"])


def _add_desk(desk: argparse.ArgumentParser) -> None:
    desk.add_argument("--data", type=_records, default=Path("data"), help=COMMANDS["--data"])
    desk.add_argument("--out", type=_writable, default=Path(COMMANDS["name of the desk"]), help=COMMANDS["--out of the desk"])
    desk.add_argument("--as-of", type=_day, help=COMMANDS["--as-of of the desk"])
    desk.add_argument("--demo", action="store_true", help=COMMANDS["--demo of the desk"])
    desk.add_argument("--public", action="store_true", help=COMMANDS["--public"])


def _add_diff(diff: argparse.ArgumentParser) -> None:
    for name in ("base", "head"):
        diff.add_argument(name, metavar=name.upper(), help=COMMANDS[name])
    diff.add_argument("--data", type=_folder, default=Path("data"), help=COMMANDS["--data of revisions"])
    diff.add_argument("--as-of", type=_day, help=COMMANDS["--as-of of both"])
    diff.add_argument("--public", action="store_true", help=COMMANDS["--public"])
    diff.add_argument("--format", choices=FORMS, default="text", help=COMMANDS["--form"])
    diff.add_argument("--out", type=_writable, help=COMMANDS["--report"])
    diff.add_argument("--fail-on", choices=SECTIONS, action="append", default=[], help=COMMANDS["--fail-on"])


class _Parser(argparse.ArgumentParser):
    """The standard parser, whose complaints are Chinese."""

    def error(self, message: str) -> NoReturn:
        """Say what is wrong and end with 2."""
        told = next((re.sub(english, chinese, message) for english, chinese in MISUSES.items() if re.fullmatch(english, message)), message)
        self.exit(MISUSED, COMMANDS["misused"].format(message=told, program=self.prog) + "\n")


def _folder(text: str) -> Path:
    path = Path(text)
    if not path.is_dir():
        raise argparse.ArgumentTypeError(COMMANDS["no_folder"].replace("{path}", text))
    return path


def _file(text: str) -> Path:
    path = Path(text)
    if not path.is_file():
        raise argparse.ArgumentTypeError(COMMANDS["no_file"].replace("{path}", text))
    return path


def _records(text: str) -> Path:
    path = _folder(text)
    if next(record_files(path), None) is None:
        raise argparse.ArgumentTypeError(COMMANDS["no_records"].replace("{path}", text))
    return path


def _writable(text: str) -> Path:
    path = Path(text)
    if not path.absolute().parent.is_dir() or not os.access(path.absolute().parent, os.W_OK):
        raise argparse.ArgumentTypeError(COMMANDS["no_place"].replace("{path}", text))
    return path


def _form_file(text: str) -> Path:
    path = _writable(text)
    if path.suffix.lower() not in (".xlsx", ".csv"):
        raise argparse.ArgumentTypeError(COMMANDS["no_form"].replace("{found}", text))
    return path


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as fault:
        raise argparse.ArgumentTypeError(COMMANDS["no_date"].replace("{found}", text)) from fault


def _count(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= _MOST:
        raise argparse.ArgumentTypeError(COMMANDS["no_count"].replace("{most}", str(_MOST)).replace("{found}", text))
    return int(text)


def _port(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= _LAST_PORT:
        raise argparse.ArgumentTypeError(COMMANDS["no_port"].replace("{found}", text))
    return int(text)
