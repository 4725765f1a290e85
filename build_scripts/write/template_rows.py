"""The rows that a template prepares: what is known before the clerk begins, and beside it the figures of the last period."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from build_scripts.declare import Field, Kind
from build_scripts.kinds.source import INVENTED
from build_scripts.merge.periods import period_end
from build_scripts.phrases import TEMPLATE
from build_scripts.read.rows import BEFORE
from build_scripts.write.template_asked import Asked
from build_scripts.write.template_before import earlier, newest, own, period_field
from build_scripts.write.template_options import offered, spellings

BLANK_ROWS = 20
FIRST = "1"
_EXACT = "="
_ENDED = re.compile(r"[0-9]{4}(?:-Q[1-4]|-[0-9]{2})?")
_AFRESH = ("submitted_on",)
"""What a correction states anew."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """Texts by header (a field's title, or `上期` and a title); whether they correct what was reported; whether any of it is invented."""

    rows: Sequence[Mapping[str, str]]
    corrects: bool = False
    invented: bool = False


def figures(kind: Kind) -> list[Field]:
    """The fields whose last figures stand beside the new ones."""
    return [field for field in kind.fields if field.grammar.name == "number"] if period_field(kind) else []


def prepared(asked: Asked) -> Prepared:
    """The rows of a template.

    A kind with a period in its key has one row for each record that the unit gave for its newest earlier period, or, where it never gave
    any, for what most of the units of its level gave; what it already gave for the period itself stands there with the next version. Other
    kinds have blank rows.
    """
    period = period_field(asked.kind)
    if period is None:
        return Prepared([_known(asked)] * (1 if asked.kind.single else BLANK_ROWS))
    given = _Given.of(asked, period)
    keys = given.wanted()
    if not keys:
        return Prepared([_known(asked)] * BLANK_ROWS)
    rows = [_row(asked, given, key) for key in keys]
    shown = [*given.now.values(), *(given.before[key] for key in keys if key in given.before)]
    return Prepared(rows, bool(given.now), any(bool(row["_demo"]) for row in shown))


Key = tuple[str, ...]
Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class _Given:
    """What was reported, by the fields of the key other than unit and period: for the period itself, for the newest before, usually."""

    asked: Asked
    what: tuple[str, ...]
    now: Mapping[Key, Row]
    before: Mapping[Key, Row]
    usual: Sequence[Key]

    @classmethod
    def of(cls, asked: Asked, period: Field) -> "_Given":
        rows = asked.federation.tables[asked.kind.name]
        what = tuple(name for name in asked.kind.key if name not in ("unit", period.name))
        given = own(asked)
        now = given[(given["unit"] == asked.unit) & (given[period.name] == asked.period)]
        before = newest(given, period, asked.period)
        usual = [] if len(now) or len(before) else _usual(asked, rows, period, what)
        return cls(asked, what, _by_key(now, what), _by_key(before, what), usual)

    def wanted(self) -> list[Key]:
        """The keys of the rows, in the order in which what they refer to is offered."""
        ranks = [self._ranks(self.asked.kind.field(name)) for name in self.what]
        keys = {**self.now, **self.before, **dict.fromkeys(self.usual)}
        return sorted(keys, key=lambda key: ([rank.get(part, len(rank)) for rank, part in zip(ranks, key, strict=True)], key))

    def _ranks(self, field: Field) -> dict[str, int]:
        if not field.refers:
            return {}
        codes = offered(self.asked, field)[self.asked.federation.kinds[field.refers].key[0]]
        return {code: rank for rank, code in enumerate(codes)}


def _by_key(rows: pd.DataFrame, what: Sequence[str]) -> dict[Key, Row]:
    return {tuple("" if pd.isna(row[name]) else str(row[name]) for name in what): row for row in rows.to_dict("records")}


def _usual(asked: Asked, rows: pd.DataFrame, period: Field, what: Sequence[str]) -> list[Key]:
    """What more than half of the units of the same level gave for the newest period before, of those that gave anything."""
    levels = asked.federation.tables["unit"].set_index("code")["level"]
    peers = rows[rows["unit"].map(levels) == levels[asked.unit]]
    before = earlier(peers, period, asked.period)
    last = before[before["_end"] == before.groupby("unit")["_end"].transform("max")]
    counts = last.groupby(list(what), dropna=False)["unit"].nunique()
    most = counts[counts * 2 > last["unit"].nunique()]
    return list(_by_key(most.index.to_frame(index=False), what))


def _known(asked: Asked) -> dict[str, str]:
    """What every row of the template states: unit, period and its end, first version, and what nearly every figure says of itself."""
    kind, period = asked.kind, period_field(asked.kind)
    known = {}
    for field in kind.fields:
        if field.name == "unit" and field.refers == "unit":
            known[field.title] = spellings(asked.federation, field, [asked.unit])[0]
        elif period and field.required and field.one_of:
            known[field.title] = field.sample
        elif period and field.name == "as_of" and _ENDED.fullmatch(asked.period):
            known[field.title] = period_end(asked.period)
    if period:
        known[period.title] = asked.period
    if kind.version:
        known[kind.field(kind.version).title] = FIRST
    return known


def _row(asked: Asked, given: _Given, key: Key) -> dict[str, str]:
    kind = asked.kind
    row = _known(asked)
    for name, part in zip(given.what, key, strict=True):
        field = kind.field(name)
        row[field.title] = spellings(asked.federation, field, [part])[0] if field.refers and part else part
    if key in given.now:
        row = _corrected(asked, given.now[key])
    return row | (_beside(kind, given.before[key]) if key in given.before else {})


def _corrected(asked: Asked, now: Row) -> dict[str, str]:
    """A record as it was reported, with the next version; a source that only invented records may cite is left to be the submission."""
    kind, federation = asked.kind, asked.federation
    texts = {field.title: text_of(now, field) for field in kind.fields if field.name not in _AFRESH}
    for field in kind.fields:
        if field.refers and texts.get(field.title):
            texts[field.title] = spellings(federation, field, [texts[field.title]])[0]
        if field.refers == "source" and now["_demo"]:
            texts[field.title] = ""
    if kind.version:
        texts[kind.field(kind.version).title] = str(int(now[kind.version]) + 1)
    return texts


def _beside(kind: Kind, before: Row) -> dict[str, str]:
    """The last period and its figures; a figure with a bound other than exact carries it."""
    period = period_field(kind)
    mark = TEMPLATE["invented_mark"].format(mark=INVENTED) if before["_demo"] else ""
    texts = {f"{BEFORE}{field.title}": text_of(before, field) for field in figures(kind)}
    bound = before.get("bound")
    value = next((field for field in figures(kind) if field.unit_of), None)
    if value and isinstance(bound, str) and bound != _EXACT and texts[f"{BEFORE}{value.title}"]:
        texts[f"{BEFORE}{value.title}"] = f"{bound}{texts[f'{BEFORE}{value.title}']}"
    return texts | ({f"{BEFORE}{period.title}": text_of(before, period) + mark} if period else {})


def text_of(row: Row, field: Field) -> str:
    """A typed value as it was written; the empty text where nothing is stated."""
    value = row[field.name]
    if pd.isna(value):
        return ""
    if field.grammar.name == "number":
        return f"{value:.{int(row[f'{field.name}_digits'])}f}"
    return str(value)
