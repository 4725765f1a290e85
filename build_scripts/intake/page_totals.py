"""Totals beside those of the last submission, as the table of a receipt: what changed, and by how much too much."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from build_scripts.intake.receipt import Receipt
from build_scripts.view.words import Words

JUMP_PERCENT = 20
MOST_TOTALS = 40


@dataclass(frozen=True, slots=True)
class Line:
    """One figure then and now; `change` in words, `jump` the warning where it changed by more than JUMP_PERCENT (else empty)."""

    title: str
    before: str
    now: str
    change: str
    jump: str


@dataclass(frozen=True, slots=True)
class Total:
    """The figures of one unit, kind and indicator; `last` says with which receipt they are compared, or that there is none."""

    heading: str
    last: str
    lines: Sequence[Line]


@dataclass(frozen=True, slots=True)
class Totals:
    """The groups that are shown, what they are compared with, and a note on those left out (empty: none is)."""

    groups: Sequence[Total]
    about: str
    note: str


def totals(receipt: Receipt, words: Words) -> Totals:
    """All groups, or of many those with a jump and then the first ones."""
    entries: Sequence[Mapping[str, Any]] = receipt["totals"]
    named = ("unit", "kind", "label") if len({entry["kind"] for entry in entries}) > 1 else ("unit", "label")
    groups = [_total(entry, named, words) for entry in entries]
    shown = groups
    if len(groups) > MOST_TOTALS:
        shown = sorted(groups, key=lambda group: not any(line.jump for line in group.lines))[:MOST_TOTALS]
    left = len(groups) - len(shown)
    note = words("receipt.totals_more", count=f"{left:,}", number=receipt["number"]) if left else ""
    about = words("receipt.totals_about", percent=JUMP_PERCENT)
    if all(entry["before"] is None for entry in entries):
        about = words("receipt.totals_first")
    last = {group.last for group in shown}
    if len(last) > 1:
        return Totals(shown, about, note)
    return Totals([replace(group, last="") for group in shown], "".join((*last, about)), note)


def _total(entry: Mapping[str, Any], named: Sequence[str], words: Words) -> Total:
    """`named`: the fields of the entry that make its heading; its kind where these are empty."""
    before = entry["before"]
    heading = words("receipt.heading_join").join(filter(None, (entry[name] for name in named))) or entry["kind"]
    if before is None:
        return Total(heading, words("receipt.total_first"), [_first(entry, words)])
    last = words("receipt.total_last", day=words.day(before["received_on"]), number=before["number"])
    return Total(heading, last, list(_compared(entry, before, words)))


def _first(entry: Mapping[str, Any], words: Words) -> Line:
    """All figures of what nothing is compared with, in one line."""
    sums = [words("receipt.total_sums", sum=text, title=_title(entry, title, words)) for title, text in entry["sums"].items()]
    told = words("receipt.change_join").join(sums)
    return Line(words("receipt.total_rows"), words("receipt.total_absent"), f"{entry['rows']:,}", told, "")


def _compared(entry: Mapping[str, Any], before: Mapping[str, Any], words: Words) -> Iterator[Line]:
    sums, old = entry["sums"], before["sums"]
    if entry["rows"] != before["rows"] or not sums:
        yield _line(words("receipt.total_rows"), f"{before['rows']:,}", f"{entry['rows']:,}", words)
    for title in dict.fromkeys((*sums, *old)):
        yield _line(_title(entry, title, words), old.get(title, ""), sums.get(title, ""), words)


def _title(entry: Mapping[str, Any], title: str, words: Words) -> str:
    return title if entry["rows"] == 1 else words("receipt.total_sum", title=title)


def _line(title: str, before: str, now: str, words: Words) -> Line:
    absent = words("receipt.total_absent")
    if not before or not now:
        return Line(title, before or absent, now or absent, words("receipt.total_apart"), "")
    old, new = (Decimal(text.replace(",", "")) for text in (before, now))
    if old == new:
        return Line(title, before, now, words("receipt.total_same"), "")
    change = words(f"receipt.total_{'up' if new > old else 'down'}", amount=f"{abs(new - old):,f}")
    if old:
        percent = (abs(new - old) * 100 / abs(old)).quantize(Decimal("0.1"), ROUND_HALF_UP)
        change = words("receipt.total_percent", change=change, percent=f"{percent:,f}")
    jumped = abs(new - old) * 100 > JUMP_PERCENT * abs(old)
    return Line(title, before, now, change, words("receipt.total_jump", percent=JUMP_PERCENT) if jumped else "")
