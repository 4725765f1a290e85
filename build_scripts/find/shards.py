"""Postings shared among files: the small ones by a hash of their two signs, each large one in a file of its own."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from build_scripts.find.files import File, buckets, packed
from build_scripts.find.numbers import number
from build_scripts.find.postings import SIGN_BITS

LARGE = 6_000
"""Bytes, compressed, from which a posting has its own file."""

_SHARD = 16_000
_SIGN = (1 << SIGN_BITS) - 1
_FACTOR = 0x9E3779B1


@dataclass(frozen=True, slots=True)
class Shards:
    """The files; the exponent of the number of shards; the large postings: two signs each, and bytes in hundreds."""

    files: Sequence[File]
    exponent: int
    large: Sequence[tuple[int, int, int]]


def shard(first: int, second: int, exponent: int) -> int:
    """Where the posting of two signs stands; find/words.mjs says the same."""
    mixed = (first * 31 + second) * _FACTOR & 0xFFFFFFFF
    return mixed >> (32 - exponent) if exponent else 0


def shards(found: Iterable[tuple[int, bytes]], stamp: bytes) -> Shards:
    """Share the postings, which come in the order of their signs."""
    files: list[File] = []
    large: list[tuple[int, int, int]] = []
    small: list[tuple[int, int, bytes]] = []
    total = 0
    for key, posting in found:
        first, second = key >> SIGN_BITS, key & _SIGN
        file = packed(f"large/{len(large)}", stamp, posting) if len(posting) > LARGE else ("", posting)
        if len(file[1]) > LARGE:
            files.append(file)
            large.append((first, second, -(-len(file[1]) // 100)))
        else:
            small.append((first, second, posting))
            total += len(file[1])
    exponent = buckets(total, _SHARD)
    return Shards([*files, *_shared(small, exponent, stamp)], exponent, large)


def _shared(small: Sequence[tuple[int, int, bytes]], exponent: int, stamp: bytes) -> Iterator[File]:
    held: list[list[tuple[int, int, bytes]]] = [[] for _ in range(1 << exponent)]
    for each in small:
        held[shard(each[0], each[1], exponent)].append(each)
    for place, entries in enumerate(held):
        heads = (number((first, second, len(posting))) for first, second, posting in entries)
        yield packed(f"words/{place}", stamp, number((len(entries),)) + b"".join(heads) + b"".join(posting for *_, posting in entries))
