"""What every file of a map tells besides its picture: the figures of its units, their source and date, whether they are invented."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from build_scripts.derive.coverage import NONE
from build_scripts.draw.drawing import Drawing, Unit
from build_scripts.view.edition import Edition
from build_scripts.view.maps import Map
from build_scripts.write.figures import notes
from build_scripts.write.sources import cited

COLUMNS = {
    "code": "picture.code",
    "name": "picture.unit",
    "value": "picture.value",
    "value_text": "picture.value_text",
    "verdict": "picture.verdict",
    "class": "picture.class",
    "class_text": "picture.class_text",
    "mark": "picture.mark",
    "detail": "picture.detail",
    "place": "picture.place",
    "nature": "picture.nature",
}
"""What is told of a unit, by name, with the key of its title."""

Row = Mapping[str, str | int | float | None]


@dataclass(frozen=True, slots=True)
class Facts:
    """Of a map as a whole: heading, site, date, source, lines of its footer by kind, approval number if any; `sample` says "invented"."""

    title: str
    site: str
    as_of: str
    source: str
    notes: Mapping[str, str]
    approval_number: str | None
    sample: str


def facts(edition: Edition, drawn: Map) -> Facts:
    """What is known of the map."""
    told, source = notes(edition, drawn), _source(edition, drawn)
    lines = {"as_of": told["as_of"], "source": edition.words("picture.source", source=source)}
    return Facts(
        title=drawn.heading,
        site=edition.federation.site["name"],
        as_of=drawn.day,
        source=source,
        notes=lines | {"boundary": told["boundary"], "approval": told["approval"]},
        approval_number=edition.federation.site["approval_number"] if drawn.drawing.kind == "map" else None,
        sample=edition.words("picture.warning") if drawn.demo else "",
    )


def unit_rows(edition: Edition, drawn: Map) -> tuple[list[Row], list[Row]]:
    """The units that have a place on the map, and those that have none, as they are drawn; see `COLUMNS`."""
    verdicts, invented = _verdicts(edition, drawn), _invented(edition, drawn)
    marks, classes = _legend(drawn.drawing)

    def row(unit: Unit, place: str) -> Row:
        number, text = classes.get(unit.css, (None, None))
        return {
            "code": unit.code,
            "name": unit.name,
            "value": int(unit.value) if unit.value is not None and unit.value.is_integer() else unit.value,
            "value_text": unit.value_text,
            "verdict": None if verdicts is None else verdicts.get(unit.code, NONE),
            "class": number,
            "class_text": text,
            "mark": marks.get(unit.mark),
            "detail": unit.detail or None,
            "place": edition.words(place),
            "nature": edition.words("demo.row") if unit.code in invented else None,
        }

    return [row(unit, "picture.on_map") for unit in drawn.drawing.units], [row(unit, "picture.off_map") for unit in drawn.drawing.off_map]


def _legend(drawing: Drawing) -> tuple[Mapping[str, str], Mapping[str, tuple[int, str]]]:
    """The sentences of the legend for marks, and number and sentence of each class by its fill, the lowest first."""
    marks = {entry.mark: entry.text for entry in drawing.legend if entry.mark}  # classes that miss a target have a mark too, but come first
    shades: dict[str, str] = {}
    for entry in drawing.legend:
        if entry.css != "gk-none":
            shades.setdefault(entry.css, entry.text)
    return marks, {css: (number, text) for number, (css, text) in enumerate(shades.items(), 1)}


def _figures(edition: Edition, drawn: Map) -> pd.DataFrame | None:
    """The rows of coverage that an indicator's map shows, by current code of the unit; None for any other map."""
    indicator = drawn.name.partition(".")[2]
    return edition.latest(indicator, drawn.level) if indicator else None


def _verdicts(edition: Edition, drawn: Map) -> Mapping[str, str] | None:
    rows = _figures(edition, drawn)
    return None if rows is None else {str(code): str(verdict) for code, verdict in rows["verdict"].dropna().items()}


def _invented(edition: Edition, drawn: Map) -> frozenset[str]:
    """The units whose figure is invented; where figures are sums, all units of a map that holds an invented one."""
    rows = _figures(edition, drawn)
    if rows is not None:
        return frozenset(rows.index[rows["_demo"].astype(bool)])
    return frozenset(unit.code for unit in (*drawn.drawing.units, *drawn.drawing.off_map)) if drawn.demo else frozenset()


def _source(edition: Edition, drawn: Map) -> str:
    rows = _figures(edition, drawn)
    if rows is None or not len(rows):
        return edition.words("picture.computed")
    shown = {unit.code for unit in (*drawn.drawing.units, *drawn.drawing.off_map)}
    return cited(edition, rows.loc[rows.index.isin(shown), "source"])
