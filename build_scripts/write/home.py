"""The front page: the province's map, four figures with target, source and date, what is new, and who has not reported."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from build_scripts.draw.interactive import Interactive
from build_scripts.merge.relations import plain_records
from build_scripts.merge.tree import MAP_LEVELS
from build_scripts.view.edition import Edition
from build_scripts.view.figure import Figure, counted
from build_scripts.view.headline import headline
from build_scripts.view.maps import Map
from build_scripts.view.standing import NOTHING
from build_scripts.write import disclosure_pages, honour_pages
from build_scripts.write.figures import figure
from build_scripts.write.json_ld import of_site

_LINES = 10


def home_block(edition: Edition, drawn: Mapping[str, Map], zoom: Interactive | None) -> str:
    """The front page's content."""
    first = next(iter(edition.dashboard), "")
    main_map = drawn.get(f"coverage-prefecture.{first}")
    honours = honour_pages.register(edition)
    return edition.render(
        "blocks/home.html.j2",
        root="",
        about=edition.federation.site["about"],
        as_of=edition.words.day(edition.federation.as_of),
        demo=edition.has_demo,
        map=figure(edition, main_map, "index.html", zoom) if main_map else "",
        figures=[card(edition, code) for code in edition.dashboard[:2]] + [_disclosed(edition), _honoured(edition, honours)],
        disclosures=disclosure_pages.lines(edition, plain_records(disclosure_pages.newest(edition, _LINES))),
        honours=honour_pages.lines(edition, honour_pages.newest_awarded(edition, honours).head(_LINES)),
        unreported=unreported(edition, first),
        structured=of_site(edition),
        more_coverage=f"coverage/{first}.html" if first else "coverage.html",
    )


def card(edition: Edition, indicator: str) -> dict[str, Any]:
    """An indicator's figure for the province with target, of how many it is the sum, source and date."""
    words = edition.words
    found = headline(edition, indicator)
    heading = edition.heading("indicator", indicator)
    if not found:
        nothing = {"value": NOTHING, "text": words("home.none"), "key": "none", "notes": [words("home.unreported_unknown")], "demo": False}
        return {"label": heading, "href": f"coverage/{indicator}.html"} | nothing
    target = words.told("home.target", value=found.target) if found.target.text else ()
    source = words("home.source", source="、".join(name for name, _ in found.sources))
    reported = (found.reported, words("home.comma"), words("home.computed"))
    notes = [(*target, found.note), reported, source, words("home.as_of", day=words.day(found.end))]
    told = {"value": found.value, "text": "", "key": found.key, "notes": notes, "demo": found.demo}
    return {"label": found.label, "href": f"coverage/{indicator}.html"} | told


def _disclosed(edition: Edition) -> dict[str, Any]:
    words, rows = edition.words, edition.federation.tables["disclosure"]
    notes = [words("home.disclosures_note", day=words.day(day)) for day in disclosure_pages.newest(edition, 1)["published_on"]]
    notes += _cited(edition, "disclosure")
    value = counted(words.number(len(rows)) + words.unit(words("home.disclosures_unit")), "disclosure.html")
    demo = bool(rows["_demo"].any())
    return {
        "value": value,
        "text": "",
        "label": words("home.disclosures"),
        "href": "disclosure.html",
        "key": "none",
        "notes": notes,
        "demo": demo,
    }


def _honoured(edition: Edition, rows: Any) -> dict[str, Any]:
    words = edition.words
    rows = honour_pages.of_home(edition, rows)
    number = honour_pages.numbers(rows)
    told = counted(words("home.honours_note", proposed=number["proposed"], revoked=number["revoked"]), "records/honour.html")
    notes = [told, *_cited(edition, "honour")]
    value = counted(words.number(number["awarded"]) + words.unit(words("home.honours_unit")), "honours.html")
    demo = bool(rows["_demo"].any())
    return {
        "value": value,
        "text": "",
        "label": words("home.honours"),
        "href": "honours.html",
        "key": "none",
        "notes": notes,
        "demo": demo,
    }


def _cited(edition: Edition, kind: str) -> list[str]:
    """Where a count comes from and the date it stands at."""
    words, federation = edition.words, edition.federation
    told = words("home.records", kind=federation.kinds[kind].title)
    return [words("home.source", source=told), words("home.updated", day=words.day(federation.as_of))]


def unreported(edition: Edition, indicator: str) -> dict[str, Any]:
    """Who has not reported the indicator's latest period, and when each did last; level by level."""
    words = edition.words
    rows = edition.derived["reporting"]
    rows = rows[rows["indicator"] == indicator]
    if not len(rows):
        return {"parts": [(words("home.unreported_unknown"), [])], "note": "", "demo": False}
    levels = {level: rows[rows["level"] == name] for level, name in MAP_LEVELS.items()}
    parts = [_missing(edition, owed, words(f"coverage.{level}")) for level, owed in levels.items() if len(owed)]
    return {"parts": parts, "note": words("home.unreported_note"), "demo": bool(rows["_demo"].any())}


def _missing(edition: Edition, rows: pd.DataFrame, level: str) -> tuple[str | Figure, list[tuple[str, str, str]]]:
    """What is told of those who owe one period, and the name, address and last report of each who has not reported it."""
    words = edition.words
    missing = rows[~rows["reported"].astype(bool)]
    indicator = edition.heading("indicator", rows["indicator"].iloc[0])
    told = {"period": words.day(rows["period"].iloc[0]), "indicator": indicator, "level": level, "expected": len(rows)}
    sentence = words("home.unreported_intro" if len(missing) else "home.unreported_none", missing=len(missing), **told)
    units = [
        (
            edition.heading("unit", row.unit),
            edition.href("unit", edition.tree.current(row.unit)),
            words("home.last", period=words.day(row.last_period)) if isinstance(row.last_period, str) else words("home.never"),
        )
        for row in missing.itertuples()
    ]
    return counted(sentence, f"coverage/{rows['indicator'].iloc[0]}.html#prefectures"), units
