"""Macros of the theme that are filled a million times: each is rendered once for each shape, and from then on only filled."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import jinja2
import numpy as np
import pyarrow as pa
from markupsafe import Markup

from build_scripts.view.columns import Cell, Html, Ints, escaped, filled, joined, picked, spread
from build_scripts.view.figure import BareFigureError

_PLACE = re.compile("\x01([0-9]+)\x01")
_TEXT = frozenset({str})


@dataclass(frozen=True, slots=True)
class _Mould:
    """The text between the holes, which argument goes into each, and all of it as a pattern for `%`."""

    texts: Sequence[str]
    order: Sequence[int]
    pattern: str


class Hollow:
    """One macro, with holes where its arguments go: first texts, which are escaped here, then fragments of finished HTML.

    Which arguments are empty is the shape. So the macro may print an argument and ask whether it is empty, and nothing else; what it does
    without them (words, headings) is done once a shape.
    """

    def __init__(self, environment: jinja2.Environment, template: str, macro: str) -> None:
        self._macro: Callable[..., str] = getattr(environment.get_template(template).module, macro)
        self._moulds: dict[int, _Mould] = {}

    def __call__(self, texts: Sequence[Cell], parts: Sequence[Html] = ()) -> Html:
        """The macro with these arguments in each row; the same in every row where all of them are.

        Raises:
            BareFigureError: a text is none, or is a number without its evidence.
        """
        for text in texts:
            if not isinstance(text, pa.LargeStringArray) and type(text) is not str:
                raise BareFigureError(text)
        cells = [*map(escaped, texts), *(part.cell for part in parts)]
        shape, shapes = 0, None
        for place, cell in enumerate(cells):
            has = filled(cell)
            if isinstance(has, bool):
                shape |= has << place
            else:
                bits = has.astype(np.int64) << place
                shapes = bits if shapes is None else shapes | bits
        if shapes is None:
            return Html(self._filled(shape, cells))
        return Html(self._by_shape(shapes | shape, cells))

    def one(self, texts: Sequence[str], parts: Sequence[Markup] = ()) -> Markup:
        """The macro with these arguments, by itself; raises as for many."""
        if not _TEXT.issuperset(map(type, texts)):
            raise BareFigureError(next(text for text in texts if type(text) is not str))
        values = [*map(escaped, texts), *parts]
        mould = self._mould(sum(bool(value) << place for place, value in enumerate(values)), len(values))
        return Markup(mould.pattern % tuple([values[place] for place in mould.order]))  # noqa: S704  the texts were escaped above

    def _by_shape(self, shapes: Ints, cells: Sequence[Cell]) -> Cell:
        distinct = np.unique(shapes).tolist()
        if not distinct:
            return pa.array([], pa.large_string())
        if len(distinct) == 1:
            return spread(self._filled(distinct[0], cells), len(shapes))
        order = [np.flatnonzero(shapes == shape) for shape in distinct]
        made = [
            spread(self._filled(shape, [picked(cell, rows) for cell in cells]), len(rows))
            for shape, rows in zip(distinct, order, strict=True)
        ]
        return pa.concat_arrays(made).take(pa.array(np.argsort(np.concatenate(order), kind="stable")))

    def _filled(self, shape: int, cells: Sequence[Cell]) -> Cell:
        mould = self._mould(shape, len(cells))
        return joined(
            mould.texts[0], *(part for text, place in zip(mould.texts[1:], mould.order, strict=True) for part in (cells[place], text))
        )

    def _mould(self, shape: int, count: int) -> _Mould:
        known = self._moulds.get(shape)
        if known is None:
            holes = (Markup(f"\x01{number}\x01") if shape >> number & 1 else Markup() for number in range(count))  # noqa: S704  ours
            cut = _PLACE.split(str(self._macro(*holes)))
            pattern = "%s".join(text.replace("%", "%%") for text in cut[::2])
            known = self._moulds[shape] = _Mould(cut[::2], [int(number) for number in cut[1::2]], pattern)
        return known
