"""Figures on pages and the evidence they lead to: whoever opens one must find that very figure there."""

import re
from collections.abc import Iterator, Mapping, Sequence
from html import unescape
from typing import Protocol

from build_scripts.findings import Finding
from build_scripts.place import Place
from build_scripts.publish.links import address

Cited = dict[tuple[str, str], frozenset[str]]
Proved = dict[str, frozenset[str]]
_FOLDER = "why/"
_FIGURE = re.compile(rb'<a class="gk-why" href="([^"]*)"[^>]*>([^<]*)</a>')
_PROOF = re.compile(rb'<section class="gk-proof" id="([^"]*)">(.*?)</section>', re.DOTALL)
_FACT = re.compile(rb'<data value="[^"]*">([^<]*)</data>')


class Facts(Protocol):
    """What a page showed, as far as figures go."""

    path: str
    figures: Cited
    proofs: Proved


def cited(path: str, data: bytes) -> Cited:
    """The texts of a page's figures that lead to a page of evidence, by where they lead."""
    found: dict[tuple[str, str], set[str]] = {}
    if b"gk-why" in data:
        for written, text in set(_FIGURE.findall(data)):
            where = address(path, unescape(written.decode()))
            if where.path.startswith(_FOLDER):
                found.setdefault((where.path, where.fragment), set()).add(unescape(text.decode()))
    return {where: frozenset(texts) for where, texts in found.items()}


def proved(data: bytes) -> Proved:
    """The texts of the figures that a page proves, by the id of the part in which each stands."""
    if b"gk-proof" not in data:
        return {}
    return {
        unescape(name.decode()): frozenset(unescape(text.decode()) for text in _FACT.findall(part)) for name, part in _PROOF.findall(data)
    }


def unproved(pages: Sequence[Facts]) -> Iterator[Finding]:
    """E941 for each figure whose text does not stand where it leads; a part that is not there at all is a missing anchor (E903)."""
    proofs: Mapping[str, Proved] = {page.path: page.proofs for page in pages if page.proofs}
    for page in pages:
        for (target, fragment), texts in page.figures.items():
            there = proofs.get(target, {}).get(fragment)
            for text in sorted(texts - (there or frozenset())):
                yield Finding("E941", Place(page.path), {"text": text, "target": f"{target}#{fragment}"})
