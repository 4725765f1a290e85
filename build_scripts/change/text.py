"""A change report in lines: for a terminal, and as Markdown for a comment on a merge request."""

import re
from collections.abc import Iterator, Sequence

from build_scripts.change.lines import Line, Section
from build_scripts.change.records import RecordChange
from build_scripts.change.report import Report

FIRST = 3
"""So many rows of each section are told; the HTML has all."""

_LONGEST = 60
_PLAIN = re.compile(r"(?:[0-9A-Za-z\u3400-\u9fff\u2009，。、；：（）《》〔〕“”·→\uff0f\uff0b\uff1d% .,/()+:-])*")
_WIDE_STROKE = "\uff5c"
_LIVELY = re.compile(r"www\.|://|:[0-9a-z_+-]+:|%[0-9A-Za-z]|[0-9A-Za-z.+-]+@", re.IGNORECASE)


def as_text(report: Report) -> Iterator[str]:
    """Plain lines: what was compared, how much changed, every section with its first rows, the records, the maps."""
    words = report.words
    yield words("title")
    for number, name in enumerate(("before", "after")):
        yield f"{words(name)}：{report.label(number)}"
    yield from _head(report)
    for section in report.changes.sections:
        if section.lines or section.note:
            yield ""
            yield words("count", title=words(section.name), count=f"{len(section.lines):,}") if section.lines else words(section.name)
            yield from (f"  {_told(report, line)}" for line in section.lines[:FIRST])
            yield from (f"  {text}" for text in _rest(report, section))
        else:
            yield f"{words(section.name)}：{words('none')}"
    yield ""
    yield words("records") if report.kinds else f"{words('records')}：{words('none')}"
    for title, records in report.kinds.items():
        yield f"  {title}：{report.counted(records)}"
        yield from (f"    {_flat(_record(report, record))}" for record in records[:FIRST])
        if len(records) > FIRST:
            yield "    " + words("more", count=f"{len(records) - FIRST:,}")
    yield from _maps(report)
    yield words("fingerprint", digest=report.fingerprint[:16])


def as_markdown(report: Report) -> Iterator[str]:
    """The same as Markdown of which nothing that was submitted is markup, a mention, a link or a command."""
    words = report.words
    yield f"## {words('title')}"
    yield ""
    for number, name in enumerate(("before", "after")):
        yield f"- {words(name)}：{inert(report.label(number))}"
    yield ""
    for text in _head(report):
        yield text
        yield ""
    silent = [section for section in report.changes.sections if not section.lines and not section.note]
    for section in report.changes.sections:
        if section not in silent:
            yield f"### {words('count', title=words(section.name), count=f'{len(section.lines):,}')}"
            yield ""
            if section.lines:
                yield from _table(report.heads(section), [_cells(report, line) for line in section.lines[:FIRST]])
            for text in _rest(report, section):
                yield text
                yield ""
    yield from (f"- {words(section.name)}：{words('none')}" for section in silent)
    yield ""
    yield from _records_table(report)
    for text in _maps(report):
        yield inert(text)
        yield ""
    yield words("fingerprint", digest=report.fingerprint[:16])


def inert(text: str) -> str:
    """A text as a cell of a Markdown table: as it is where it holds nothing but words and figures, else as a span of code.

    A span of code is the one place where GitHub and GitLab neither render, link, mention nor obey; escapes are undone before mentions
    are looked for. A stroke would end the cell, however it is escaped, once a backslash stands before it; so it becomes a wide one.
    """
    flat = _flat(text)
    if _PLAIN.fullmatch(flat) and not _LIVELY.search(flat):
        return flat
    fence = "`" * (max((len(run) for run in re.findall("`+", flat)), default=0) + 1)
    padding = " " if "`" in flat else ""
    return f"{fence}{padding}{flat.replace('|', _WIDE_STROKE)}{padding}{fence}"


def _head(report: Report) -> Iterator[str]:
    if report.changes.empty:
        yield report.words("same")
    yield report.summary
    arrow = report.words("arrow")
    numbers = {name: f"{report.changes.ledgers[0][name]:,}{arrow}{report.changes.ledgers[1][name]:,}" for name in report.changes.ledgers[0]}
    yield report.words("ledger", **numbers)
    if report.changes.demo:
        yield report.words("demo")


def _told(report: Report, line: Line) -> str:
    where = " · ".join(piece for piece in (line.who, line.what, line.when) if piece)
    return _flat(f"{where}：{line.before}{report.words('arrow')}{line.after}{_chip(report, line.demo)}")


def _chip(report: Report, demo: bool) -> str:
    return f"〔{report.sides[1].words('demo.chip')}〕" if demo else ""


def _cells(report: Report, line: Line) -> list[str]:
    return [line.who + _chip(report, line.demo), line.what, line.when, line.before, line.after]


def _rest(report: Report, section: Section) -> Iterator[str]:
    if len(section.lines) > FIRST:
        yield report.words("more", count=f"{len(section.lines) - FIRST:,}")
    if section.note:
        yield section.note


def _record(report: Report, record: RecordChange) -> str:
    arrow = report.words("arrow")
    fields = [f"{field.title} {_value(report, field.before)}{arrow}{_value(report, field.after)}" for field in record.fields]
    if record.sort == "added":
        fields = [f"{field.title} {_value(report, field.after)}" for field in record.fields]
    told = f"：{'；'.join(fields)}" if fields else ""
    return f"{report.sort(record.sort)} {record.name}{told}{_chip(report, record.demo)}"


def _value(report: Report, text: str) -> str:
    if not text:
        return report.words("unstated")
    return text if len(text) <= _LONGEST else text[:_LONGEST] + "…"


def _records_table(report: Report) -> Iterator[str]:
    words = report.words
    yield f"### {words('records')}"
    yield ""
    if not report.kinds:
        yield words("none")
        yield ""
    for title, records in report.kinds.items():
        yield f"{title}：{report.counted(records)}"
        yield ""
        rows = [row for record in records[:FIRST] for row in _record_rows(report, record)]
        yield from _table([words(name) for name in ("key", "field", "before", "after")], rows)
        if len(records) > FIRST:
            yield words("more", count=f"{len(records) - FIRST:,}")
            yield ""


def _record_rows(report: Report, record: RecordChange) -> Iterator[list[str]]:
    name = f"{report.sort(record.sort)} {record.name}{_chip(report, record.demo)}"
    if not record.fields:
        yield [name, "", "", ""]
    for number, field in enumerate(record.fields):
        before = _value(report, field.before) if record.sort == "changed" else ""
        yield [name if number == 0 else "", field.title, before, _value(report, field.after)]


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(heads)} |"
    yield f"|{' --- |' * len(heads)}"
    yield from (f"| {' | '.join(inert(cell) for cell in row)} |" for row in rows)
    yield ""


def _maps(report: Report) -> Iterator[str]:
    if report.pairs:
        yield report.words("maps_names", names=report.words("and").join(pair.heading for pair in report.pairs))


def _flat(text: str) -> str:
    return " ".join(text.split())
