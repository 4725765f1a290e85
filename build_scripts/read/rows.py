"""Which rows of a submitted sheet are records, and which are titles, examples, totals and signatures."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from build_scripts.declare import Field, Kind
from build_scripts.parse.grid import TRAP, Cell, Grid
from build_scripts.read.header import known_headers

BLANK, TITLE, EXAMPLE, TOTAL, SIGNATURE, RECORD = ("blank", "title", "example", "total", "signature", "record")
NUMBERING = "序号"
BEFORE = "上期"
MARK = f"{BEFORE}核对码"
EXAMPLES = frozenset({"例", "示例"})
EXAMPLE_SIGN = ":"
"""Stands between such a word and what it is an example of, where the row has no number."""

TOTALS = re.compile("(?:[\u4e00-\u9fff]{0,9}[省市州县区镇乡]|以上)?(?:合计|总计|小计|共计)数?:?")
AMOUNT = re.compile("[-0-9.,%]+")
SIGNATURES = re.compile(
    "(?:填表|填报|制表|经办|审核|复核|负责|主要负责|单位负责|联系|报送)(?:人|单位|日期|时间|电话)?(?:签字|签名)?[:(].*"
    "|(?:电话|盖章|单位盖章|注|备注|附注|说明|填表说明)[:(].*"
)
_FIGURES = frozenset({"count", "number"})
_PLAIN = re.compile(r"-?[0-9]{1,15}(?:\.[0-9]{1,9})?", re.ASCII)
_SUFFIX = re.compile(r"\([^()]*\)$")
DEEPEST = 20  # rows in which a header is looked for


def plain(text: str) -> str:
    """A header or a mark as clerks mean it: full-width forms made narrow, no blanks, no stars."""
    return re.sub(r"[\s*※]", "", unicodedata.normalize("NFKC", text))


def field_named(known: Mapping[str, str], header: str) -> str:
    """The field that a header cell names, also with its unit in brackets after it; the empty text where there is none."""
    bare = plain(header)
    return known.get(bare) or known.get(_SUFFIX.sub("", bare), "")


def ignorable(header: str) -> bool:
    """Columns of a form that hold no data of the record: its numbering, and the last period's figures for comparison."""
    bare = plain(header)
    return bare == NUMBERING or bare.startswith(BEFORE)


def is_numbering(header: str) -> bool:
    """The column in which a form numbers its rows."""
    return plain(header) == NUMBERING


@dataclass(frozen=True, slots=True)
class Header:
    """The row that names the columns, and the kind it speaks of."""

    kind: Kind
    row: int


def known_plainly(kind: Kind) -> dict[str, str]:
    """The headers of a kind, as `field_named` looks them up."""
    return {plain(header): name for header, name in known_headers(kind).items()}


def find_header(grid: Grid, kinds: Sequence[Kind]) -> Header | None:
    """The first row of which at least two cells, and more than half, name fields of one kind; the kind of which it names most.

    Of kinds that share the most the one with the fewest required fields left over is taken, then the first.
    """
    known = {kind.name: known_plainly(kind) for kind in kinds}
    for row in sorted(grid.cells)[:DEEPEST]:
        named = [cell.text for cell in grid.cells[row].values() if cell.text.strip() and not ignorable(cell.text)]
        scored = [(_shared(known[kind.name], named), -_lacking(kind, known[kind.name], named), kind) for kind in kinds]
        shared, _, kind = max(scored, key=lambda entry: entry[:2], default=(0, 0, None))
        if kind is not None and shared >= 2 and 2 * shared > len(named):
            return Header(kind, row)
    return None


def _shared(known: Mapping[str, str], named: Sequence[str]) -> int:
    return len({field for cell in named if (field := field_named(known, cell))})


def _lacking(kind: Kind, known: Mapping[str, str], named: Sequence[str]) -> int:
    there = {field_named(known, cell) for cell in named}
    return sum(field.required and not field.absent and field.name not in there for field in kind.fields)


def says(cell: Cell) -> bool:
    """Whether a cell holds anything: a trap does, even where no text of it is left."""
    return bool(cell.text.strip()) or cell.sort == TRAP


def sort_of(row: Mapping[int, Cell], numbering: int) -> str:
    """What a row below the header is.

    Args:
        row: its cells; a row of totals says so in the first one that holds anything, or in the second where all others hold amounts.
        numbering: the column in which the form numbers its rows, 0 where it has none.
    """
    said = [row[column].text for column in sorted(row) if says(row[column])]
    if not said:
        return BLANK
    if numbering in row and plain(row[numbering].text) in EXAMPLES:
        return EXAMPLE
    first = plain(said[0])
    if first.partition(EXAMPLE_SIGN)[0] in EXAMPLES and EXAMPLE_SIGN in first:
        return EXAMPLE
    if SIGNATURES.fullmatch(first):
        return SIGNATURE
    if TOTALS.fullmatch(first):
        return TOTAL
    second = len(said) > 1 and TOTALS.fullmatch(plain(said[1]))
    return TOTAL if second and all(AMOUNT.fullmatch(plain(text)) for text in (said[0], *said[2:])) else RECORD


def names_total(fields: Mapping[int, Field], row: Mapping[int, Cell]) -> bool:
    """Whether a row names a total in place of its unit: whatever else it states, it is no record."""
    return any(field.refers == "unit" and TOTALS.fullmatch(plain(_said(row, column))) for column, field in fields.items())


def unsummed(fields: Mapping[int, Field], records: Sequence[Mapping[int, Cell]], total: Mapping[int, Cell]) -> Iterator[tuple[int, str]]:
    """The columns of figures in which a row of totals differs from the sum of its records, with that sum.

    Rates and other figures in the unit of their indicator do not add up, nor do versions, nor anything over different indicators. A column
    in which the total or a record holds anything but a plain number is left to the checks of its cells.
    """
    apart = {field.unit_of for field in fields.values()} - {""}
    if any(len({_said(record, column) for record in records}) > 1 for column, field in fields.items() if field.name in apart):
        return
    for column, field in sorted(fields.items()):
        stated = [said for record in records if (said := _said(record, column))]
        adds_up = field.grammar.name in _FIGURES and not field.unit_of and not field.absent
        if adds_up and all(map(_PLAIN.fullmatch, (_said(total, column), *stated))):
            summed = sum(map(Decimal, stated), Decimal(0))
            if summed != Decimal(_said(total, column)):
                yield column, f"{summed:f}".rstrip("0").rstrip(".") if "." in f"{summed:f}" else f"{summed:f}"


def _said(row: Mapping[int, Cell], column: int) -> str:
    return row[column].text if column in row else ""
