"""Maps before and after, side by side and in one scale, so that a colour means the same on both."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

import pandas as pd

from build_scripts.change.side import Side
from build_scripts.draw.classes import VALUELESS, Classes, Key, choose_breaks, shade
from build_scripts.draw.drawing import Drawing, Unit, legend_for
from build_scripts.view.maps import Map

Maps = Mapping[str, Map]
_NONE = "gk-none"


@dataclass(frozen=True, slots=True)
class Move:
    """One unit whose place on the map shows something else than before: code, name, texts before and after."""

    code: str
    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Pair:
    """One map before and after; None where a side has no such map. `one_scale`: both are drawn in the same classes."""

    name: str
    heading: str
    before: Map | None
    after: Map | None
    moves: tuple[Move, ...]
    one_scale: bool


def pairs(sides: tuple[Side, Side], drawn: tuple[Maps, Maps]) -> Iterator[Pair]:
    """The dashboard's maps of which a unit shows another figure than before, in the order of the dashboard.

    Args:
        sides: before and after.
        drawn: the maps of each, by name; those of an indicator are called `<declaration>.<code>`.
    """
    names = [name for maps in reversed(drawn) for name in maps]
    order = list(dict.fromkeys(code for side in reversed(sides) for code in side.edition.dashboard))
    for name in sorted(dict.fromkeys(names), key=lambda name: (_place(order, name), names.index(name))):
        before, after = (maps.get(name) for maps in drawn)
        moves = tuple(_moves(before, after))
        if _indicator(name) in order and (moves or before is None or after is None):
            rescaled = _on_one_scale(sides, before, after) if before and after else None
            heading = next(each.heading for each in (after, before) if each)
            yield Pair(name, heading, *(rescaled or (before, after)), moves, one_scale=rescaled is not None)


def plain(drawing: Drawing) -> Drawing:
    """The drawing without links: a report leads nowhere."""
    return _with(drawing, lambda unit: replace(unit, href=""))


def _indicator(name: str) -> str:
    return name.partition(".")[2]


def _place(order: list[str], name: str) -> int:
    return order.index(_indicator(name)) if _indicator(name) in order else len(order)


def _units(drawn: Map | None) -> dict[str, Unit]:
    return {unit.code: unit for unit in (*drawn.drawing.units, *drawn.drawing.off_map)} if drawn else {}


def _moves(before: Map | None, after: Map | None) -> Iterator[Move]:
    old, new = _units(before), _units(after)
    for code in sorted(old.keys() & new.keys()):
        was, now = old[code], new[code]
        if (was.value_text, was.mark, was.detail) != (now.value_text, now.mark, now.detail):
            yield Move(code, now.name, was.value_text, now.value_text)
    for code in sorted(old.keys() ^ new.keys()):
        unit = new.get(code) or old[code]
        yield Move(code, unit.name, *(texts[code].value_text if code in texts else "" for texts in (old, new)))


def _on_one_scale(sides: tuple[Side, Side], before: Map, after: Map) -> tuple[Map, Map] | None:
    """Both maps in classes chosen for the values of both; None where their targets differ, for a target is always a class break."""
    code = _indicator(after.name)
    latest = [side.edition.latest(code, after.level) for side in sides]
    targets = {_target(rows) for rows in latest}
    if len(targets) > 1:
        return None
    target = targets.pop()
    values = [_coloured(rows, drawn) for rows, drawn in zip(latest, (before, after), strict=True)]
    classes = Classes(choose_breaks(pd.concat(values), target), target)
    first, last = (_rescaled(side, drawn, shown, classes) for side, drawn, shown in zip(sides, (before, after), values, strict=True))
    return first, last


def _target(rows: pd.DataFrame) -> Decimal | None:
    targets = rows["target_value"].dropna()
    return Decimal(repr(float(targets.iloc[0]))).normalize() if len(targets) else None


def _coloured(rows: pd.DataFrame, drawn: Map) -> pd.Series:
    """The values of the units that the map colours."""
    values = rows.loc[~rows.index.duplicated(keep="last"), "value"]
    shown = [code for code, unit in _units(drawn).items() if unit.mark not in VALUELESS]
    return values.reindex(shown).astype("Float64")


def _rescaled(side: Side, drawn: Map, values: pd.Series, classes: Classes) -> Map:
    shades = {code: f"gk-c{shade(float(value), classes)}" for code, value in values.dropna().items()}
    drawing = _with(drawn.drawing, lambda unit: replace(unit, css=shades.get(unit.code, _NONE)))
    absent = side.edition.absent(_indicator(drawn.name))
    key = Key(classes, side.words.section("legend") | {"mark_unreported": absent}, side.words.unit("%"))
    return replace(drawn, drawing=replace(drawing, legend=legend_for(key, (*drawing.units, *drawing.off_map))))


def _with(drawing: Drawing, changed: Callable[[Unit], Unit]) -> Drawing:
    return replace(
        drawing,
        regions=tuple(replace(region, unit=changed(region.unit)) for region in drawing.regions),
        tiles=tuple(replace(tile, unit=changed(tile.unit)) for tile in drawing.tiles),
        off_map=tuple(changed(unit) for unit in drawing.off_map),
    )
