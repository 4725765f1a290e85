"""One unit's check-up: every rule, the years in which the same is said of it together, and the way to the evidence of each."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from build_scripts.view.checkup import Checkup, Row, cell_path
from build_scripts.view.edition import Edition
from build_scripts.view.figure import why

_SHOWN = 8  # links to evidence that stand in one row


@dataclass(frozen=True, slots=True)
class Told:
    """Consecutive years of one rule for one unit in which the same is said: their label, anchors, mark, statement and evidence."""

    label: str
    anchors: tuple[str, ...]
    mark: str
    statement: str
    evidence: tuple[tuple[str, str], ...]
    more: str
    sources: tuple[tuple[str, str], ...]
    demo: bool


def told(checkup: Checkup, unit: str) -> Iterator[tuple[Row, list[Told]]]:
    """Each rule with what is said of the unit, years of which the same is said together, the newest first."""
    by_rule: dict[str, list[Row]] = {}
    for rows in checkup.of_unit(unit).values():
        for row in rows:
            by_rule.setdefault(row["rule"], []).append(row)
    for rule in checkup.rules:
        alike = groupby(by_rule.get(rule["code"], []), key=lambda row: (row["verdict"], row["statement"], row["evidence"], row["sources"]))
        yield rule, [_told(checkup, list(rows)) for _, rows in alike]


def _told(checkup: Checkup, rows: list[Row]) -> Told:
    edition, row = checkup.edition, rows[0]
    first, last = rows[-1]["year"], row["year"]
    label = edition.words("checkup.range", first=first, last=last) if first != last else edition.words("checkup.year", year=last)
    keys = row["evidence"].split()
    return Told(
        label=label,
        anchors=tuple(f"{each['rule']}-{each['year']}" for each in rows),
        mark=checkup.mark(row),
        statement=row["statement"],
        evidence=tuple(_shown(edition, row, *key.split(":", 1)) for key in keys[:_SHOWN]),
        more=edition.words("checkup.evidence_more") if len(keys) > _SHOWN else "",
        sources=tuple((edition.heading("source", code), edition.href("source", code)) for code in row["sources"].split()),
        demo=any(each["_demo"] for each in rows),
    )


def _shown(edition: Edition, row: Row, kind: str, code: str) -> tuple[str, str]:
    """The text and address of one piece of evidence; no address where nothing more is to be seen of it."""
    if kind == "observation":
        place, indicator, period = code.split("/", 2)
        said = edition.words("checkup.figure", indicator=edition.heading("indicator", indicator), period=edition.words.day(period))
        text = said if place == row["unit"] else f"{edition.heading('unit', place)} {said}"
        return text, why(indicator, place, period) if indicator in edition.dashboard else ""
    if kind == "checkup":
        return f"{code} {edition.heading(kind, code)}", cell_path(row["unit"], code, row["year"])
    if kind == "veto_override":
        return edition.words("checkup.exception"), f"records/{kind}.html"
    return edition.heading(kind, code), edition.href(kind, code)
