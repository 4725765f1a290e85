"""What the register says of a union (登记情况), for its page."""

from collections.abc import Iterator, Mapping
from typing import Any

from build_scripts.view.edition import Edition
from build_scripts.view.figure import Exemption, exempt

_BEFORE = ("code", "type", "sector", "employees", "members", "women", "covered_units", "full_time", "founded_on")
_AFTER = ("audit_committee", "women_committee")


def registered(edition: Edition, row: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Title and text of each fact that is stated."""
    yield from _stated(edition, row, _BEFORE)
    yield from _term(edition, row)
    yield from _stated(edition, row, _AFTER)


def _stated(edition: Edition, row: Mapping[str, Any], names: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    words, kind = edition.words, edition.federation.kinds["organisation"]
    for name in names:
        field, value = kind.field(name), row[name]
        if value is None:
            continue
        if field.grammar.name == "count":
            yield field.title, exempt(Exemption.RECORD, words.number(value) + words.unit(field.unit))
        else:
            yield field.title, words.day(value) if field.grammar.name == "moment" else value


def _term(edition: Edition, row: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The present term, with a word where it is over or ends within a year (任期届满提醒)."""
    start, years = row["term_start"], row["term_years"]
    if start is None or years is None or not start[0].isdigit():
        return
    words, today = edition.words, edition.federation.as_of
    end = f"{int(start[:4]) + int(years)}{start[4:]}"
    soon = f"{int(today[:4]) + 1}{today[4:]}"
    key = "over" if end <= today[: len(end)] else "ending" if end <= soon[: len(end)] else "running"
    yield words("union.term"), words(f"union.term_{key}", start=words.day(start), end=words.day(end))
