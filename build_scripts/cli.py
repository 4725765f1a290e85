"""The command `gongkai`. The only place that prints, reads a clock or asks git."""

import argparse
import subprocess
import sys
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path

from rich.console import Console

from build_scripts import pipeline
from build_scripts.arguments import MISUSED, parse
from build_scripts.declare import discover
from build_scripts.demo import write_demo
from build_scripts.findings import errors
from build_scripts.merge.federation import Federation
from build_scripts.phrases import COMMANDS, PROGRESS
from build_scripts.publish.serve import serve
from build_scripts.publish.verify import verify
from build_scripts.telling import TEXT, told
from build_scripts.write.blank import blank_record
from build_scripts.write.canonical import unformatted

CLEAN, FOUND = 0, 1
_PROJECT = Path(__file__).resolve().parent.parent


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; 0 clean, 1 findings of error level, 2 misused."""
    options = parse(arguments)
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


def _check(options: argparse.Namespace) -> int:
    federation, findings = pipeline.load(options.data, options.as_of or _as_of(options.data), options.public)
    _say(*told(findings, options.format, options.data))
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
    _say(*told(outcome.findings, options.format, options.data))
    end = [_counted(outcome.federation)] if outcome.federation else []
    if outcome.published and outcome.federation and options.public:
        end.append(_left_out(outcome.federation))
    if outcome.published:
        facts = {"number": outcome.published.number, "fingerprint": outcome.published.fingerprint[:16], "out": options.out}
        end.append(PROGRESS["published"].format(**facts, pages=f"{outcome.report.pages:,}" if outcome.report else ""))
    else:
        end.append(PROGRESS["stopped"])
    _conclude(options.format, *end)
    return FOUND if errors(outcome.findings) or not outcome.published else CLEAN


def _counted(federation: Federation) -> str:
    counts = federation.ledger.counts()
    return PROGRESS["checked"].format(**{name: f"{int(counts[name].sum()):,}" for name in ("read", "published", "withheld", "rejected")})


def _left_out(federation: Federation) -> str:
    demo = int((federation.ledger.entries["code"] == "W304").sum())
    return PROGRESS["public"].format(demo=f"{demo:,}", tiles="" if federation.site["approval_number"] else PROGRESS["tiles"])


def _conclude(style: str, *lines: str) -> None:
    """How it ended; beside findings in a form for programs it goes where they do not read."""
    (_say if style == TEXT else _complain)(*lines)


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
    _say(*told(findings, TEXT, options.site))
    _say(PROGRESS["verified"].format(**{name: f"{getattr(report, name):,}" for name in report.__slots__}))
    return FOUND if errors(findings) else CLEAN


def _new(options: argparse.Namespace) -> int:
    kind = pipeline.kind_named(options.kind)
    if kind is None:
        known = "、".join(each.label for each in discover().values())
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
        day = subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()
    except FileNotFoundError:
        day = ""
    return date.fromisoformat(day) if day else datetime.now(tz=UTC).date()  # noqa: TID251  the one clock


def _say(*lines: str) -> None:
    sys.stdout.writelines(f"{text}\n" for text in lines)


def _complain(*lines: str) -> None:
    sys.stderr.writelines(f"{text}\n" for text in lines)
