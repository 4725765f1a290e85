"""What changes on the public site, as the tables of a receipt."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from build_scripts.intake.receipt import Receipt
from build_scripts.view.words import Words

SORTS = ("added", "replaced", "removed")
MOST_CHANGES = 30
_KEYS = 5
_LONGEST = 100


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a corrected record, before and after."""

    title: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Change:
    """Records of one kind that one page shows; `fields` where it is one corrected record."""

    kind: str
    keys: str
    page: str
    fields: Sequence[Field]


@dataclass(frozen=True, slots=True)
class Changes:
    """The changes of one sort under their title, and a note on those left out (empty: there are none)."""

    sort: str
    title: str
    lines: Sequence[Change]
    note: str


def changes(receipt: Receipt, words: Words) -> list[Changes]:
    """The changes by sort; sorts without any are left out."""
    return [_of_sort(sort, receipt, words) for sort in SORTS if receipt["changes"][sort]]


def _of_sort(sort: str, receipt: Receipt, words: Words) -> Changes:
    every: Sequence[Mapping[str, Any]] = receipt["changes"][sort]
    groups: dict[tuple[str, ...], list[Mapping[str, Any]]] = {}
    for change in every:
        alone = (change["key"],) if "fields" in change else ()
        groups.setdefault((change["kind"], change["page"], *alone), []).append(change)
    shown = list(groups.values())[:MOST_CHANGES]
    left = len(every) - sum(map(len, shown))
    note = words("receipt.change_more", count=f"{left:,}", number=receipt["number"]) if left else ""
    title = words(f"receipt.{sort}", count=f"{len(every):,}")
    return Changes(sort, title, [_change(group, words) for group in shown], note)


def _change(group: Sequence[Mapping[str, Any]], words: Words) -> Change:
    keys = words("receipt.change_join").join(change["key"] for change in group[:_KEYS])
    if len(group) > _KEYS:
        keys = words("receipt.change_keys", count=f"{len(group):,}", keys=keys)
    differing = group[0].get("fields", ())
    fields = [Field(each["title"], _clipped(each["before"], words), _clipped(each["after"], words)) for each in differing]
    return Change(group[0]["kind"], keys, group[0]["page"], fields)


def _clipped(text: str, words: Words) -> str:
    """A text short enough for a table; words for the empty one."""
    if not text:
        return words("receipt.change_empty")
    return text if len(text) <= _LONGEST else text[:_LONGEST] + "…"
