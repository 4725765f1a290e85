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
    """Some pages.

    `held`: every token and text once. `distinct`: the tokens that stand on any page. `codes`: the number of each token among these; `texts`
    (Arrow strings): what stands behind it. `of`: the number of its page; `starts`: the number of each page's first token, one more for the
    end.
    """

    held: bytes
    distinct: Sequence[bytes]
    codes: Ints
    texts: Any
    of: Ints
    starts: Ints

    @classmethod
    def cut(cls, pages: Sequence[bytes]) -> "Columns | None":
        """The columns of pages; None where one of them is no UTF-8, holds a control, or is not `<token>text<token>text` throughout.

        A blank before the first token of a page is read as the end of the page before it.
        """
        data = b"".join(pages)
        try:
            data.decode("utf-8")
        except UnicodeDecodeError:
            return None
        signs = np.frombuffer(data, np.uint8)
        less, more = np.flatnonzero(signs == _LESS), np.flatnonzero(signs == _MORE)
        begins = np.cumsum([0, *map(len, pages)])
        strict = len(less) == len(more) and bool((less < more).all() and (more[:-1] < less[1:]).all())
        starts = np.searchsorted(less, begins)
        if not strict or any(control in data for control in CONTROLS) or not all(page.lstrip().startswith(b"<") for page in pages):
            return None
        offsets = np.append(np.stack([less, more + 1], axis=1).ravel(), len(data))
        whole = pa.LargeStringArray.from_buffers(2 * len(less), pa.py_buffer(offsets), pa.py_buffer(data)).dictionary_encode()
        codes = whole.indices.to_numpy()
        used = np.flatnonzero(np.bincount(codes[::2], minlength=len(whole.dictionary)))
        places = np.empty(len(whole.dictionary), np.int64)
        places[used] = np.arange(len(used))
        distinct = [token.encode() for token in whole.dictionary.take(pa.array(used)).to_pylist()]
        texts = whole.dictionary.take(pa.array(codes[1::2]))
        held = whole.dictionary.buffers()[2].to_pybytes()
        return cls(held, distinct, places[codes[::2]], texts, np.repeat(np.arange(len(pages)), np.diff(starts)), starts)

    @cached_property
    def tokens(self) -> dict[bytes, int]:
        """The number of each distinct token."""
        return {token: number for number, token in enumerate(self.distinct)}

    def read(self, joints: Ints) -> Any:
        """What can be read, as Arrow strings, each once: texts, with the joints between them; `joints` are numbers of `JOINTS`, by token.

        Nothing is read across pages.
        """
        each = joints[self.codes]
        each[self.starts[:-1]] = JOINTS.index(END)
        between = pa.array([joint.decode() for joint in JOINTS], pa.large_string()).take(pa.array(each))
        held = pc.binary_join_element_wise(between, self.texts, pa.scalar("", pa.large_string())).buffers()[2]
        ends = np.flatnonzero(np.frombuffer(held, np.uint8) == _MARK)
        # A mark stands before each text; the first text of all has one, too.
        offsets = np.append(ends, len(held))
        return pa.LargeStringArray.from_buffers(len(ends), pa.py_buffer(offsets), held).unique()
