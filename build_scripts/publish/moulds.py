"""Articles that are alike but for their texts, ids and links: the form is looked at once, and of each article only what differs.

A mould is an article that was looked at whole, with places where texts stood and where ids and addresses were written. What fits a mould
holds the same tags; its ids and addresses are judged, and its texts are read as those of any page. What fits none is looked at whole.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from build_scripts.publish.likeness import FAR_IN_LINES, Ends
from build_scripts.publish.markup import parted
from build_scripts.publish.tag_check import seen_in

OPENING, CLOSING = b"\n<article ", b"</article>"
_MOST = 64
"""Articles of a folder of which moulds are made at most; the portal has about thirty forms."""

_OTHERS = rb'(?: [a-z-]+="[^"<>&]*")*'
_VARIED = re.compile(rb"(<(?P<tag>[a-z0-9]+)" + _OTHERS + rb'? (?P<name>id|href)=")(?P<value>[^"<>&]*)("' + _OTHERS + rb">)")
_VALUES = {b"id": rb"([A-Za-z0-9_.-]+)", b"href": rb"((?:\.\./)*[A-Za-z0-9_./-]*(?:#[A-Za-z0-9_.-]+)?)"}

Reads = Callable[[bytes], bytes]
"""What a token puts between the texts beside it."""


@dataclass(frozen=True, slots=True)
class Cast:
    """What differs in an article that fits a mould: its ids, its addresses as they are written, and how it reads."""

    ids: tuple[str, ...]
    addresses: tuple[str, ...]
    read: bytes


@dataclass(frozen=True, slots=True)
class _Mould:
    pattern: re.Pattern[bytes]
    ids: tuple[int, ...]
    addresses: tuple[int, ...]
    texts: tuple[int, ...]
    read: bytes

    def take(self, article: bytes) -> Cast | None:
        fit = self.pattern.fullmatch(article)
        if fit is None:
            return None
        held = fit.groups()
        read = self.read % tuple([held[place] for place in self.texts])
        return Cast(tuple([held[place].decode() for place in self.ids]), tuple([held[place].decode() for place in self.addresses]), read)


class Moulds:
    """The moulds of a folder, by how many tags they have."""

    def __init__(self) -> None:
        self._by_tags: dict[int, list[_Mould]] = {}
        self._tried = 0

    def take(self, markup: bytes) -> tuple[bytes, list[Cast], list[bytes]]:
        """What stands beside the articles, what differs in those that fit a mould, and those that fit none (and stay where they are)."""
        first, *rest = markup.split(OPENING)
        left, casts, odd = [first], [], []
        for part in rest:
            inside, closing, behind = part.partition(CLOSING)
            article = OPENING[1:] + inside + closing
            cast = next(self._fits(article), None) if closing and not behind.split(b"<", 1)[0].strip() else None
            if cast is None:
                left.append(OPENING + part)
                odd += [article] if closing else []
            else:
                left.append(behind)
                casts.append(cast)
        return b"".join(left), casts, odd

    def _fits(self, article: bytes) -> Iterator[Cast]:
        for mould in self._by_tags.get(article.count(b"<"), ()):
            cast = mould.take(article)
            if cast is not None:
                yield cast

    def learn(self, articles: Sequence[bytes], joint: Reads, ends: Ends, dull: Callable[[bytes], bool]) -> None:
        """Make moulds of articles that were looked at whole and have no fault; a `dull` token needs no second look wherever it stands."""
        for article in articles:
            if self._tried < _MOST and next(self._fits(article), None) is None and ends(article[1:].split(b"<", 1)[0]):
                self._tried += 1
                mould = _made(article, joint, dull)
                if mould:
                    self._by_tags.setdefault(article.count(b"<"), []).append(mould)


def _judged(token: bytes) -> int:
    """How many ids and addresses a tag has."""
    seen = seen_in(token)
    return len(seen.ids) + len(seen.addresses) if seen else 0


def _made(article: bytes, joint: Reads, dull: Callable[[bytes], bool]) -> _Mould | None:
    """None where an article holds what is looked at from afar, or a tag whose value may differ in a way that is not ours to judge."""
    if any(far in article.lower() for far in FAR_IN_LINES):
        return None
    places: dict[bytes, list[int]] = {b"id": [], b"href": [], b"text": []}
    pattern, read, count = b"", b"", 0
    for piece in article.split(b"<")[1:]:
        token, text = parted(piece)
        varied = _VARIED.fullmatch(token)
        if varied and _judged(token) == 1 and (varied["name"] == b"id" or varied["tag"] == b"a"):
            places[varied["name"]].append(count)
            pattern += re.escape(varied[1]) + _VALUES[varied["name"]] + re.escape(varied[5])
            count += 1
        elif not dull(token):
            return None
        else:
            pattern += re.escape(token)
        read += joint(token)
        if text:
            places[b"text"].append(count)
            pattern += rb"([^<]*)"
            read += b"%s"
            count += 1
    ids, addresses, texts = (tuple(places[name]) for name in (b"id", b"href", b"text"))
    return _Mould(re.compile(pattern), ids, addresses, texts, read)
