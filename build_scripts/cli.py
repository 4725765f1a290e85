"""The command `gongkai`. The only place that prints, reads a clock or asks git."""

import argparse
import json
import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import NoReturn

from rich.console import Console

from build_scripts import pipeline
from build_scripts.declare import discover
from build_scripts.demo import SEED, write_demo
from build_scripts.findings import Finding, errors
from build_scripts.merge.federation import Federation
from build_scripts.messages import COMMANDS, LEVELS, MISUSES, PROGRESS, line, sentence, shown_place
from build_scripts.publish.serve import serve
from build_scripts.publish.verify import verify
from build_scripts.read.folder import record_files
from build_scripts.write.blank import blank_record
from build_scripts.write.canonical import unformatted

CLEAN, FOUND, MISUSED = 0, 1, 2
_PROJECT = Path(__file__).resolve().parent.parent
_FORMATS = ("text", "github", "json")
_SETTLED = frozenset({"W304", "W306", "W308", "W309", "W310", "W311"})
"""Reasons that are as they should be: nobody has to mend anything."""

_LAST_PORT = 65535


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; 0 clean, 1 findings of error level, 2 misused."""
    options = _parser().parse_args(arguments)
    command = {
        "check": _check,
        "build": _build,
        "serve": _serve,
        "verify": _verify,
        "new": _new,
        "format": _format,
        "demo": _demo,
    }[options.command]
    return command(options)


class _Parser(argparse.ArgumentParser):
    """The standard parser, whose complaints are Chinese."""

    def error(self, message: str) -> NoReturn:
        """Say what is wrong and end with 2."""
        for english, chinese in MISUSES.items():
            if re.fullmatch(english, message):
                message = re.sub(english, chinese, message)
                break
        self.exit(MISUSED, COMMANDS["misused"].format(message=message, program=self.prog) + "\n")


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="gongkai", description=COMMANDS["gongkai"])
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name in ("check", "build"):
        command = commands.add_parser(name, help=COMMANDS[name])
        command.add_argument("--data", type=_records, default=Path("data"), help=COMMANDS["--data"])
        command.add_argument("--as-of", type=_day, help=COMMANDS["--as-of"])
        command.add_argument("--public", action="store_true", help=COMMANDS["--public"])
        command.add_argument("--format", choices=_FORMATS, default="text", help=COMMANDS["--format"])
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
    return parser


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


def _check(options: argparse.Namespace) -> int:
    federation, findings = pipeline.load(options.data, options.as_of or _as_of(options.data), options.public)
    _tell(findings, options.format, options.data)
    _conclude(options.format, _counted(federation))
    return FOUND if errors(findings) else CLEAN


def _build(options: argparse.Namespace) -> int:
    request = pipeline.Request(
        project=_PROJECT,
        data=options.data,
        content=options.content,
        out=options.out,
        as_of=options.as_of or _as_of(options.data),
        public=options.public,
        older=options.as_of is not None,
    )
    console = Console(stderr=True, highlight=False)
    with console.status("") as status:
        outcome = pipeline.build(request, lambda stage: _progress(console, status, stage))
    if options.ledger and outcome.federation:
        options.ledger.write_bytes(outcome.federation.ledger.entries.to_csv(index=False, lineterminator="\n").encode("utf-8-sig"))
    _tell(outcome.findings, options.format, options.data)
    told = [_counted(outcome.federation)] if outcome.federation else []
    if outcome.published and outcome.federation and options.public:
        told.append(_left_out(outcome.federation))
    if outcome.published:
        facts = {"number": outcome.published.number, "fingerprint": outcome.published.fingerprint[:16], "out": options.out}
        told.append(PROGRESS["published"].format(**facts, pages=f"{outcome.report.pages:,}" if outcome.report else ""))
    else:
        told.append(PROGRESS["stopped"])
    _conclude(options.format, *told)
    return FOUND if errors(outcome.findings) or not outcome.published else CLEAN


def _counted(federation: Federation) -> str:
    counts = federation.ledger.counts()
    return PROGRESS["checked"].format(**{name: f"{int(counts[name].sum()):,}" for name in ("read", "published", "withheld", "rejected")})


def _left_out(federation: Federation) -> str:
    demo = int((federation.ledger.entries["code"] == "W304").sum())
    return PROGRESS["public"].format(demo=f"{demo:,}", tiles="" if federation.site["approval_number"] else PROGRESS["tiles"])


def _conclude(style: str, *lines: str) -> None:
    """How it ended; beside findings in a form for programs it goes where they do not read."""
    for text in lines:
        (_say if style == "text" else _complain)(text)


def _progress(console: Console, status: object, stage: str) -> None:
    """A moving line on a terminal, plain lines elsewhere."""
    if console.is_terminal:
        status.update(PROGRESS[stage])  # type: ignore[attr-defined]
    else:
        console.print(PROGRESS[stage])


def _serve(options: argparse.Namespace) -> int:
    _say(PROGRESS["serving"].format(port=options.port))
    try:
        serve(options.site, options.port)
    except OSError:
        _complain(COMMANDS["port_taken"].format(port=options.port))
        return MISUSED
    return CLEAN


def _verify(options: argparse.Namespace) -> int:
    report, findings = verify(options.site)
    _tell(findings, "text", options.site)
    _say(PROGRESS["verified"].format(**{name: f"{getattr(report, name):,}" for name in report.__slots__}))
    return FOUND if errors(findings) else CLEAN


def _new(options: argparse.Namespace) -> int:
    kind = pipeline.kind_named(options.kind)
    if kind is None:
        known = "、".join(f"{each.name}（{each.title}）" for each in discover().values())
        _complain(COMMANDS["no_kind"].format(found=options.kind, known=known))
        return MISUSED
    _say(blank_record(kind))
    return CLEAN


def _format(options: argparse.Namespace) -> int:
    """Well-formed CSV files into canonical form; files with faults in their form are left to `check`."""
    changed = list(unformatted(options.data, discover()))
    for path, canonical in changed:
        _say(PROGRESS["unformatted" if options.check else "formatted"].format(path=path))
        if not options.check:
            path.write_bytes(canonical)
    return FOUND if changed and options.check else CLEAN


def _demo(options: argparse.Namespace) -> int:
    for path in write_demo(options.data, options.seed):
        _say(path)
    return CLEAN


def _as_of(data: Path) -> date:
    """The day of the newest commit that touched the data; today where there is no such commit."""
    command = ["git", "-C", str(data), "log", "-1", "--format=%cs", "--", "."]
    try:
        told = subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()
    except FileNotFoundError:
        told = ""
    return date.fromisoformat(told) if told else datetime.now(tz=UTC).date()  # noqa: TID251  the one clock


def _annotation(finding: Finding, data: Path) -> str:
    """The finding as a workflow command that marks the line in the change."""
    level = "error" if finding.is_error else "warning"
    place, told = finding.place, f"{finding.code} {sentence(finding)}"
    file = _escaped((data / place.file).as_posix())
    return f"::{level} file={file},line={place.line},col={place.column}::{_escaped(told)}"


def _tell(findings: Sequence[Finding], style: str, data: Path) -> None:
    if style == "json":
        told = [_as_record(finding) for finding in findings]
        _say(json.dumps(told, ensure_ascii=False, indent=1))
    elif style == "github":
        for finding in findings:
            _say(_annotation(finding, data))
    else:
        for text in _lines(findings):
            _say(text)


def _lines(findings: Sequence[Finding]) -> Iterator[str]:
    """What needs nobody's hand first, one line a file; then the reminders; the errors last, where a screen ends."""
    alike = Counter((finding.place.file, finding.code) for finding in findings)
    folded = set()
    for finding in sorted(findings, key=lambda finding: (finding.is_error, finding.code not in _SETTLED)):
        sort = (finding.place.file, finding.code)
        if finding.code not in _SETTLED or alike[sort] == 1:
            yield line(finding)
        elif sort not in folded:
            folded.add(sort)
            yield line(finding) + PROGRESS["more"].format(count=f"{alike[sort]:,}")


def _as_record(finding: Finding) -> dict[str, object]:
    place = finding.place
    return {
        "code": finding.code,
        "level": LEVELS[finding.code[0]],
        "file": shown_place(finding).split(":")[0],
        "line": place.line,
        "column": place.column,
        "message": sentence(finding),
    }


def _escaped(text: str) -> str:
    """A text as a workflow command may carry it."""
    for mark in "%\r\n:,":
        text = text.replace(mark, f"%{ord(mark):02X}")
    return text


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")


def _complain(text: str) -> None:
    sys.stderr.write(f"{text}\n")
