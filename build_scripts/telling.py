"""Findings for those who asked: lines for people, workflow commands that mark the change, JSON for programs."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from build_scripts.findings import Finding
from build_scripts.messages import SETTLED
from build_scripts.phrases import LEVELS, PROGRESS
from build_scripts.sentences import line, sentence, shown_place

STYLES = TEXT, GITHUB, JSON = ("text", "github", "json")


def unsettled(findings: Iterable[Finding]) -> bool:
    """Whether any finding asks for somebody's hand."""
    return any(finding.code not in SETTLED for finding in findings)


def told(findings: Sequence[Finding], style: str, data: Path) -> Iterator[str]:
    """The findings in one of the STYLES, in lines; `data` is the folder that their files lie in."""
    if style == JSON:
        yield json.dumps([_as_record(finding) for finding in findings], ensure_ascii=False, indent=1)
    elif style == GITHUB:
        yield from (_annotation(finding, data) for finding in findings)
    else:
        yield from _lines(findings)


def _lines(findings: Sequence[Finding]) -> Iterator[str]:
    """What needs nobody's hand first, one line a file; then the reminders; the errors last, where a screen ends."""
    alike = Counter((finding.place.file, finding.code) for finding in findings)
    folded = set()
    for finding in sorted(findings, key=lambda finding: (finding.is_error, finding.code not in SETTLED)):
        sort = (finding.place.file, finding.code)
        if finding.code not in SETTLED or alike[sort] == 1:
            yield line(finding)
        elif sort not in folded:
            folded.add(sort)
            yield line(finding) + PROGRESS["more"].format(count=f"{alike[sort]:,}")


def _annotation(finding: Finding, data: Path) -> str:
    """The finding as a workflow command that marks the line in the change."""
    level = "error" if finding.is_error else "warning"
    place, told = finding.place, f"{finding.code} {sentence(finding)}"
    file = _escaped((data / place.file).as_posix())
    return f"::{level} file={file},line={place.line},col={place.column}::{_escaped(told)}"


def _as_record(finding: Finding) -> dict[str, object]:
    place = finding.place
    return {
        "code": finding.code,
        "level": LEVELS[finding.code[0]],
        "file": shown_place(finding).split(":")[0],
        "place": place.spot,
        "line": place.line,
        "column": place.column,
        "message": sentence(finding),
    }


def _escaped(text: str) -> str:
    """A text as a workflow command may carry it."""
    for mark in "%\r\n:,":
        text = text.replace(mark, f"%{ord(mark):02X}")
    return text
