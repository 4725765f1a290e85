"""The promise of the API: fields are only ever added. `site_theme/api/v1.yml` records every published field, and since when."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import yaml

Shape = Mapping[str, str]
"""Type and Chinese title of each field of a kind, as `string|null 文号`: its form and its meaning."""


@dataclass(frozen=True, slots=True)
class Change:
    """One entry of the changelog: version, day (ISO), what changed in one sentence, and the fields that came with it by kind."""

    version: str
    on: str
    about: str
    added: Mapping[str, Shape]


def parse_changes(entries: Sequence[Any]) -> tuple[Change, ...]:
    """The changelog, the oldest entry first.

    Raises:
        ValueError: it is empty, or an entry lacks a part.
    """
    if not entries or not all(isinstance(entry, dict) and entry.keys() == {"version", "on", "about", "added"} for entry in entries):
        raise ValueError("the changelog of the API: an entry is version, on, about and added")
    return tuple(Change(entry["version"], entry["on"], entry["about"], entry["added"]) for entry in entries)


def breaches(changes: Sequence[Change], shapes: Mapping[str, Shape]) -> Iterator[str]:
    """How the published fields break the promise; nothing where they keep it."""
    added = [(f"{kind}.{name}", told) for change in changes for kind, fields in change.added.items() for name, told in fields.items()]
    recorded = dict(added)
    published = {f"{kind}.{name}": told for kind, shape in shapes.items() for name, told in shape.items()}
    times = Counter(name for name, _ in added)
    yield from (f"{name} is added twice" for name in recorded if times[name] > 1)
    for name, told in recorded.items():
        if name not in published:
            yield f"{name} is gone; a published field stays"
        elif published[name] != told:
            yield f"{name} was “{told}” and is “{published[name]}”; a published field keeps type and meaning"
    for kind, shape in shapes.items():
        news = {name: told for name, told in shape.items() if f"{kind}.{name}" not in recorded}
        if news:
            yield f"not in the changelog; add to a new entry of site_theme/api/v1.yml:\n{_entry(kind, news)}"


def _entry(kind: str, fields: Shape) -> str:
    value: Any = {kind: dict(fields)}
    return yaml.safe_dump(value, allow_unicode=True, sort_keys=False, width=200)
