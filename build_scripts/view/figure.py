"""Published figures (数字): a text and the way to its evidence, which never part; and what a number in a text is before it has one.

`Words` gives every text in which a number was filled in as `Bare`. The site's templates refuse a bare text and a bare number, so there are
four ways from a number to a page, each of which can be searched for by name:

- `Figure(text, why(...))`, printed by the macro `fig`: a figure with the page part that proves it;
- `counted(text, where)`: a count of records, with the list or file that holds them;
- `Fact(text, value)`, printed by the macro `fact`: a figure at its own evidence;
- `exempt(Exemption…, text)`, `position(number)`: a number that is no published figure, for one of the reasons there are.

What `draw` writes itself divides a scale (the classes of a legend, an axis) and is no figure; the values it draws come in through `exempt`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum, auto
from functools import cache
from numbers import Number
from typing import Any, NoReturn, SupportsIndex

import numpy as np
from markupsafe import Markup

_put = object.__setattr__

WHY = "why/"
"""Where the evidence of computed and reported figures stands."""


class BareFigureError(TypeError):
    """A number was about to be printed without its evidence."""

    def __init__(self, value: object) -> None:
        told = str.__str__(value) if isinstance(value, str) else repr(value)
        super().__init__(f"{told} would be printed without its evidence; view/figure.py tells how figures reach a page")


class Bare(str):
    """A text in which a number stands that nobody has proved yet; it stays one when texts are put before or behind it."""

    __slots__ = ()

    def __add__(self, other: str) -> "Bare":
        return Bare(str.__add__(self, other))

    def __radd__(self, other: str) -> "Bare":
        return Bare(str.__add__(other, str.__str__(self)))

    def replace(self, old: str, new: str, count: SupportsIndex = -1) -> "Bare":
        """As of any text."""
        return Bare(str.replace(self, old, new, count))

    def strip(self, chars: str | None = None) -> "Bare":
        """As of any text."""
        return Bare(str.strip(self, chars))

    def rstrip(self, chars: str | None = None) -> "Bare":
        """As of any text."""
        return Bare(str.rstrip(self, chars))

    def __str__(self) -> str:
        return self

    def __format__(self, _spec: str) -> NoReturn:
        raise BareFigureError(self)  # an f-string would wash the mark off

    def __html__(self) -> NoReturn:
        raise BareFigureError(self)  # and so would `~` and `join` in a template


def plain(text: str) -> str:
    """The text without the mark; for those who have its evidence, and for documents that are no pages of the site."""
    return str.__str__(text)


@dataclass(frozen=True, slots=True)
class Figure:
    """A finished text such as `83.4%` and the path, from the site's root, of the page part that proves it.

    Such a path is `why/ORG_RATE/420100.html#2018-Q2`.

    Raises:
        ValueError: a figure without its evidence; nobody may publish one.
    """

    text: str
    why: str

    def __post_init__(self) -> None:
        if self.text and not self.why:
            raise ValueError(f"the figure {plain(self.text)!r} has no evidence")
        if type(self.text) is not Bare:
            _put(self, "text", Bare(self.text))  # taken out of the figure, the text has lost its evidence again


@dataclass(frozen=True, slots=True, init=False)
class Fact:
    """A figure where it is proved: its text, and its value for programs (`83.4`)."""

    text: str
    value: str

    def __init__(self, text: str, value: str) -> None:
        _put(self, "text", text if type(text) is Bare else Bare(text))
        _put(self, "value", value)


@dataclass(frozen=True, slots=True)
class Link:
    """A text that leads to a page; its path is from the site's root."""

    text: str
    href: str


@dataclass(frozen=True, slots=True)
class Anchor:
    """A text that leads to a part of its own page."""

    text: str
    id: str


_NUMBERS = (Bare, Number, Decimal)
_NEVER_BARE = (*_NUMBERS, Figure, Fact, Link, Anchor, tuple)
_TEXTS = frozenset({str, Markup})
PIECES = frozenset({str, Figure, Fact, Link, Anchor})
"""What a sentence may be made of as it is."""

Piece = str | Figure | Fact | Link | Anchor
Told = tuple[Piece, ...]
"""A sentence in pieces, printed by the macro `tell`; see `Words.told`."""


class Exemption(Enum):
    """Why a number needs no evidence of its own."""

    SCALE = auto()
    """It tells the ends of a scale."""
    DRAWN = auto()
    """It is drawn, or is the text alternative of something drawn: the region itself leads on, and the same figure stands with its evidence
    in the table beside it."""
    RECORD = auto()
    """It is a field of a record on the row or page of that record, which names file, line and source."""
    QUOTED = auto()
    """A document says so, and the link to that document stands beside it."""
    LISTED = auto()
    """It counts the rows of the list or table beside it, or of the one that the link or choice beside it leads to."""
    POSITION = auto()
    """It says where something stands: a page, a line, a version, a place in a drawing."""


def exempt(reason: Exemption, text: str) -> str:
    """The text without the mark, for the reason given."""
    if not isinstance(reason, Exemption):
        raise TypeError(f"no reason: {reason!r}")
    return plain(text)


def position(number: int) -> str:
    """A number that says where something stands, as a text: a page, a line, a coordinate; in templates the filter of that name."""
    if isinstance(number, bool) or not isinstance(number, (int, np.integer)):
        raise BareFigureError(number)
    return exempt(Exemption.POSITION, str(int(number)))


def listed(number: int) -> str:
    """How many rows the list beside it has, with thin groups; in templates the filter of that name."""
    if isinstance(number, bool) or not isinstance(number, (int, np.integer)):
        raise BareFigureError(number)
    return exempt(Exemption.LISTED, f"{int(number):,}")


def said(told: Piece | Told) -> str:
    """A sentence in pieces as one text, which has lost its evidence; for the data of a script that keeps the links."""
    return Bare(
        "".join([plain(piece if isinstance(piece, str) else piece.text) for piece in (told if isinstance(told, tuple) else (told,))])
    )


def counted(text: str, where: str) -> Figure:
    """A count of records and the path, from the site's root, of the list or file that holds those records.

    Raises:
        ValueError: `where` leads to the evidence of a figure; such a figure is made by `Figure`.
    """
    if where.startswith(WHY):
        raise ValueError(f"{where} is no list of records")
    return Figure(text, where)


def why_path(indicator: str, place: str, ending: str = "html") -> str:
    """The path of the evidence for one unit's series of one indicator; `place` is the current unit code, the root's for totals."""
    return f"{WHY}{indicator}/{place}.{ending}"


def why(indicator: str, place: str, period: str) -> str:
    """The address of the evidence for one figure."""
    return f"{why_path(indicator, place)}#{period}"


def bears_number(value: object) -> bool:
    """Whether a value that is filled in a sentence makes the sentence a bare one."""
    sort: Any = type(value)
    return _is_number(sort)


@cache
def _is_number(sort: type) -> bool:
    return issubclass(sort, _NUMBERS) and not issubclass(sort, bool)


def joined(texts: Iterable[str], mark: str) -> str:
    """Texts with a mark between them; in the site's templates the filter `join`, which would else make a text of any number."""
    return mark.join(refused(text) for text in texts)


def refused(value: Any) -> Any:
    """What a template of the site is about to print, unless that is a number without evidence, or a figure printed without its macro.

    Raises:
        BareFigureError: it is.
    """
    if type(value) not in _TEXTS and isinstance(value, _NEVER_BARE) and value != "":
        raise BareFigureError(value)
    return value


def unmarked(value: Any) -> Any:
    """What a template prints that makes no page of the site: a receipt, a change report, the desk; their numbers are the document's own."""
    return plain(value) if isinstance(value, Bare) else value
