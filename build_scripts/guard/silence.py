"""Findings made fit to be told: what gives somebody away is masked in the facts and in the names of files and sheets as well."""

from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache
from types import MappingProxyType

from build_scripts.findings import Finding
from build_scripts.guard.identifiers import identifiers
from build_scripts.place import Place

_OURS = frozenset({"what", "masked", "where", "title"})
_MENDS = frozenset({"mend", "nearest"})


def silenced(findings: Iterable[Finding]) -> list[Finding]:
    """The same findings; a fact or a name in which an identifier stands, however it is written, is told as its masked form alone.

    Messages mask long numbers by themselves (`shown`), but know neither names nor homes nor numerals; masking here keeps them out of
    logs, receipts and ledgers alike.
    """
    return [_silenced(finding) for finding in findings]


def _silenced(finding: Finding) -> Finding:
    facts = {name: value if name in _OURS else _quiet(name, value) for name, value in finding.facts.items()}
    place = replace(finding.place, file=masked(finding.place.file), sheet=masked(finding.place.sheet))
    return finding if facts == dict(finding.facts) and place == finding.place else Finding(finding.code, place, MappingProxyType(facts))


def _quiet(name: str, value: str) -> str:
    """A fact fit to be told; what should be written instead is left out where it gives somebody away, for a masked form mends nothing."""
    quiet = masked(value)
    return quiet if quiet == value or name not in _MENDS else ""


@lru_cache(maxsize=1024)
def _named(name: str) -> str:
    return masked(name)


def masked(text: str) -> str:
    """The text itself, or where it gives somebody away only the masked forms of that."""
    found = [shown for _, shown in identifiers(text)]
    return "/".join(found) if found else text


def quiet_place(place: Place) -> Place:
    """The place with names that give nobody away."""
    return replace(place, file=_named(place.file), sheet=_named(place.sheet))
