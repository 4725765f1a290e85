"""QR codes (二维码) of addresses, a million of them: pictures that are sums of pictures.

A QR code is linear over GF(2): of one version, level and mask, the codes of two texts of one length differ by the same modules whatever
the other signs are. So segno draws one code of each length, and any other is that one, changed by what each of its bits changes:
the bit's own module and those of its Reed-Solomon remainder. A picture is one integer, laid out as the rows of a PNG.
"""

from binascii import b2a_base64
from collections.abc import Iterator, Sequence
from functools import cache, cached_property
from typing import Any
from zlib import adler32, crc32

import numpy as np
import segno

_Words = np.ndarray[Any, np.dtype[np.uint64]]

MOST = 180
"""Signs of the longest address that a code holds: version 9 at level M, which mends a seventh of the picture."""

_MASK = 2
_BLOCKS = {1: (10, 1), 2: (16, 1), 3: (26, 1), 4: (18, 2), 5: (24, 2), 6: (16, 4), 7: (18, 4), 8: (22, 4), 9: (22, 5)}
"""By version, error codewords in a block and the number of blocks at level M (ISO/IEC 18004:2015, table 9)."""

_HEAD = 12
"""Bits before the text: the mode and, up to version 9, eight bits of length."""

_FIELD = 0x11D
_DATA = frozenset({segno.consts.TYPE_DATA_DARK, segno.consts.TYPE_DATA_LIGHT})
_TIMING = 6  # column
_BYTES = 65_535  # of a stored block


def data_uris(addresses: Sequence[str]) -> list[str]:
    """The code of each address as `data:image/png;base64,…`, one bit a module, without its quiet zone; pages leave that free around it.

    Args:
        addresses: in ASCII; the more at a time, the less each costs.

    Raises:
        ValueError: one is longer than `MOST` signs.
    """
    found = [""] * len(addresses)
    by_length: dict[int, list[int]] = {}
    for number, address in enumerate(addresses):
        by_length.setdefault(len(address), []).append(number)
    for length, numbers in by_length.items():
        version, blank = _blank(length)
        signs = np.frombuffer("".join([addresses[number] for number in numbers]).encode("ascii"), np.uint8).reshape(-1, length)
        for number, rows in zip(numbers, version.drawn(blank, signs), strict=True):
            found[number] = f"data:image/png;base64,{b2a_base64(version.png(rows), newline=False).decode()}"
    return found


@cache
def _blank(length: int) -> tuple["_Version", int]:
    """The smallest version that holds so many signs, and the code of as many NUL as segno draws it."""
    if length > MOST:
        raise ValueError(f"an address of {length} signs")
    drawn = segno.make(b"\0" * length, mode="byte", error="m", mask=_MASK, boost_error=False, micro=False)
    version = _version(int(drawn.version))
    return version, version.picture([[not module for module in row] for row in drawn.matrix])


@cache
def _version(number: int) -> "_Version":
    return _Version(number)


class _Version:
    """What all codes of a version share."""

    def __init__(self, number: int) -> None:
        drawn = segno.make(b"\0", mode="byte", error="m", version=number, mask=_MASK, boost_error=False, micro=False)
        sorts = [list(row) for row in drawn.matrix_iter(verbose=True, border=0)]
        self.size = len(sorts)
        sorts[8][self.size - 9] = segno.consts.TYPE_DATA_DARK  # segno 1.6 calls this module format information
        self._sorts = sorts
        self._row = 1 + -(-self.size // 8)
        self._error, self._blocks = _BLOCKS[number]
        header = self.size.to_bytes(4) * 2 + b"\1\0\0\0\0"
        rows = self._row * self.size
        stored = b"\x78\x01\x01" + rows.to_bytes(2, "little") + (_BYTES - rows).to_bytes(2, "little")
        self._before = b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + (len(stored) + rows + 4).to_bytes(4)
        self._data = b"IDAT" + stored
        self._rows = rows

    def picture(self, light: list[list[bool]]) -> int:
        """Modules by row as the number that their PNG's rows are."""
        return sum(self._at(row, column) for row, modules in enumerate(light) for column, each in enumerate(modules) if each)

    def _at(self, row: int, column: int) -> int:
        return 1 << (8 * self._row * (self.size - row) - 9 - column)

    def drawn(self, blank: int, signs: np.ndarray[Any, np.dtype[np.uint8]]) -> Iterator[bytes]:
        """The rows of the picture of each text, whose signs are a row of `signs`; `blank` is the picture of as many NUL."""
        same = (signs == signs[:1]).all(axis=0)
        common = _words([blank], self._rows).copy()
        for place in np.flatnonzero(same).tolist():
            common ^= self._signs[place][signs[:1, place]]
        pictures = np.repeat(common, len(signs), axis=0)
        for place in np.flatnonzero(~same).tolist():
            pictures ^= self._signs[place][signs[:, place]]
        held = pictures.view(np.uint8)[:, : self._rows].tobytes()
        return (held[start : start + self._rows] for start in range(0, len(held), self._rows))

    def png(self, rows: bytes) -> bytes:
        """The file. What looks like noise gains nothing by compression, so the rows are stored as they are."""
        data = self._data + rows + adler32(rows).to_bytes(4)
        return self._before + data + crc32(data).to_bytes(4) + _END

    @cached_property
    def _signs(self) -> _Words:
        """For each place of the text and each sign, what that sign changes there."""
        bits = _words(self._bits(), self._rows)
        places = (len(bits) - _HEAD) // 8
        changes = bits[_HEAD : _HEAD + 8 * places].reshape(places, 8, -1)
        found = np.zeros((places, 256, changes.shape[2]), np.uint64)
        for bit in range(8):
            found[:, (np.arange(256) & (0x80 >> bit)) > 0] ^= changes[:, bit, None]
        return found

    def _bits(self) -> list[int]:
        """For each bit of the data codewords, the modules that it changes."""
        modules = list(self._modules())
        whole = len(modules) // 8
        data = whole - self._error * self._blocks
        short, longer = divmod(data, self._blocks)
        found = []
        for block in range(self._blocks):
            count = short + (block >= self._blocks - longer)
            for place, remainder in enumerate(_remainders(count, self._error)):
                own = place * self._blocks + block - (self._blocks - longer if place == short else 0)
                for bit in range(8):
                    told = modules[8 * own + bit]
                    for number, factor in enumerate(remainder):
                        byte = _times(factor, 0x80 >> bit)
                        first = 8 * (data + number * self._blocks + block)
                        told |= sum(modules[first + each] for each in range(8) if byte & (0x80 >> each))
                    found.append(told)
        return found

    def _modules(self) -> Iterator[int]:
        """The modules of the data in the order of their bits: up and down in pairs of columns from the right, the timing column aside."""
        right, rising = self.size - 1, True
        while right > 0:
            right -= right == _TIMING
            for row in reversed(range(self.size)) if rising else range(self.size):
                yield from (self._at(row, column) for column in (right, right - 1) if self._sorts[row][column] in _DATA)
            right, rising = right - 2, not rising


def _words(pictures: Sequence[int], count: int) -> _Words:
    """Pictures of so many bytes in words of eight."""
    whole = -(-count // 8) * 8
    held = b"".join([picture.to_bytes(count).ljust(whole, b"\0") for picture in pictures])
    return np.frombuffer(held, np.uint64).reshape(len(pictures), -1)


def _remainders(count: int, degree: int) -> list[list[int]]:
    """For each of so many data codewords of a block, what error codewords a 1 there makes."""
    generator, root = [1], 1
    for _ in range(degree):
        generator = [a ^ _times(b, root) for a, b in zip([*generator, 0], [0, *generator], strict=True)]
        root = _times(root, 2)
    step = generator[1:]
    found = [step]
    for _ in range(count - 1):
        last = found[-1]
        found.append([a ^ _times(last[0], b) for a, b in zip([*last[1:], 0], step, strict=True)])
    return found[::-1]


@cache
def _times(a: int, b: int) -> int:
    """The product of two elements of GF(256)."""
    product = 0
    while b:
        product ^= a if b & 1 else 0
        a = a << 1 ^ (_FIELD if a & 0x80 else 0)
        b >>= 1
    return product


def _chunk(sort: bytes, data: bytes) -> bytes:
    return len(data).to_bytes(4) + sort + data + crc32(sort + data).to_bytes(4)


_END = _chunk(b"IEND", b"")
