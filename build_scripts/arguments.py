"""The command line: what may be asked for, and in Chinese what is wrong with a question."""

import argparse
import os
import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import NoReturn

from build_scripts.demo import SEED
from build_scripts.phrases import COMMANDS, MISUSES
from build_scripts.read.folder import record_files
from build_scripts.telling import STYLES

MISUSED = 2
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
    build = commands.choices["build"]
    build.add_argument("--content", type=_folder, default=Path("content"), help=COMMANDS["--content"])
    build.add_argument("--out", type=_writable, default=Path("site"), help=COMMANDS["--out"])
    build.add_argument("--ledger", type=_writable, help=COMMANDS["--ledger"])
    serving = commands.add_parser("serve", help=COMMANDS["serve"])
    serving.add_argument("site", type=_folder, nargs="?", default=Path("site"), help=COMMANDS["site"])
    serving.add_argument("--port", type=_port, default=8000, help=COMMANDS["--port"])
    verifying = commands.add_parser("verify", help=COMMANDS["verify"])
    verifying.add_argument("site", type=_folder, help=COMMANDS["site"])
    commands.add_parser("new", help=COMMANDS["new"]).add_argument("kind", help=COMMANDS["kind"])
    formatting = commands.add_parser("format", help=COMMANDS["format"])
    formatting.add_argument("--data", type=_folder, default=Path("data"), help=COMMANDS["--data"])
    formatting.add_argument("--check", action="store_true", help=COMMANDS["--check"])
    demo = commands.add_parser("demo", help=COMMANDS["demo"])
    demo.add_argument("--data", type=_folder, default=Path("data"), help=COMMANDS["--data"])
    demo.add_argument("--seed", type=int, default=SEED, help=COMMANDS["--seed"])
    return parser.parse_args(arguments)


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


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as fault:
        raise argparse.ArgumentTypeError(COMMANDS["no_date"].replace("{found}", text)) from fault


def _port(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= _LAST_PORT:
        raise argparse.ArgumentTypeError(COMMANDS["no_port"].replace("{found}", text))
    return int(text)
