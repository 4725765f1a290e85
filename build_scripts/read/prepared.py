"""The mark (核对码) of a row that a template prepared: by it a row that nobody touched is known, whatever records are there by then.

It speaks of the row alone. Were an untouched row held against the records instead, what is kept would hang on the order of arrival: of
5, 9 and 5 again the last is a correction, of 5 and 5 it is none.
"""

from collections.abc import Iterable, Mapping

from build_scripts.declare import Kind
from build_scripts.parse.grid import TRAP, Cell
from build_scripts.read.rows import RECORD, plain

UNFILLED, UNCHANGED = UNTOUCHED = ("unfilled", "unchanged")
"""A prepared row that nobody filled in, and one that repeats what was reported and that nobody corrected."""

LETTERS = "abcdefghijklmnop"
_BASES = (2_166_136_261, 2_166_136_262)
_PRIME, _SIZE = 16_777_619, 1 << 32


def mark_of(sort: str, kind: Kind, texts: Mapping[str, str]) -> str:
    """Sixteen letters (no digit, lest they look like a number of somebody) for what a row states.

    Args:
        sort: UNFILLED or UNCHANGED.
        kind: the kind of the record; its version is left out.
        texts: by field; blanks around them and an apostrophe before them, as against formulas, do not count.
    """
    stated = {name: text.strip().removeprefix("'") for name, text in texts.items()}
    said = [sort, *(f"{field.name}={stated[field.name]}" for field in kind.fields if field.name != kind.version and stated.get(field.name))]
    data = "\n".join(said).encode(errors="replace")
    return "".join(LETTERS[digest >> shift & 15] for digest in (_digest(data, base) for base in _BASES) for shift in range(28, -4, -4))


def sort_by_mark(kind: Kind, mark: str, cells: Mapping[str, Cell]) -> str:
    """UNFILLED or UNCHANGED where the row still states what its mark says, else RECORD; `cells` by field."""
    if not plain(mark) or any(cell.sort == TRAP for cell in cells.values()):
        return RECORD
    texts = {name: cell.text for name, cell in cells.items()}
    return next((sort for sort in UNTOUCHED if mark_of(sort, kind, texts) == plain(mark)), RECORD)


def _digest(data: Iterable[int], base: int) -> int:
    """FNV-1a of 32 bits, which the check page (校验台) counts as well."""
    for byte in data:
        base = (base ^ byte) * _PRIME % _SIZE
    return base
