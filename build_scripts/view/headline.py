"""The province's total (全省合计) of one series in one period: sum ÷ sum, its target, and of whom it is the sum."""

from dataclasses import dataclass

from build_scripts.derive.coverage import MET
from build_scripts.merge.relations import plain_records
from build_scripts.view.edition import Edition
from build_scripts.view.figure import Figure, why
from build_scripts.view.series import Row
from build_scripts.view.standing import KEYS


@dataclass(frozen=True, slots=True)
class Headline:
    """`key`: met, missed, later or none. `sources`: name and address of each that was added up. Empty texts where they do not apply."""

    indicator: str
    period: str
    end: str
    label: str
    value: Figure
    parts: Figure
    target: Figure
    note: str | Figure
    reported: Figure
    key: str
    change: Figure
    sources: tuple[tuple[str, str], ...]
    demo: bool


def headlines(edition: Edition, indicator: str) -> dict[str, Headline]:
    """The totals of an indicator in its main scope by period, the earliest first; periods in which nothing can be added up are left out."""
    rows = edition.derived["province_totals"]
    rows = rows[rows["indicator"] == indicator].sort_values(["period_end", "period"])
    rows = rows[rows["value"].notna()]
    plain = plain_records(rows)
    return {row["period"]: _headline(edition, row, before) for row, before in zip(plain, [None, *plain], strict=False)}


def headline(edition: Edition, indicator: str) -> Headline | None:
    """The total of the latest period of the prefectures, of which it is the sum; None where nothing was reported."""
    row = edition.total(indicator)
    return headlines(edition, indicator).get(row["period"]) if row else None


def _headline(edition: Edition, row: Row, before: Row | None) -> Headline:
    words, indicator = edition.words, row["indicator"]
    target, proof = row["target_value"], why(indicator, edition.tree.root, row["period"])
    key = KEYS.get(row["verdict"], "none") if target is not None else "none"
    return Headline(
        indicator=indicator,
        period=row["period"],
        end=row["period_end"],
        label=f"{edition.heading('indicator', indicator)} · {words.day(row['period'])}",
        value=Figure(words.percent(row["value"], 1), proof),
        parts=Figure(words.fraction(row), proof),
        target=Figure(words.rate(target), proof),
        note=Figure(told_gap(edition, row), proof) if target is not None else words("coverage.no_target"),
        reported=Figure(told_reported(edition, row), proof),
        key=key,
        change=Figure(told_change(edition, row, before), proof),
        sources=tuple((edition.heading("source", code), edition.href("source", code)) for code in row["sources"].split(" ")),
        demo=bool(row["_demo"]),
    )


def told_gap(edition: Edition, row: Row) -> str:
    """How far a total is above or below its target."""
    return edition.words.from_target(_rate(row) - row["target_value"], row["verdict"] == MET)


def told_reported(edition: Edition, row: Row) -> str:
    """Of how many units a total is the sum, and of how many it should be."""
    return edition.words("home.reported", reported=row["units_reported"], expected=row["units_expected"])


def told_change(edition: Edition, row: Row, before: Row | None) -> str:
    """The change since the total before; the empty text where that is of another scope, or there is none."""
    return edition.words.signed(_rate(row) - _rate(before)) if before and before["scope"] == row["scope"] else ""


def _rate(row: Row) -> float:
    return float(row["numerator"]) * 100 / float(row["denominator"])
