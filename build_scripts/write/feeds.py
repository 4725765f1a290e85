"""Feeds (订阅): what is new in the province, in each unit and of each item, and what was corrected or revoked; as Atom and as JSON Feed."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin
from xml.etree import ElementTree as ET

import pandas as pd

from build_scripts.merge.relations import plain_records
from build_scripts.view.address import disclosure_path, is_federation
from build_scripts.view.edition import Edition
from build_scripts.view.union import federation_name
from build_scripts.write.output import Output
from build_scripts.write.portal import Portal

NEWEST = 30
"""Entries of a feed."""

_ATOM = "http://www.w3.org/2005/Atom"
_JSON_FEED = "https://jsonfeed.org/version/1.1"
_MIDNIGHT = "T00:00:00+08:00"


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that is new: an id that never changes, title, text, the page it stands on, the day it is of, who tells it."""

    id: str
    title: str
    text: str
    path: str
    on: str
    by: str


def feed_path(name: str, suffix: str = "xml") -> str:
    """Where a feed lies: `all`, `corrections`, `unit-<code>` or `item-<code>`, as `xml` (Atom) or `json` (JSON Feed)."""
    return f"feeds/{name}.{suffix}"


def feed(text: str, name: str) -> tuple[str, str, str]:
    """A feed as pages tell of it: what it holds, and where both forms lie."""
    return text, feed_path(name), feed_path(name, "json")


def feeds(portal: Portal) -> Iterator[Output]:
    """Every feed in both forms."""
    edition, words = portal.edition, portal.edition.words
    rows, site = portal.unions.rows, str(edition.federation.site["name"])
    order = rows["published_on"].sort_values(ascending=False, kind="stable").index
    yield from _feed(edition, "all", words("feed.all", site=site), _disclosed(edition, rows.loc[order[:NEWEST]]))
    yield from _feed(edition, "corrections", words("feed.corrections", site=site), _corrected(edition))
    for name, kind, keys in (("unit", "unit", portal.unions.places), ("item", "catalogue", rows["item"])):
        sorted_keys = keys.loc[order]
        newest = sorted_keys[sorted_keys.groupby(sorted_keys, sort=False).cumcount() < NEWEST]
        for code, own in rows.loc[newest.index].groupby(newest, sort=True):
            title = words("feed.of", site=site, name=edition.heading(kind, code))
            yield from _feed(edition, f"{name}-{code}", title, _disclosed(edition, own))


def _disclosed(edition: Edition, rows: pd.DataFrame) -> list[Entry]:
    return [
        Entry(
            f"urn:x-gongkai:{row['index_number']}",
            _marked(edition, edition.words("feed.titled", by=row["publisher"], title=row["title"]), demo=row["_demo"]),
            row["summary"],
            disclosure_path(row["index_number"]),
            row["published_on"],
            row["publisher"],
        )
        for row in plain_records(rows)
    ]


def _corrected(edition: Edition) -> list[Entry]:
    """Corrections, revisions and revocations, and what was taken down, the newest first; nothing of what is gone but its number."""
    federation, words = edition.federation, edition.words
    named = _named(edition)
    told = [
        (row["on"], row["disclosure"], row["type"], row["reason"], bool(row["_demo"]))
        for row in plain_records(federation.tables["correction"])
    ]
    revoked = {(number, kind) for _, number, kind, _, _ in told}
    told += [
        (row["on"], row["index_number"], row["why"], row["reason"] or "", bool(row["_demo"]))
        for row in plain_records(federation.gone)
        if (row["index_number"], row["why"]) not in revoked
    ]
    found = []
    for on, number, kind, reason, demo in sorted(told, reverse=True)[:NEWEST]:
        by, title = named.get(number) or (_numbered_by(edition, number), number)
        told_title = _marked(edition, words("feed.corrected", by=by, type=kind, title=title), demo=demo)
        found.append(Entry(f"urn:x-gongkai:{number}:{kind}:{on}", told_title, reason, disclosure_path(number), on, by))
    return found


def _named(edition: Edition) -> Mapping[str, tuple[str, str]]:
    """Who published what was corrected and is still there, and its title, by index number."""
    rows = edition.federation.tables["disclosure"]
    named = rows[rows["index_number"].isin(edition.federation.tables["correction"]["disclosure"].unique())]
    return dict(zip(named["index_number"], zip(named["publisher"], named["title"], strict=True), strict=True))


def _numbered_by(edition: Edition, number: str) -> str:
    """The name of the union or federation under whose numbers something was published, told by the number alone."""
    code = number.partition("/")[0]
    return federation_name(edition, code) if is_federation(code) else edition.heading("organisation", code)


def _marked(edition: Edition, title: str, *, demo: bool) -> str:
    return edition.words("feed.demo", title=title) if demo else title


def _feed(edition: Edition, name: str, title: str, entries: Sequence[Entry]) -> Iterator[Output]:
    base = str(edition.federation.site["address"] or "")
    updated = max((entry.on for entry in entries), default=edition.federation.as_of)
    yield Output(feed_path(name), _atom(base, name, (title, updated), entries))
    yield Output(feed_path(name, "json"), _json(base, name, title, entries))


def _address(base: str, path: str) -> str:
    """The whole address where the site has one, else the way from a feed."""
    return urljoin(f"{base}/", path) if base else f"../{path}"


def _atom(base: str, name: str, told: tuple[str, str], entries: Sequence[Entry]) -> bytes:
    title, updated = told
    root = ET.Element("feed", {"xmlns": _ATOM, "xml:lang": "zh-CN"})
    _add(root, "id", f"urn:x-gongkai:feed:{name}")
    _add(root, "title", title)
    _add(root, "updated", updated + _MIDNIGHT)
    _add(root, "link", rel="self", href=_address(base, feed_path(name)))
    for entry in entries:
        item = ET.SubElement(root, "entry")
        _add(item, "id", entry.id)
        _add(item, "title", entry.title)
        _add(item, "updated", entry.on + _MIDNIGHT)
        _add(item, "link", href=_address(base, entry.path))
        _add(ET.SubElement(item, "author"), "name", entry.by)
        _add(item, "summary", entry.text)
    ET.indent(root, " ")
    body: bytes = ET.tostring(root, encoding="utf-8")
    return b'<?xml version="1.0" encoding="utf-8"?>\n' + body + b"\n"


def _add(above: ET.Element, tag: str, text: str = "", **attributes: str) -> None:
    child = ET.SubElement(above, tag, attributes)
    child.text = text or None


def _json(base: str, name: str, title: str, entries: Sequence[Entry]) -> bytes:
    items: list[dict[str, Any]] = [
        {
            "id": entry.id,
            "url": _address(base, entry.path),
            "title": entry.title,
            "content_text": entry.text,
            "date_published": entry.on + _MIDNIGHT,
            "authors": [{"name": entry.by}],
        }
        for entry in entries
    ]
    document = {
        "version": _JSON_FEED,
        "title": title,
        "language": "zh-CN",
        "feed_url": _address(base, feed_path(name, "json")),
        "items": items,
    }
    return json.dumps(document, ensure_ascii=False, indent=1, allow_nan=False).encode()
