"""The big screen (大屏): what it shows besides its page's own map and data: every indicator in every period, what is new, the sources."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from build_scripts.view.dashboard import Dashboard
from build_scripts.view.figure import said
from build_scripts.view.frames import Frame, Reel
from build_scripts.view.headline import Headline, headlines

SCREEN = "coverage/screen.json"
"""The path of the big screen's data, one file for every page of the dashboard."""


@dataclass(frozen=True, slots=True)
class News:
    """One honour or disclosure: its title, who and when, and whether it is invented."""

    title: str
    detail: str
    demo: bool


@dataclass(frozen=True, slots=True)
class _Told:
    """One indicator: the divisions' reel, the province's totals by period."""

    reel: Reel
    totals: dict[str, Headline]


def screen(dashboard: Dashboard, honours: Sequence[News], disclosures: Sequence[News]) -> dict[str, Any]:
    """The data of the big screen.

    Returns:
        `indicators` by code in the order of the dashboard; `frames` by period, and under the empty text each indicator's latest: `label`,
        `totals` and by current code `units`, both in the order of `indicators`, null where there is nothing; `sources`, which totals name
        by place; `honours` and `disclosures`, the newest first; `notes` and `texts`, finished for the reader.
    """
    edition, words = dashboard.edition, dashboard.edition.words
    told = [_Told(dashboard.reel(series, "prefecture"), headlines(edition, series.indicator)) for series in dashboard.main.values()]
    sources: dict[str, int] = {}
    latest = [(each, each.reel.latest) for each in told]
    ends = sorted({end for each in told for end in each.reel.ends if end[0]})
    frames = {"": _frame("", latest, sources)}
    for end in ends:
        of_day = [(each, each.reel.frame(each.reel.ends.index(end)) if end in each.reel.ends else None) for each in told]
        frames[end[1]] = _frame(words.day(end[1]), of_day, sources)
    site = edition.federation.site
    return {
        "title": str(site["name"]),
        "publisher": str(site["publisher"]),
        "address": str(site["address"] or ""),
        "as_of": words("release.as_of", day=words.day(edition.federation.as_of)),
        "sample": words("demo.page") if edition.has_demo else "",
        "indicators": [[series.indicator, edition.heading("indicator", series.indicator)] for series in dashboard.main.values()],
        "wholes": dict(edition.wholes),
        "frames": frames,
        "sources": list(sources),
        "honours": [_line(each) for each in honours],
        "disclosures": [_line(each) for each in disclosures],
        "texts": words.section("screen") | {"chip": words("demo.chip")},
    }


def _line(news: News) -> list[str | int]:
    return [news.title, news.detail, int(news.demo)]


def _frame(label: str, frames: Sequence[tuple[_Told, Frame | None]], sources: dict[str, int]) -> dict[str, Any]:
    totals = [_total(told, told.totals.get(frame.period) if frame else None, sources) for told, frame in frames]
    places = sorted({each.place for _, frame in frames if frame for each in frame.on})
    shown = [{each.place: [each.shown, each.key, int(each.demo)] for each in frame.on} if frame else {} for _, frame in frames]
    return {"label": label, "totals": totals, "units": {place: [cells.get(place) for cells in shown] for place in places}}


def _total(told: _Told, total: Headline | None, sources: dict[str, int]) -> dict[str, Any] | None:
    """A total with its exact rate for the bar; `goal` null where there is no target."""
    if total is None:
        return None
    words = told.reel.series.edition.words
    return {
        "value": total.value.text,
        "period": words.day(total.period),
        "target": total.target.text,
        "note": said(total.note),
        "reported": total.reported.text,
        "key": total.key,
        "rate": _number(total.value.text),
        "goal": _number(total.target.text) if total.target.text else None,
        "sources": sorted(sources.setdefault(name, len(sources)) for name in _names(total)),
        "demo": int(total.demo),
    }


def _names(total: Headline) -> Iterable[str]:
    return dict.fromkeys(name for name, _ in total.sources)


def _number(text: str) -> float:
    """The number of a printed rate."""
    return float(text.rstrip("%").replace(",", ""))
