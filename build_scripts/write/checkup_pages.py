"""The plan check-up (规划体检): a matrix a year, a page a unit, and on each rule's own page who has failed it."""

from collections.abc import Iterator, Sequence
from typing import Any

from build_scripts.view.address import up
from build_scripts.view.checkup import MAIN, Checkup, Row, cell_path, unit_path
from build_scripts.view.checkup_unit import told
from build_scripts.view.edition import Edition
from build_scripts.view.figure import counted
from build_scripts.write.output import Page

_MARKS = ("pass", "fail", "hint", "unknown", "none")
_COUNTED = ("pass", "fail", "unknown", "none")
_VETO = "downloads/statistics-veto.csv"


def checkup_block(edition: Edition) -> str:
    """The check-up page's content: the newest year."""
    checkup = Checkup(edition)
    if not checkup.years:
        return edition.render("blocks/checkup_none.html.j2")
    return _matrix(checkup, checkup.years[0])


def year_pages(edition: Edition) -> Iterator[Page]:
    """`checkup/<year>.html` for the years before the newest, and `checkup/<year>/<code>.html` with the units below each prefecture."""
    checkup, words = Checkup(edition), edition.words
    parts = {year: {part.code: part for part in checkup.parts(year)} for year in checkup.years}
    for year, below in parts.items():
        title = words("checkup.matrix", year=year)
        if year != checkup.years[0]:
            yield Page(checkup.path(year), title, words("checkup.matrix_about"), _matrix(checkup, year))
        for code, part in below.items():
            if code:
                years = [
                    (words("checkup.year", year=other), found[code].path, other == year) for other, found in parts.items() if code in found
                ]
                body = edition.render("checkup_below.html.j2", **_shared(checkup, year, part.path), part=part, years=years)
                yield Page(part.path, f"{part.heading} · {title}", words("checkup.matrix_about"), body)


def _shared(checkup: Checkup, year: str, path: str) -> dict[str, Any]:
    """What every page with a matrix of a year prints."""
    return {
        "root": up(path),
        "year": year,
        "year_path": checkup.path(year),
        "rules": [_named(checkup.edition, rule) for rule in checkup.rules],
        "marks": _marks(checkup.edition),
        "demo": checkup.demo(year),
        "all_demo": checkup.all_demo(year),
    }


def _matrix(checkup: Checkup, year: str) -> str:
    edition, path = checkup.edition, checkup.path(year)
    first, *below = checkup.parts(year)
    candidates = checkup.candidates(year)
    listed = [candidate for _, part in candidates for candidate in part]
    excepted = sum(bool(candidate.exception) for candidate in listed)
    number = edition.words.number
    facts = {"candidates": counted(number(len(listed) - excepted), _VETO), "excepted": counted(number(excepted), _VETO)}
    return edition.render(
        "blocks/checkup.html.j2",
        **_shared(checkup, year, path) | {"rules": [_rule(checkup, rule, year) for rule in checkup.rules]},
        inner=path != MAIN,
        years=[(edition.words("checkup.year", year=other), checkup.path(other), other == year) for other in checkup.years],
        part=first,
        below=below,
        candidates=candidates,
        veto=edition.words.told("checkup.veto_counts", year=year, **facts) if listed else (),
    )


def _marks(edition: Edition) -> dict[str, str]:
    """The word for each mark."""
    return {mark: edition.words(f"checkup.word_{mark}") for mark in _MARKS}


def _rule(checkup: Checkup, rule: Row, year: str) -> dict[str, Any]:
    """A rule as the page names it, with how many units passed, failed, are unknown or not asked in the year."""
    edition = checkup.edition
    href = edition.href("checkup", rule["code"])
    counts = checkup.counts(checkup.of_rule(rule["code"], year), f"{href}#{year}")
    return _named(edition, rule) | {
        "href": href,
        "counts": [(mark, edition.words(f"checkup.word_{mark}"), counts[mark]) for mark in _COUNTED],
    }


def _named(edition: Edition, rule: Row) -> dict[str, Any]:
    return {name: rule[name] for name in ("code", "title", "quote", "strictness")} | {
        "advisory": edition.words("checkup.advisory") == rule["strictness"],
        "clause": edition.words("checkup.clause", clause=rule["clause"]),
        "href": edition.href("checkup", rule["code"]),
        "source": edition.heading("source", rule["source"]),
        "source_href": edition.href("source", rule["source"]),
    }


def unit_pages(edition: Edition) -> Iterator[Page]:
    """`checkup/units/<code>.html`: every rule and year of one unit."""
    checkup, words = Checkup(edition), edition.words
    for unit in checkup.units:
        path, name = unit_path(unit), edition.heading("unit", unit)
        years = checkup.of_unit(unit)
        body = edition.render(
            "checkup_unit.html.j2",
            root=up(path),
            path=path,
            years=[_year(checkup, year, rows) for year, rows in years.items()],
            rules=[_named(edition, rule) | {"note": _text(rule["note"]), "told": said} for rule, said in told(checkup, unit)],
            marks=_marks(edition),
            unit_href=edition.href("unit", unit),
            demo=any(row["_demo"] for rows in years.values() for row in rows),
        )
        yield Page(path, words("checkup.unit_title", unit=name), words("checkup.unit_description", unit=name), body)


def _year(checkup: Checkup, year: str, rows: Sequence[Row]) -> dict[str, Any]:
    """One line of a unit's summary: how many of each verdict, and the rules that it failed."""
    words = checkup.edition.words
    failed = [row for row in rows if checkup.mark(row) in ("fail", "hint")]
    return {
        "id": year,
        "label": words("checkup.year", year=year),
        "line": words.told("checkup.summary_line", **checkup.counts(rows, checkup.path(year))),
        "failed": [
            (f"{row['rule']} {checkup.edition.heading('checkup', row['rule'])}", f"#{row['rule']}-{year}", checkup.mark(row))
            for row in failed
        ],
    }


def unit_links(edition: Edition) -> dict[str, str]:
    """For the record of each unit that was asked: the way to its check-up, as HTML by code."""
    units = edition.derived["checkup"]["unit"].unique()
    return {unit: edition.render("blocks/checkup_link.html.j2", href=f"../../{unit_path(unit)}") for unit in units}


def of_rules(edition: Edition) -> dict[str, str]:
    """For the page of each rule: year by year who passed and who failed, with the figures, as HTML by code."""
    checkup = Checkup(edition)
    return {rule["code"]: _of_rule(checkup, rule["code"]) for rule in checkup.rules}


def _of_rule(checkup: Checkup, rule: str) -> str:
    words = checkup.edition.words
    years = []
    for year in checkup.years:
        rows = checkup.of_rule(rule, year)
        told_of = {mark: [_named_unit(checkup, row) for row in rows if checkup.mark(row) in marks] for mark, marks in _LISTED.items()}
        line = words.told("checkup.of_rule_line", **checkup.counts(rows, checkup.path(year)))
        years.append({"id": year, "label": words("checkup.year", year=year), "line": line, **told_of})
    return checkup.edition.render("blocks/checkup_rule.html.j2", root="../../", years=years)


_LISTED = {"failed": ("fail", "hint"), "passed": ("pass",)}


def _named_unit(checkup: Checkup, row: Row) -> dict[str, Any]:
    name = checkup.edition.heading("unit", row["unit"])
    href = cell_path(row["unit"], row["rule"], row["year"])
    return {"name": name, "href": href, "statement": row["statement"], "demo": row["_demo"]}


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""
