"""The proof of one figure and the rows of its sum, finished for the reader."""

from dataclasses import dataclass

from build_scripts.view.cited import Line
from build_scripts.view.figure import Fact, Figure


@dataclass(frozen=True, slots=True)
class Addend:
    """A row of a sum: who, with numerator and denominator and their own evidence, or why it is not counted."""

    name: str
    href: str
    numerator: Figure
    denominator: Figure
    role: str
    demo: bool


@dataclass(frozen=True, slots=True)
class Proof:
    """One figure: itself, its parts apart and in one text, the verdict, what it rests on, its addends and what is told of them."""

    value: Fact
    numerator: Fact | None
    denominator: Fact | None
    fraction: Fact | None
    verdict: str
    verdict_key: str
    lines: tuple[Line, ...]
    addends: tuple[Addend, ...]
    addends_told: str
    demo: bool
