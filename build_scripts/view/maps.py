"""Maps from their declarations (site_theme/maps/*.yml): rows of a derived table become a drawing, and the drawing a figure on the page."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pandas as pd

from build_scripts.derive.coverage import UNCLEAR
from build_scripts.derive.province_totals import main_scope
from build_scripts.draw.choropleth import choropleth
from build_scripts.draw.classes import Classes, Key, choose_breaks
from build_scripts.draw.drawing import Beside, Drawing, Sum
from build_scripts.draw.outlines import Outlines
from build_scripts.draw.tiles import tile_grid
from build_scripts.kinds.observation import CLOSED, NOT_APPLICABLE
from build_scripts.merge.tree import MAP_LEVELS
from build_scripts.view.edition import Edition
from build_scripts.view.figure import Exemption, exempt


@dataclass(frozen=True, slots=True)
class Map:
    """One drawn map: its name (`coverage-county.ORG_RATE`), heading, drawing, the date of its data, and whether any of it is invented."""

    name: str
    heading: str
    level: str
    drawing: Drawing
    day: str
    demo: bool


@dataclass(frozen=True, slots=True)
class Values:
    """What one map shows: `rows` indexed by current unit code with value, value_text, mark, detail, numerator, denominator.

    `absent` is what a unit without a figure is said to be.
    """

    rows: pd.DataFrame
    day: str
    target: Decimal | None
    demo: bool
    absent: str
    sums: tuple[tuple[str, str], ...] = (("numerator", "map.sum_numerator"), ("denominator", "map.sum_denominator"))


def maps(edition: Edition, declared: Mapping[str, Mapping[str, Any]], outlines: Mapping[str, Outlines]) -> Iterator[Map]:
    """Every declared map; one with `each: indicator` yields a map for each dashboard indicator.

    Args:
        edition: the edition.
        declared: declarations by name: `table`, `level` (prefecture|county), `value` (column), `title`, `unit`, and optionally `each:
            indicator`, `sum: below` (counts of all units below a division are added up).
        outlines: by level, the outlines of its divisions; empty in a public edition without an approval number: then tile grids are
            drawn, and levels without tiles are left out.
    """
    reported: dict[tuple[str, str], Values] = {}
    for name, declaration in declared.items():
        if declaration["level"] not in outlines and declaration["level"] != "prefecture":
            continue
        for code in _each(edition, declaration):
            shown = code, declaration["level"]
            if code and shown not in reported:
                reported[shown] = _coverage(edition, *shown)
            values = reported[shown] if code else _counts(edition, declaration)
            heading = edition.words("map.title", title=declaration["title"].replace("{indicator}", edition.heading("indicator", code)))
            drawing = _draw(edition, declaration, values, outlines)
            yield Map(f"{name}.{code}" if code else name, heading, declaration["level"], drawing, values.day, values.demo)


def _each(edition: Edition, declaration: Mapping[str, Any]) -> list[str]:
    if declaration.get("each") != "indicator":
        return [""]
    reported = set(edition.derived[declaration["table"]]["indicator"])
    return [code for code in edition.dashboard if code in reported or not reported]


def _coverage(edition: Edition, indicator: str, level: str) -> Values:
    rows = edition.latest(indicator, level)
    words = edition.words
    scope = main_scope(rows)
    targets = rows["target_value"].dropna()
    told = list(zip(rows.index, rows.to_dict("records"), strict=True))
    texts = {code: exempt(Exemption.DRAWN, words.stated(row, "%")) for code, row in told}
    details = {code: _detail(edition, row) for code, row in told}
    mark = pd.Series("", index=rows.index, dtype="str")
    mark[(rows["value"] == 0).fillna(False)] = "zero"
    mark[(rows["verdict"] == UNCLEAR) | (rows["scope"] != scope) & rows["value"].notna() | rows["numerator"].isna()] = "unclear"
    mark[rows["state"] == NOT_APPLICABLE] = "not_applicable"
    mark[rows["state"] == CLOSED] = "withheld"
    table = pd.DataFrame(
        {
            "value": rows["value"],
            "value_text": pd.Series(texts, dtype="str"),
            "mark": mark,
            "detail": pd.Series(details, dtype="str"),
            "numerator": rows["numerator"].where(mark == ""),
            "denominator": rows["denominator"].where(mark == ""),
        }
    )
    target = Decimal(repr(float(targets.iloc[0]))).normalize() if len(targets) else None
    return Values(table, edition.day(indicator, level), target, bool(rows["_demo"].any()), edition.absent(indicator))


def _detail(edition: Edition, row: Mapping[str, Any]) -> str:
    words = edition.words
    pieces = []
    if pd.notna(row["target_value"]):
        pieces.append(words("map.target", value=words.number(row["target_value"])))
    if pd.notna(row["gap_count"]) and row["gap_count"] > 0:
        unit = edition.indicators[row["indicator"]]["numerator_unit"]
        pieces.append(words("map.gap", count=words.number(row["gap_count"]), unit=unit or ""))
    if row["verdict"] == UNCLEAR:
        pieces.append(words("map.unclear"))
    if row["unit"] != edition.tree.current(row["unit"]):
        pieces.append(words("map.renamed", name=edition.heading("unit", edition.tree.current(row["unit"]))))
    pieces.append(words.day(row["period"]))
    return exempt(Exemption.DRAWN, " · ".join(pieces))


def _counts(edition: Edition, declaration: Mapping[str, Any]) -> Values:
    """Counts by division: those of all units that report to it, directly or not, where `sum: below` says so."""
    rows = edition.derived[declaration["table"]].set_index("unit")
    counts = rows[declaration["value"]]
    day = edition.federation.as_of
    parts = [*edition.tree.level(MAP_LEVELS[declaration["level"]], day), *edition.tree.off_map(MAP_LEVELS[declaration["level"]], day)]
    if declaration.get("sum") == "below":
        owner = {code: edition.tree.owner(code, frozenset(parts)) for code in counts.index}
        counts = counts.groupby(owner).sum() if len(counts) else counts
    counts = counts.reindex(parts).fillna(0).astype("Int64")
    table = pd.DataFrame(
        {
            "value": counts.astype("Float64"),
            "value_text": pd.Series(
                {code: exempt(Exemption.DRAWN, edition.words.number(value)) for code, value in counts.items()}, dtype="str"
            ),
            "mark": pd.Series(["zero" if value == 0 else "" for value in counts], index=counts.index, dtype="str"),
            "detail": pd.Series("", index=counts.index, dtype="str"),
        }
    )
    return Values(table, day, None, bool(rows["_demo"].any()), "", (("value", "map.sum_count"),))


def _draw(edition: Edition, declaration: Mapping[str, Any], values: Values, outlines: Mapping[str, Outlines]) -> Drawing:
    level = MAP_LEVELS[declaration["level"]]
    on_map = {edition.tree.current(code): code for code in edition.tree.level(level, values.day)}
    off_map = {edition.tree.current(code): code for code in edition.tree.off_map(level, values.day)}
    placed, beside = _units(edition, values, on_map), _units(edition, values, off_map)
    coloured = pd.concat([placed, beside])
    coloured = coloured["value"].mask(coloured["mark"].isin(["unclear", "withheld", "not_applicable", "unreported"]))
    key = Key(
        Classes(choose_breaks(coloured, values.target), values.target),
        edition.words.section("legend") | {"mark_unreported": values.absent},
        edition.words.unit(declaration["unit"]),
    )
    strip = Beside(beside if len(beside) else None, _sums(edition, values, level))
    if declaration["level"] in outlines:
        return choropleth(placed, outlines[declaration["level"]], key, strip)
    cells = edition.tree.units[["tile_column", "tile_row"]].dropna()
    return tile_grid(placed, cells.rename(columns={"tile_column": "column", "tile_row": "row"}), key, strip)


def _units(edition: Edition, values: Values, units: Mapping[str, str]) -> pd.DataFrame:
    """The drawing's table for these units (current code → code on that day); a unit without a figure is marked as unreported."""
    places = list(units)
    rows = values.rows.reindex(places)
    missing = rows["mark"].isna()
    register = edition.tree.units
    return pd.DataFrame(
        {
            "name": register["name"].reindex(list(units.values())).to_numpy(),
            "short": register["short"].reindex(list(units.values())).to_numpy(),
            "value": rows["value"],
            "value_text": rows["value_text"].mask(missing, values.absent),
            "mark": rows["mark"].mask(missing, "unreported"),
            "href": [edition.href("unit", place) for place in places],
            "detail": rows["detail"].fillna(""),
        },
        index=places,
    )


def _sums(edition: Edition, values: Values, level: str) -> tuple[Sum, ...]:
    """On-map + off-map against the total found by walking the reporting tree; they must agree or the build stops."""
    tree, day = edition.tree, values.day
    parts = {
        "on_map": tree.level(level, day),
        "off_map": tree.off_map(level, day),
        "total": tree.partition(level, day),
    }
    sums = []
    for column, label in values.sums:
        figures = values.rows[column].dropna()
        if len(figures) and (figures == figures.round()).all():
            totals = {name: int(figures.reindex([tree.current(code) for code in codes]).sum()) for name, codes in parts.items()}
            sums.append(Sum(edition.words(label), **totals))
    return tuple(sums)
