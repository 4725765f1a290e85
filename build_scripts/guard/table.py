"""Decides, one table at a time, which sound rows may be shown to the public."""

from collections.abc import Iterator
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from build_scripts.check.conditions import spans
from build_scripts.check.table import Table
from build_scripts.declare import Field
from build_scripts.findings import Finding
from build_scripts.guard.identifiers import NUMBERS, SORTS, identifiers
from build_scripts.guard.markings import marking
from build_scripts.guard.signs import plain
from build_scripts.guard.suspect import MARKING, TEXT
from build_scripts.kinds.disclosure import OPEN, OWN_UNIT, SIGNED
from build_scripts.place import Place

_CARDS = frozenset({"identity", "residence", "permit"})
# Which sorts of identifier are looked for in which grammar: addresses of the web and codes hold long numbers that are nobody's.
WATCHED = MappingProxyType(
    {
        "text": SORTS,
        "paragraph": SORTS,
        "reference": SORTS,
        "code": _CARDS | {"mobile"},
        "codes": _CARDS | {"mobile"},
        "link": NUMBERS,
    }
)
MARKED = frozenset({"text", "paragraph"})


@dataclass(frozen=True, slots=True)
class Guarded:
    """The rows that may go on, and those withheld (columns `_row`, `code`)."""

    table: Table
    rows: pd.DataFrame
    withheld: pd.DataFrame


def guard_table(table: Table, public: bool, as_of: str) -> tuple[Guarded, list[Finding]]:
    """Withhold rows that the public must not see, and say why; the reason of the field that comes first in the declaration is booked.

    W301 a personal identifier; W312 illness or need told of somebody; W313 a text that is marked as internal or secret; W302 a field named
    `security` other than 公开; W314 a field named `reviewed` other than 签发; W308 a field named `takedown_on` that is not after `as_of`
    (ISO); W310 a field named `audience` that says only the own unit; W311 a field named `published_on` that is after `as_of`; W316 a period
    of the key that begins after it; W304 in a
    public build every invented record, whatever else may be said of it.
    """
    findings: list[Finding] = []
    first: dict[int, str] = {}
    if table.raw.demo and public:
        findings.append(Finding("W304", Place(table.raw.file)))
        first = dict.fromkeys(range(len(table.rows)), "W304")
    else:
        for position, finding in _suspicions(table, as_of):
            findings.append(finding)
            first.setdefault(position, finding.code)
    held = np.zeros(len(table.rows), dtype=bool)
    held[list(first)] = True
    positions = sorted(first)
    withheld = pd.DataFrame({"_row": table.rows["_row"].iloc[positions].to_numpy(), "code": [first[position] for position in positions]})
    rows = table.rows[~held].reset_index(drop=True) if held.any() else table.rows
    return Guarded(table, rows, withheld), findings


def _suspicions(table: Table, as_of: str) -> Iterator[tuple[int, Finding]]:
    texts = _texts(table)
    for field in table.raw.kind.fields:
        for position, code, facts in texts.get(field.name, ()):
            yield position, Finding(code, _place(table, field, position), facts)
        yield from _stated(table, field, as_of)


def _stated(table: Table, field: Field, as_of: str) -> Iterator[tuple[int, Finding]]:
    """What a field says by itself."""
    column = table.rows[field.name]
    if field.name == "security":
        yield from _told("W302", table, field, column != OPEN)
    if field.name == "reviewed":
        yield from _told("W314", table, field, column.notna() & (column != SIGNED))
    if field.name == "audience":
        yield from _told("W310", table, field, column == OWN_UNIT)
    if field.name == "published_on":
        yield from _told("W311", table, field, column > as_of)
    if field.grammar.name == "period" and field.name in table.raw.kind.key:
        yield from _told("W316", table, field, spans(column)[0] > as_of)
    if field.name == "takedown_on":
        yield from _told("W308", table, field, column <= as_of)


def _told(code: str, table: Table, field: Field, held: pd.Series) -> Iterator[tuple[int, Finding]]:
    """A finding for each row of which the condition holds."""
    for position in np.flatnonzero(held.to_numpy(dtype=bool, na_value=False)):
        yield int(position), Finding(code, _place(table, field, int(position)), {"found": str(table.rows[field.name].iloc[position])})


def _texts(table: Table) -> dict[str, list[tuple[int, str, dict[str, str]]]]:
    """By field, what its texts give away: position, code and facts.

    Each distinct text is asked about once; all columns are looked through with one pattern, since making it ready is dear.
    """
    fields = [field for field in table.raw.kind.fields if field.grammar.name in WATCHED]
    if not fields or table.rows.empty:
        return {}
    columns = [_encoded(table.rows[field.name]) for field in fields]
    asked = pc.match_substring_regex(pa.concat_arrays([column.dictionary for column in columns]), f"{TEXT}|{MARKING}")
    found: dict[str, list[tuple[int, str, dict[str, str]]]] = {}
    start = 0
    for field, column in zip(fields, columns, strict=True):
        suspect = np.flatnonzero(asked.slice(start, len(column.dictionary)).to_numpy(zero_copy_only=False))
        start += len(column.dictionary)
        told = {int(number): list(_judged(field, column.dictionary[int(number)].as_py())) for number in suspect}
        guilty = [number for number, hits in told.items() if hits]
        if guilty:
            places = column.indices.fill_null(-1).to_numpy()
            rows = np.flatnonzero(np.isin(places, guilty)).tolist()
            found[field.name] = [(row, code, facts) for row in rows for code, facts in told[int(places[row])]]
    return found


def _encoded(column: pd.Series) -> pa.DictionaryArray:
    """The distinct texts of a column, and the place among them of each row's."""
    texts = pa.chunked_array(pa.array(column, from_pandas=True)).cast(pa.large_string()).combine_chunks()
    return texts.dictionary_encode()


def _judged(field: Field, text: str) -> Iterator[tuple[str, dict[str, str]]]:
    """What one text gives away, and how it is marked."""
    facts = {"title": field.title}
    for sort, masked in identifiers(text):
        if sort in WATCHED[field.grammar.name]:
            yield ("W312" if sort == "plight" else "W301"), facts | {"what": sort, "masked": masked}
    found = marking(plain(text)) if field.grammar.name in MARKED else ""
    if found:
        yield "W313", facts | {"found": found}


def _place(table: Table, field: Field, position: int) -> Place:
    return table.raw.locator.place(int(table.rows["_row"].iloc[position]), field.name)
