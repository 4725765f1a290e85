"""The report pack (汇报包): what a page's script is told, with the record behind each figure, in few enough bytes to carry about."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from build_scripts.view.cube import NUMBERS
from build_scripts.view.figure import Exemption, exempt
from build_scripts.view.frames import Reel
from build_scripts.view.headline import headlines
from build_scripts.view.series import Row
from build_scripts.view.standing import Standing

JOINT = " · "
"""Between the pieces of a text that recur in others; site_theme/board/cube.mjs joins them again."""


@dataclass(frozen=True, slots=True)
class Ground:
    """What one unit's figure of the frame shown first rests on; `record`: period, source, file, line and day, empty where it gave none."""

    place: str
    name: str
    shown: str
    parts: str
    record: str
    demo: bool


def pack_path(stem: str) -> str:
    """The path of a series' pack."""
    return f"packs/{stem}.html"


def grounds(reels: Sequence[Reel]) -> list[Ground]:
    """The grounds of the frames shown first, each unit once: the upper level's, then those that stand on the lower one alone."""
    found: dict[str, Ground] = {}
    for reel in reels:
        told = reel.series.told(reel.latest.end)
        for each in reel.latest.all:
            found.setdefault(each.place, _ground(reel, each, told.get(each.place)))
    return list(found.values())


def _ground(reel: Reel, each: Standing, row: Row | None) -> Ground:
    edition = reel.series.edition
    words, record = edition.words, ""
    if row:
        place = {"source": edition.heading("source", row["source"]), "file": row["_file"], "line": str(row["_line"])}
        record = words("pack.record_at", period=words.day(row["period"]), day=words.day(row["submitted_on"]), **place)
    shown, parts = (exempt(Exemption.RECORD, text) for text in (each.shown, each.parts.text))
    return Ground(each.place, each.name, shown, parts, record, each.demo)


def origins(reels: Sequence[Reel]) -> dict[str, Any]:
    """The same of every period, for the pack's script.

    Returns:
        `rows` by period and current code: file, line, source and day of submission, all but the line as a place in the list of that name;
        `parts` by period: numerator and denominator of the province's total.
    """
    lists: dict[str, dict[str, int]] = {"files": {}, "sources": {}, "days": {}}
    rows: dict[str, dict[str, list[int]]] = {}
    series = reels[0].series
    for period, place, row in _figures(reels):
        told = (row["_file"], series.edition.heading("source", row["source"]), series.edition.words.day(row["submitted_on"]))
        file, source, day = (known.setdefault(text, len(known)) for known, text in zip(lists.values(), told, strict=True))
        rows.setdefault(period, {})[place] = [file, int(row["_line"]), source, day]
    totals = headlines(series.edition, series.indicator) if series.main else {}
    named = {name: list(texts) for name, texts in lists.items()}
    return {**named, "rows": rows, "parts": {period: total.parts.text for period, total in totals.items()}}


def _figures(reels: Sequence[Reel]) -> Iterator[tuple[str, str, Row]]:
    for reel in reels:
        for frame in reel.frames:
            told = reel.series.told(frame.end)
            yield from ((frame.period, each.place, told[each.place]) for each in frame.all if each.place in told)


def packed(cube: Mapping[str, Any]) -> dict[str, Any]:
    """A cube whose rows name a text by its place in `texts`, or the places of its pieces; `numbers` are the columns that hold none."""
    texts: dict[str, int] = {}
    numbers = [place for place, name in enumerate(cube["columns"]) if name in NUMBERS]

    def placed(text: str) -> int | list[int]:
        places = [texts.setdefault(piece, len(texts)) for piece in text.split(JOINT)]
        return places[0] if len(places) == 1 else places

    def line(row: Sequence[Any] | None) -> list[Any] | None:
        return None if row is None else [cell if column in numbers else placed(cell) for column, cell in enumerate(row)]

    frames = [{**frame, "rows": list(map(line, frame["rows"]))} for frame in cube["frames"]]
    return {**cube, "frames": frames, "numbers": numbers, "texts": list(texts)}
