"""The command `gongkai`. The only place that prints, reads a clock or asks git."""

import argparse
import json
import subprocess
import sys
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path

from rich.console import Console

from build_scripts import pipeline
from build_scripts.declare import discover
from build_scripts.demo import SEED, write_demo
from build_scripts.findings import Finding, errors
from build_scripts.messages import COMMANDS, LEVELS, PROGRESS, line, sentence, shown_place
from build_scripts.publish.serve import serve
from build_scripts.publish.verify import verify
from build_scripts.write.blank import blank_record
from build_scripts.write.canonical import unformatted

CLEAN, FOUND, MISUSED = 0, 1, 2
_PROJECT = Path(__file__).resolve().parent.parent
_FORMATS = ("text", "github", "json")


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


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="gongkai", description=COMMANDS["gongkai"])
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name in ("check", "build"):
        command = commands.add_parser(name, help=COMMANDS[name])
        command.add_argument("--data", type=_folder, default=Path("data"), help=COMMANDS["--data"])
        command.add_argument("--as-of", type=date.fromisoformat, help=COMMANDS["--as-of"])
        command.add_argument("--public", action="store_true", help=COMMANDS["--public"])
        command.add_argument("--format", choices=_FORMATS, default="text", help=COMMANDS["--format"])
    build = commands.choices["build"]
    build.add_argument("--content", type=_folder, default=Path("content"), help=COMMANDS["--content"])
    build.add_argument("--out", type=Path, default=Path("site"), help=COMMANDS["--out"])
    build.add_argument("--ledger", type=Path, help=COMMANDS["--ledger"])
    serving = commands.add_parser("serve", help=COMMANDS["serve"])
    serving.add_argument("site", type=_folder, nargs="?", default=Path("site"), help=COMMANDS["site"])
    serving.add_argument("--port", type=int, default=8000, help=COMMANDS["--port"])
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


def _check(options: argparse.Namespace) -> int:
    federation, findings = pipeline.load(options.data, options.as_of or _as_of(options.data), options.public)
    _tell(findings, options.format, options.data)
    if options.format == "text":
        counts = federation.ledger.counts()
        _say(PROGRESS["checked"].format(**{name: f"{int(counts[name].sum()):,}" for name in ("read", "published", "withheld", "rejected")}))
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
    if outcome.published:
        facts = {"number": outcome.published.number, "fingerprint": outcome.published.fingerprint[:16], "out": options.out}
        _say(PROGRESS["published"].format(**facts, pages=f"{outcome.report.pages:,}" if outcome.report else ""))
    else:
        _say(PROGRESS["stopped"])
    return FOUND if errors(outcome.findings) or not outcome.published else CLEAN


def _progress(console: Console, status: object, stage: str) -> None:
    """A moving line on a terminal, plain lines elsewhere."""
    if console.is_terminal:
        status.update(PROGRESS[stage])  # type: ignore[attr-defined]
    else:
        console.print(PROGRESS[stage])


def _serve(options: argparse.Namespace) -> int:
    _say(PROGRESS["serving"].format(port=options.port))
    serve(options.site, options.port)
    return CLEAN


def _verify(options: argparse.Namespace) -> int:
    report, findings = verify(options.site)
    _tell(findings, "text", options.site)
    _say(PROGRESS["verified"].format(**{name: f"{getattr(report, name):,}" for name in report.__slots__}))
    return FOUND if errors(findings) else CLEAN


def _new(options: argparse.Namespace) -> int:
    kind = pipeline.kind_named(options.kind)
    if kind is None:
        _complain(COMMANDS["no_kind"].format(found=options.kind, known="、".join(discover())))
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
        for finding in findings:
            _say(line(finding))


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
