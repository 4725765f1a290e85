"""The province's total (全省合计) of one series in one period: sum ÷ sum, its target, and of whom it is the sum."""

from dataclasses import dataclass

from build_scripts.merge.relations import records
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
    parts: str
    target: str
    note: str
    reported: str
    key: str
    change: str
    sources: tuple[tuple[str, str], ...]
    demo: bool


def headlines(edition: Edition, indicator: str) -> dict[str, Headline]:
    """The totals of an indicator in its main scope by period, the earliest first; periods in which nothing can be added up are left out."""
    rows = edition.derived["province_totals"]
    rows = rows[rows["indicator"] == indicator].sort_values(["period_end", "period"])
    rows = rows[rows["value"].notna()]
    plain = records(rows.astype(object).where(rows.notna(), None))
    return {row["period"]: _headline(edition, row, before) for row, before in zip(plain, [None, *plain], strict=False)}


def headline(edition: Edition, indicator: str) -> Headline | None:
    """The total of the latest period of the prefectures, of which it is the sum; None where nothing was reported."""
    row = edition.total(indicator)
    return headlines(edition, indicator).get(row["period"]) if row else None


def _headline(edition: Edition, row: Row, before: Row | None) -> Headline:
    words, indicator = edition.words, row["indicator"]
    rate = row["numerator"] * 100 / row["denominator"]
    target = row["target_value"]
    key, note = "none", words("coverage.no_target")
    if target is not None:
        key = KEYS.get(row["verdict"], "none")
        met = key == "met"
        note = words("home.above" if met else "home.below", gap=words.points(rate - target))
    change = words.signed(rate - before["numerator"] * 100 / before["denominator"]) if before and before["scope"] == row["scope"] else ""
    return Headline(
        indicator=indicator,
        period=row["period"],
        end=row["period_end"],
        label=f"{edition.heading('indicator', indicator)} · {words.day(row['period'])}",
        value=Figure(f"{words.number(row['value'], 1)}%", why(indicator, edition.tree.root, row["period"])),
        parts=words.fraction(row),
        target=f"{words.number(target)}%" if target is not None else "",
        note=note,
        reported=words("home.reported", reported=row["units_reported"], expected=row["units_expected"]),
        key=key,
        change=change,
        sources=tuple((edition.heading("source", code), edition.href("source", code)) for code in row["sources"].split(" ")),
        demo=bool(row["_demo"]),
    )
