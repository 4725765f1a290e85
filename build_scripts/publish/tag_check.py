"""What a tag says by itself, whatever page it stands in: its faults, its ids, its addresses. Each distinct tag is looked at once."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from build_scripts.publish.markup import Tag, parsed
from build_scripts.publish.policy import LANGUAGE, SLOT_ATTRIBUTE

_FORBIDDEN = frozenset({"iframe", "frame", "object", "embed", "applet", "base", "portal", "fencedframe", "plaintext", "xmp", "noembed"})
_LOADS = frozenset({"src", "srcset", "imagesrcset", "poster", "data", "background", "manifest", "action", "formaction", "href"})
_LOADED_BY_SCRIPT = frozenset(
    {
        "data-src",
        "data-script",
        "data-style",
        "data-library",
        "data-cube",
        "data-topology",
        "data-units",
        "data-leaflet-js",
        "data-leaflet-css",
    }
)
"""Addresses that our own scripts read."""

_JSON_TYPES = frozenset({"application/json", "application/ld+json"})


@dataclass(frozen=True, slots=True)
class Seen:
    """A start tag: its faults, ids (and whether they must be unique), addresses, and the policy it states for its page."""

    tag: Tag
    faults: tuple[tuple[str, Mapping[str, str]], ...]
    ids: tuple[tuple[str, bool], ...]
    addresses: tuple[str, ...]
    policy: str | None


@lru_cache(maxsize=100_000)
def seen_in(token: bytes) -> Seen | None:
    """What a start tag says; None for any other token; raises MarkupError where it is not well-formed."""
    tag = parsed(token)
    if tag is None:
        return None
    ids = tuple((value, name == "id") for name, value in tag.attributes if name == "id" or (name == "name" and tag.name == "a"))
    loads = [pair for pair in tag.attributes if pair[0] in _LOADS or pair[0] in _LOADED_BY_SCRIPT or pair[0].endswith(":href")]
    addresses = tuple(written for pair in loads for written in _candidates(*pair))
    policy = (tag.get("content") or "") if _directive(tag) == "content-security-policy" else None
    return Seen(tag, (*_element_faults(tag), *_attribute_faults(tag)), ids, addresses, policy)


def _element_faults(tag: Tag) -> Iterator[tuple[str, Mapping[str, str]]]:
    if tag.name in _FORBIDDEN or _directive(tag) == "refresh":
        yield "E917", {"element": tag.name}
    if tag.name == "script" and tag.get("src") is None and (tag.get("type") or "").lower() not in _JSON_TYPES:
        yield "E906", {}
    if tag.name == "style":
        yield "E907", {"what": "<style>"}
    if tag.name == "link" and "canonical" in (tag.get("rel") or "").lower().split():
        yield "E919", {"found": (tag.get("href") or "")[:80]}
    if tag.name == "html" and tag.get("lang") != LANGUAGE:
        yield "E910", {"expected": LANGUAGE, "found": tag.get("lang") or ""}


def _attribute_faults(tag: Tag) -> Iterator[tuple[str, Mapping[str, str]]]:
    for name, value in tag.attributes:
        if name == "style":
            yield "E907", {"what": f"<{tag.name} style>"}
        elif name in ("srcdoc", "ping"):
            yield "E917", {"element": f"{tag.name} {name}"}
        elif name == SLOT_ATTRIBUTE:
            yield "E915", {"name": value}
        elif name.startswith("on"):
            yield "E908", {"element": tag.name, "name": name}


def _candidates(name: str, value: str) -> Iterator[str]:
    if name.endswith("srcset"):
        yield from (part.split()[0] for part in value.split(",") if part.strip())
    elif name not in ("action", "formaction") or value:
        yield value


def _directive(tag: Tag) -> str:
    """What a meta element tells the browser to do; "" for any other element."""
    return (tag.get("http-equiv") or "").strip().lower() if tag.name == "meta" else ""
