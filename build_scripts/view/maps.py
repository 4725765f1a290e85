"""Maps from their declarations (site_theme/maps/*.yml): a frame, or counts of a derived table, become a drawing."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from build_scripts.draw.choropleth import choropleth
from build_scripts.draw.classes import Classes, Key, choose_breaks
from build_scripts.draw.drawing import Beside, Drawing, Sum
from build_scripts.draw.outlines import Outlines
from build_scripts.draw.tiles import tile_grid
from build_scripts.merge.tree import MAP_LEVELS
from build_scripts.view.dashboard import Dashboard
from build_scripts.view.edition import Edition
from build_scripts.view.figure import Exemption, exempt
from build_scripts.view.frames import Reel, table
from build_scripts.view.narrative import narrate, narrate_counts


@dataclass(frozen=True, slots=True)
class Map:
    """One drawn map: its name (`coverage-county.ORG_RATE`), heading, drawing, the date of its data, and whether any of it is invented.

    `told` says in sentences what it shows.
    """

    name: str
    heading: str
    level: str
    drawing: Drawing
    day: str
    demo: bool
    told: str


def maps(dashboard: Dashboard, declared: Mapping[str, Mapping[str, Any]], outlines: Mapping[str, Outlines]) -> Iterator[Map]:
    """Every declared map; one with `each: indicator` yields a map for each series of the dashboard.

    Args:
        dashboard: the edition's series.
        declared: declarations by name: `table`, `level` (prefecture|county), `value` (column), `title`, `unit`, and optionally `each:
            indicator`, `sum: below` (counts of all units below a division are added up).
        outlines: by level, the outlines of its divisions; empty in a public edition without an approval number: then tile grids are
            drawn, and levels without tiles are left out. Those with a `rate` are made by `view.rate_maps`.
    """
    edition = dashboard.edition
    for name, declaration in declared.items():
        level = declaration["level"]
        if "rate" in declaration or (level not in outlines and level != "prefecture"):
            continue
        if declaration.get("each") != "indicator":
            yield _counts(edition, (name, edition.words("map.title", title=declaration["title"])), declaration, outlines.get(level))
            continue
        reported = set(edition.derived[declaration["table"]]["indicator"])
        for series in dashboard.series:
            if series.indicator in reported or not reported:
                heading = edition.words("map.title", title=declaration["title"].replace("{indicator}", series.name))
                yield _frame_map((f"{name}.{series.stem}", heading), dashboard.reel(series, level), outlines.get(level))


def _frame_map(called: tuple[str, str], reel: Reel, outlines: Outlines | None) -> Map:
    """The map of a reel's latest frame; `called` is its name and heading, `outlines` None where a tile grid is to be drawn."""
    frame = reel.latest
    strip = Beside(table(frame.off) if frame.off else None, reel.sums(frame))
    drawing = replace(drawn(reel.series.edition, table(frame.on), reel.key(frame), (outlines, strip)), legend=reel.legend(frame))
    day = frame.end or reel.series.edition.federation.as_of
    return Map(*called, reel.level, drawing, day, any(each.demo for each in frame.all), narrate(frame, reel.before))


def drawn(edition: Edition, placed: pd.DataFrame, key: Key, where: tuple[Outlines | None, Beside]) -> Drawing:
    """Outlines filled by class, or a tile grid where there are none to draw; `where`: the outlines and what goes beside them."""
    outlines, strip = where
    if outlines:
        return choropleth(placed, outlines, key, strip)
    cells = edition.tree.units[["tile_column", "tile_row"]].dropna()
    return tile_grid(placed, cells.rename(columns={"tile_column": "column", "tile_row": "row"}), key, strip)


def _counts(edition: Edition, called: tuple[str, str], declaration: Mapping[str, Any], outlines: Outlines | None) -> Map:
    """Counts by division: those of all units that report to it, directly or not, where `sum: below` says so."""
    rows = edition.derived[declaration["table"]].set_index("unit")
    counts = rows[declaration["value"]]
    level, day = MAP_LEVELS[declaration["level"]], edition.federation.as_of
    view = edition.view(declaration["level"], day)
    parts = [*view.on, *view.off]
    if declaration.get("sum") == "below":
        owner = {code: edition.tree.owner(code, frozenset(parts)) for code in counts.index}
        counts = counts.groupby(owner).sum() if len(counts) else counts
    counts = counts.reindex(parts).fillna(0).astype("Int64")
    placed, beside = (_counted(edition, counts.reindex(list(codes))) for codes in (view.on, view.off))
    unit = edition.words.unit(declaration["unit"])
    key = Key(Classes(choose_breaks(counts.astype("Float64"))), edition.words.section("legend"), unit)
    totals = {name: int(counts.reindex(codes).sum()) for name, codes in (("on_map", list(view.on)), ("off_map", list(view.off)))}
    total = Sum(edition.words("map.sum_count"), **totals, total=int(counts.reindex(edition.tree.partition(level, day)).sum()))
    drawing = drawn(edition, placed, key, (outlines, Beside(beside if len(beside) else None, (total,))))
    known = dict(zip(placed["name"], counts.reindex(list(view.on)).tolist(), strict=True))
    told = narrate_counts(edition.words, declaration["table"].partition("_")[0], known)
    return Map(*called, declaration["level"], drawing, day, bool(rows["_demo"].any()), told)


def _counted(edition: Edition, counts: pd.Series) -> pd.DataFrame:
    register = edition.tree.units.loc[counts.index]
    return pd.DataFrame(
        {
            "name": register["name"],
            "short": register["short"],
            "value": counts.astype("Float64"),
            "value_text": pd.Series(
                {code: exempt(Exemption.DRAWN, edition.words.number(value)) for code, value in counts.items()}, dtype="str"
            ),
            "mark": pd.Series(["zero" if value == 0 else "" for value in counts], index=counts.index, dtype="str"),
            "href": pd.Series({code: edition.href("unit", code) for code in counts.index}, dtype="str"),
            "detail": pd.Series("", index=counts.index, dtype="str"),
        },
        index=counts.index,
    )
