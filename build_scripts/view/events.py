"""What happened to a disclosure after it was published (公开以后的变更), and by which letters a sheet of an earlier version is known."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from build_scripts.declare import Field
from build_scripts.kinds.catalogue import YES
from build_scripts.kinds.correction import REVISED
from build_scripts.merge.relations import plain_records
from build_scripts.view.edition import Edition
from build_scripts.view.figure import position
from build_scripts.view.fingerprint import fingerprint
from build_scripts.view.sheet import letters

Record = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Event:
    """What happened to a disclosure after it was published: 更正, 修订, in which version, when, why, and each field before and after.

    `was`: letters of the fingerprint of the version before, by which a sheet of paper is known to be old; none of what is hidden, because
    they would tell who guesses the content that he guessed right. `told`: what holders of such a sheet are told.
    """

    type: str
    version: str
    on: str
    reason: str
    by: str
    changes: tuple[tuple[str, str, str], ...]
    was: str
    told: str


def events_of(edition: Edition) -> dict[str, tuple[Event, ...]]:
    """By index number, what happened to it, the newest first; a later version without a reason is told as such."""
    federation = edition.federation
    now, before = federation.tables["disclosure"], federation.superseded.get("disclosure", federation.tables["disclosure"].iloc[:0])
    told = {(row["disclosure"], row["version"]): row for row in plain_records(federation.tables["correction"])}
    later = now[(now["version"] > 1).fillna(value=False) | now["index_number"].isin(before["index_number"])]
    shown = [field for field in federation.kinds["disclosure"].fields if field.name not in ("version", "source", "index_number")]
    versions: dict[str, dict[int, Record]] = {}
    for row in plain_records(pd.concat([before, later]).sort_values(["index_number", "version"])):
        versions.setdefault(row["index_number"], {})[row["version"]] = row
    return {number: tuple(_history(edition, told, known, shown)) for number, known in versions.items()}


def _history(edition: Edition, told: Mapping[tuple[str, int], Record], known: dict[int, Record], shown: Sequence[Field]) -> Iterator[Event]:
    """What happened to one disclosure, the newest first; what a correction hides, no earlier event shows either."""
    now = max(known)
    events = {version: told.get((known[now]["index_number"], version), {}) for version in known}
    hidden = max((version for version in known if events[version].get("hide_before") == YES), default=0)
    for version in reversed(known):
        if version > 1:
            rows = (known.get(version - 1), known[version])
            yield _event(edition, (events[version], now, hidden), rows, shown)


def _event(edition: Edition, about: tuple[Record, int, int], rows: tuple[Record | None, Record], fields: Sequence[Field]) -> Event:
    told, now, hidden = about
    before, after = rows
    version, words = after["version"], edition.words
    concealed = words("article.hidden")
    changes = [
        (
            field.title,
            concealed if version <= hidden else _shown(edition, field, before[field.name]),
            concealed if version < hidden else _shown(edition, field, after[field.name]),
        )
        for field in fields
        if before is not None and before[field.name] != after[field.name]
    ]
    sort, on = told.get("type", REVISED), words.day(told.get("on"))
    facts = {"was": position(version - 1), "type": sort, "on": on, "version": position(version), "now": position(now)}
    return Event(
        type=sort,
        version=position(version),
        on=on,
        reason=told.get("reason", words("article.no_reason")),
        by=told.get("decided_by") or "",
        changes=tuple(changes),
        was=letters(fingerprint(edition.federation.kinds["disclosure"], before)) if before is not None and version > hidden else "",
        told=words("paper.old" if on and version == now else "paper.older", **facts),
    )


def _shown(edition: Edition, field: Field, value: Any) -> str:
    if value is None:
        return ""
    if field.refers:
        return edition.heading(field.refers, value)
    return edition.words.day(value) if field.grammar.name in ("day", "period") else str(value)
