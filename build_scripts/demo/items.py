"""What the demonstration data are told of an item of the disclosure catalogue."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Owed:
    """Who owes an item, and within how many months of the beginning of its period (0: once a term) it is there to be disclosed.

    `ahead`: its texts are written from the period after the one of which they tell.
    """

    federation: bool
    union: bool
    months: int
    quarterly: bool = False
    ahead: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """One catalogue item.

    `by_federation` and `by_union` weigh how often federations and grass-roots unions disclose it beyond what they owe, `months` when;
    `noticed` items stand as a notice with a window. `variants` are patterns of (title, summary), the first of what is owed. `owed` says how
    it is owed, where the calendar of data/catalogue/ asks for it.
    """

    code: str
    by_federation: int
    by_union: int
    months: tuple[int, ...]
    audience: str
    noticed: bool
    variants: tuple[tuple[str, str], ...]
    owed: Owed | None = None
