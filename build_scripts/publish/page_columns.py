"""Many pages cut into columns: a row for each token that stands on any of them, and the text behind it."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from build_scripts.publish.markup import CONTROLS
from build_scripts.publish.page_texts import END, JOINTS

Ints = np.ndarray[Any, np.dtype[np.int64]]

_LESS, _MORE = b"<>"
_MARK = END[0]


@dataclass(frozen=True)
class Columns:
    """Some pages: a row for each token, and with it the text that stands behind it. Together they are a piece, most of which recur.

    `held`: every piece once. `distinct`: the tokens that stand on any page. `pieces`: the number of each row's piece. `token_of` and
    `text_of` (Arrow strings): the number of a piece's token among these, and its text. `of`: the number of each row's page; `starts`: the
    number of each page's first row, one more for the end.
    """

    held: bytes
    distinct: Sequence[bytes]
    pieces: Ints
    token_of: Ints
    text_of: Any
    of: Ints
    starts: Ints

    @classmethod
    def cut(cls, pages: Sequence[bytes]) -> "Columns | None":
        """The columns of pages; None where one of them is no UTF-8, holds a control, or is not `<token>text<token>text` throughout.

        A blank before the first token of a page is read as the end of the page before it.
        """
        data = b"".join(pages)
        less = np.flatnonzero(np.frombuffer(data, np.uint8) == _LESS)
        if not all(page.lstrip().startswith(b"<") for page in pages):
            return None
        pieces = _texts(data, np.append(less, len(data)), pa.large_binary()).dictionary_encode()
        offsets, held = _held(pieces.dictionary)
        more = np.flatnonzero(np.frombuffer(held, np.uint8) == _MORE)
        strict = len(more) == len(pieces.dictionary) and bool(((offsets[:-1] < more) & (more < offsets[1:])).all())
        if not strict or any(control in held for control in CONTROLS):
            return None
        cuts = np.stack([offsets[:-1], more + 1], axis=1).ravel()  # before each token, and before each text
        parts = _texts(held, np.append(cuts, len(held)), pa.large_string())
        try:
            parts.validate(full=True)
        except pa.ArrowInvalid:
            return None
        places = np.arange(0, len(parts), 2)
        tokens = parts.take(pa.array(places)).dictionary_encode()
        distinct = [token.encode() for token in tokens.dictionary.to_pylist()]
        text_of, token_of = parts.take(pa.array(places + 1)), tokens.indices.to_numpy().astype(np.int64)
        starts = np.searchsorted(less, np.cumsum([0, *map(len, pages)]))
        of = np.repeat(np.arange(len(pages)), np.diff(starts))
        return cls(held, distinct, pieces.indices.to_numpy(), token_of, text_of, of, starts)

    @cached_property
    def codes(self) -> Ints:
        """The number of each row's token."""
        return self.token_of[self.pieces]

    @cached_property
    def lengths(self) -> Ints:
        """How many bytes the text of each row has."""
        return np.diff(_held(self.text_of)[0])[self.pieces]

    @cached_property
    def tokens(self) -> dict[bytes, int]:
        """The number of each distinct token."""
        return {token: number for number, token in enumerate(self.distinct)}

    def texts(self, rows: Ints) -> list[str]:
        """The texts of some rows."""
        found: list[str] = self.text_of.take(pa.array(self.pieces[rows])).to_pylist()
        return found

    def read(self, joints: Ints) -> Any:
        """What can be read, as Arrow strings, each once: texts, with the joints between them; `joints` are numbers of `JOINTS`, by token.

        Nothing is read across pages.
        """
        between = pa.array([joint.decode() for joint in JOINTS], pa.large_string()).take(pa.array(joints[self.token_of]))
        first = self.text_of.take(pa.array(self.pieces[self.starts[:-1]]))
        read = pa.concat_arrays([_joined(between, self.text_of), _joined(pa.scalar(END.decode(), pa.large_string()), first)])
        which = self.pieces.astype(np.int64)
        which[self.starts[:-1]] = np.arange(len(first)) + len(between)
        _, held = _held(read.take(pa.array(which)))
        ends = np.flatnonzero(np.frombuffer(held, np.uint8) == _MARK)
        # A mark stands before each text; the first text of all has one, too.
        return _texts(held, np.append(ends, len(held)), pa.large_string()).unique()


def _texts(held: bytes, offsets: Ints, sort: Any) -> Any:
    """An Arrow array of what stands between these places."""
    return pa.Array.from_buffers(sort, len(offsets) - 1, [None, pa.py_buffer(offsets), pa.py_buffer(held)])


def _held(texts: Any) -> tuple[Ints, bytes]:
    """The places of an Arrow array that is no part of another, and what it holds."""
    _, offsets, held = texts.buffers()
    return np.frombuffer(offsets, np.int64, len(texts) + 1), held.to_pybytes() if held else b""


def _joined(*parts: Any) -> Any:
    return pc.binary_join_element_wise(*parts, pa.scalar("", pa.large_string()))
