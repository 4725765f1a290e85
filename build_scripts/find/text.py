"""The form in which texts are indexed and compared: the same in site_theme/find/text.mjs, sign by sign."""

import unicodedata
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]

SKIPPED = frozenset(
    [*range(0x21), 0x7F, *range(0x80, 0xA1), 0xAD, 0x1680, *range(0x2000, 0x2010), *range(0x2028, 0x2030), 0x205F, 0x2060, 0x3000, 0xFEFF]
)
"""Blanks, controls and marks without width: they are no part of a word."""


@cache
def sign(point: int) -> str:
    """What one sign (a code point) is compared as: NFKC of it alone, A to Z small, without blanks; maybe nothing, maybe several signs."""
    if point < 0x80:
        return "" if point in SKIPPED else chr(point).lower()
    return "".join(_small(each) for each in unicodedata.normalize("NFKC", chr(point)) if ord(each) not in SKIPPED)


def _small(text: str) -> str:
    return text.lower() if text.isascii() else text


def plain(text: str) -> str:
    """The text as it is compared."""
    if text.isascii() and text.isprintable() and " " not in text:
        return text.lower()
    return "".join(map(sign, map(ord, text)))


def plain_points(texts: Sequence[str]) -> tuple[Ints, Ints]:
    """The code points of all texts as they are compared, one after the other, and beside each the number of its text."""
    points = np.frombuffer("".join(texts).encode("utf-32-le"), dtype=np.uint32).astype(np.int64)
    owners = np.repeat(np.arange(len(texts)), np.fromiter(map(len, texts), dtype=np.int64, count=len(texts)))
    present = np.flatnonzero(np.bincount(points))
    images = [sign(int(point)) for point in present]
    largest = int(present.max(initial=0)) + 1
    first, wide = np.zeros(largest, dtype=np.int64), np.zeros(largest, dtype=np.int64)
    first[present] = [ord(image[0]) if image else 0 for image in images]
    wide[present] = [len(image) for image in images]
    counts = wide[points]
    if (counts == 1).all():
        return first[points], owners
    longer = {int(point): image for point, image in zip(present, images, strict=True) if len(image) > 1}
    places = np.cumsum(counts) - counts
    found = np.repeat(first[points], counts)
    for point, image in longer.items():
        found[places[points == point][:, None] + np.arange(len(image))] = list(map(ord, image))
    return found, np.repeat(owners, counts)


def plain_texts(texts: Sequence[str]) -> list[str]:
    """Every text as it is compared."""
    points, owners = plain_points(texts)
    whole = points.astype("<u4").tobytes().decode("utf-32-le")
    edges = np.searchsorted(owners, np.arange(len(texts) + 1)).tolist()
    return [whole[start:end] for start, end in pairwise(edges)]
