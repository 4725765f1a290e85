"""The data of a reel for the page's script: the same finished texts as on the page, for every period."""

import json
from collections.abc import Mapping
from typing import Any

from build_scripts.draw.classes import Classes
from build_scripts.draw.drawing import look
from build_scripts.view.board import by_whole
from build_scripts.view.figure import said
from build_scripts.view.frames import Reel, counted
from build_scripts.view.headline import Headline, headlines
from build_scripts.view.narrative import narrate, narrate_few
from build_scripts.view.standing import Standing

_TEXTS = ("name", "shown", "classes", "mark", "key", "verdict", "parts", "gap", "since", "change", "rank", "detail")
NUMBERS = ("rate", "order", "red")
COLUMNS = (*_TEXTS, *NUMBERS)
_YEAR_END = "12-31"


def cube_path(reel: Reel) -> str:
    """The path of a reel's data."""
    return f"coverage/{reel.series.stem}.{reel.level}.json"


def cube(reel: Reel) -> dict[str, Any]:
    """The reel: `units` by current code in the order of the rows, `columns` of a row, and the frames, the earliest first.

    A row is null where the unit did not exist; `order` is its place in the order of urgency, `rate` the exact rate or null, `red` 1 where
    it is below target and falling (双红). `settled` says whether the reporting of the period is over; what comes after `current` is not.
    """
    frames = reel.frames
    units = sorted({each.place for frame in frames for each in frame.all})
    totals = headlines(reel.series.edition, reel.series.indicator) if reel.series.main else {}
    told = [_frame(reel, position, units, totals) for position in range(len(frames))]
    return {"level": reel.level, "current": reel.current, "columns": list(COLUMNS), "units": units, "frames": told}


def cube_json(told: Mapping[str, Any]) -> bytes:
    """A cube as a file."""
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()


def _frame(reel: Reel, position: int, units: list[str], totals: Mapping[str, Headline]) -> dict[str, Any]:
    frame = reel.frames[position]
    words = reel.series.edition.words
    before = reel.frames[position - 1] if position else None
    classes = reel.key(frame).classes
    order = {each.place: place for place, each in enumerate(frame.urgent_first)}
    rows = {each.place: _row(each, classes, order[each.place]) for each in frame.all}
    total = totals.get(frame.period)
    return {
        "period": frame.period,
        "label": words.day(frame.period),
        "day": words.day(frame.end),
        "year": frame.end.endswith(_YEAR_END),
        "settled": position <= reel.current,
        "told": narrate(frame, before),
        "within": {whole: narrate_few(frame, own) for whole, own in by_whole(reel, frame).items()},
        "counts": counted(frame),
        "sums": [each.told(words("drawing.map_sum")) for each in reel.sums(frame)],
        "total": _total(total) if total else None,
        "rows": [rows.get(place) for place in units],
    }


def _row(each: Standing, classes: Classes, order: int) -> list[Any]:
    css, mark = look(each.rate, each.mark, classes)
    figures = (each.parts, each.gap, each.since, each.change, each.rank)
    texts = (each.verdict, *(figure.text for figure in figures), each.detail)
    rate = None if each.rate is None else round(each.rate, 6)
    return [each.name, each.shown, css, mark, each.key, *texts, rate, order, int(each.double_red)]


def _total(total: Headline) -> dict[str, str]:
    return {
        "label": total.label,
        "value": total.value.text,
        "why": total.value.why,
        "note": said(total.note),
        "reported": total.reported.text,
        "target": total.target.text,
        "key": total.key,
    }
