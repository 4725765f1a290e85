"""A second count of all records and cells, from the raw bytes and from the built site; it shares no code with the program it checks.

`python tests/recount.py DATA LEDGER SITE` tells where the ledger disagrees with either and ends with 1 if it does. The site is looked at in
`recount_site`.

What counts: every file below DATA but README.md, hidden ones and those in `boundaries` and `files`. In CSV a record is a row below the
header that holds anything or has not as many cells as the header, in YAML a mapping; of a file whose quotes do not pair every line but one
is a record, any other file is one. A cell counts where it is not empty.
"""

import csv
import io
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import recount_site

Files = Mapping[str, bytes]
_ITEM = re.compile(r"^- ", re.MULTILINE)
_FIELD = re.compile(r"^([^\s#'\"-][^:\n]*):(?: (.*)| *)$((?:\n(?: +.*| *$))*)", re.MULTILINE)
_TITLES = ("记录种类", "文件", "位置", "主键", "非空格数", "去向", "代码", "原因", "页面")


class Record(NamedTuple):
    """One record as it lies in its file: the line it begins on (0: unknown), its texts by header, how many cells it has (-1: unknown)."""

    file: str
    line: int
    stated: Mapping[str, str]
    cells: int


class Line(NamedTuple):
    """One line of the ledger; `cells` is -1 where it names no number."""

    kind: str
    file: str
    line: int
    key: str
    cells: int
    state: str
    code: str
    reason: str
    page: str


def folder(root: Path) -> dict[str, bytes]:
    """Every file below the folder by its path."""
    paths = sorted(path for path in root.rglob("*") if path.is_file() and not path.is_symlink())
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in paths}


def records(data: Files) -> Iterator[Record]:
    """All records of a data folder."""
    for name, content in data.items():
        parts = name.removeprefix("demo/").split("/")
        if parts[-1] == "README.md" or parts[0] in ("boundaries", "files") or any(part.startswith((".", "~$")) for part in parts):
            continue
        form = {".csv": _csv, ".yaml": _yaml, ".yml": _yaml}.get(Path(name).suffix.lower())
        if form is None or content[:4] in (b"PK\x03\x04", b"\xd0\xcf\x11\xe0"):
            yield Record(name, 0, {}, -1)
        else:
            yield from form(name, content)


def _text(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("gb18030")


def _csv(name: str, content: bytes) -> Iterator[Record]:
    rows, start = [], 1
    try:
        reader = csv.reader(io.StringIO(_text(content), newline=""), strict=True)
        for row in reader:
            rows += [(start, row)] if any(row) or (row and rows and len(row) != len(rows[0][1])) else []
            start = reader.line_num + 1
    except (csv.Error, UnicodeDecodeError):
        lines = sum(bool(line.strip()) for line in content.splitlines())
        yield from [Record(name, 0, {}, -1)] * (lines - 1)
        return
    for line, row in rows[1:]:
        yield Record(name, line, {title: cell for title, cell in zip(rows[0][1], row, strict=False) if cell}, sum(map(bool, row)))


def _yaml(name: str, content: bytes) -> Iterator[Record]:
    text = _text(content).replace("\r\n", "\n")
    items = [item.start() for item in _ITEM.finditer(text)]
    starts = items or [field.start() for field in _FIELD.finditer(text)][:1] or [0]
    for start, end in zip(starts, [*starts[1:], None], strict=True):
        mapping = re.sub(r"^(- |  )", "", text[start:end], flags=re.MULTILINE) if items else text
        said = {title: _scalar(first, more) for title, first, more in _FIELD.findall(mapping)}
        stated = {title: cell for title, cell in said.items() if cell}
        yield Record(name, text.count("\n", 0, start) + 1, stated, len(stated))


def _scalar(first: str, more: str) -> str:
    lines = [line.strip() for line in more.strip().split("\n")]
    return "\n".join(lines) if first[:1] in ("|", ">") else " ".join([first.strip().strip("\"'"), *lines]).strip()


def ledger_lines(ledger: bytes) -> list[Line]:
    """The lines of a ledger, texts as they were before a spreadsheet was kept from taking them for formulas."""
    rows = csv.DictReader(io.StringIO(ledger.decode("utf-8-sig"), newline=""))
    plain = ({title: recount_site.bare(cell) for title, cell in row.items()} for row in rows)
    numbers = {"位置": "0", "非空格数": "-1"}
    return [Line(*(int(row[title] or numbers[title]) if title in numbers else row[title] for title in _TITLES)) for row in plain]


def books(counted: Iterable[Record], lines: Iterable[Line]) -> Iterator[str]:
    """Where the ledger does not account for exactly the records and cells that the files hold; of a file refused whole it has no lines."""
    sides: dict[str, tuple[Counter[tuple[int, int]], Counter[tuple[int, int]]]] = defaultdict(lambda: (Counter(), Counter()))
    whole = {line.file for line in lines if not line.line}
    blind = {line.file for line in lines if line.cells < 0}
    for side, told in enumerate((counted, lines)):
        for each in told:
            sides[each.file][side][0 if each.file in whole else each.line, -1 if each.file in blind else each.cells] += 1
    for file, (held, booked) in sorted(sides.items()):
        yield from (f"{file}:{line}: {cells} cells are in no line of the ledger" for line, cells in (held - booked).elements())
        yield from (f"{file}:{line}: the ledger has {cells} cells too many" for line, cells in (booked - held).elements())
    for line in lines:
        sound = line.state == "公开" and line.page and not line.code + line.reason
        stopped = line.state == {"W": "暂不公开", "E": "退回"}.get(line.code[:1]) and line.reason and not line.page
        if not sound and not stopped:
            yield f"{line.file}:{line.line}: {line.state} {line.code} {line.reason!r} {line.page!r} do not go together"
        if (not line.line and line.state != "退回") or (line.line and line.cells < 0):
            yield f"{line.file}:{line.line}: stands nowhere or states nothing, and is not refused with its file"


def recount(data: Files, ledger: bytes, site: Files) -> list[str]:
    """All that disagrees."""
    counted, lines = list(records(data)), ledger_lines(ledger)
    told = list(books(counted, lines))
    return told or list(recount_site.disagreements(counted, lines, site))


if __name__ == "__main__":
    faults = recount(folder(Path(sys.argv[1])), Path(sys.argv[2]).read_bytes(), folder(Path(sys.argv[3])))
    sys.stdout.writelines(f"{fault}\n" for fault in faults)
    sys.exit(bool(faults))
