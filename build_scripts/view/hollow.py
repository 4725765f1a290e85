"""Macros of the theme that are filled a hundred thousand times: each is rendered once for each shape, and from then on only filled."""

import re
from collections.abc import Callable, Sequence
from operator import itemgetter

import jinja2
from markupsafe import Markup, escape

from build_scripts.view.figure import BareFigureError

_TEXT, _PLACE = frozenset({str}), re.compile("\x01([0-9]+)\x01")


class Hollow:
    """One macro, with holes where its arguments go: first texts, which are escaped here, then fragments of finished HTML.

    Which arguments are empty is the shape. So the macro may print an argument and ask whether it is empty, and nothing else; what it does
    without them (words, headings) is done once a shape.
    """

    def __init__(self, environment: jinja2.Environment, template: str, macro: str) -> None:
        self._macro: Callable[..., str] = getattr(environment.get_template(template).module, macro)
        self._moulds: dict[tuple[bool, ...], tuple[str, Callable[[Sequence[str]], object]]] = {}

    def __call__(self, texts: Sequence[str], parts: Sequence[Markup] = ()) -> Markup:
        """The macro with these arguments.

        Raises:
            BareFigureError: a text is none, or is a number without its evidence.
            TypeError: a text holds a NUL, which no record does.
        """
        if not _TEXT.issuperset(map(type, texts)):
            raise BareFigureError(next(text for text in texts if type(text) is not str))
        values = [*(_escaped("\0".join(texts)).split("\0") if texts else ()), *parts]
        shape = (*map(bool, texts), *map(bool, parts))
        if len(values) != len(shape):
            raise TypeError(f"a text holds a NUL: {texts!r}")
        mould = self._moulds.get(shape)
        if mould is None:
            mould = self._moulds[shape] = self._cast(shape)
        pattern, order = mould
        return Markup(pattern % order(values))  # noqa: S704  the texts were escaped above, the rest is HTML already

    def _cast(self, shape: tuple[bool, ...]) -> tuple[str, Callable[[Sequence[str]], object]]:
        made = str(self._macro(*(Markup(f"\x01{number}\x01") if filled else Markup() for number, filled in enumerate(shape))))  # noqa: S704
        cut = _PLACE.split(made)
        order = [int(number) for number in cut[1::2]]
        return "%s".join(text.replace("%", "%%") for text in cut[::2]), itemgetter(*order) if order else lambda _: ()


def _escaped(text: str) -> str:
    """The text with its markup escaped; most texts have none, and asking is quicker than escaping."""
    return str(escape(text)) if "&" in text or "<" in text or '"' in text or "'" in text or ">" in text else text
