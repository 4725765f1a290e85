"""A published figure (数字): its text and the way to its evidence, which never part."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """A finished text such as `83.4%` and the path from the site's root of what proves it (`why/ORG_RATE/420100.html#2018-Q2`).

    Raises:
        ValueError: a figure without its evidence; nobody may publish one.
    """

    text: str
    why: str

    def __post_init__(self) -> None:
        if self.text and not self.why:
            raise ValueError(f"the figure {self.text!r} has no evidence")


def why_path(indicator: str, place: str, ending: str = "html") -> str:
    """The path of the evidence for one unit's series of one indicator; `place` is the current unit code, the root's for totals."""
    return f"why/{indicator}/{place}.{ending}"


def why(indicator: str, place: str, period: str) -> str:
    """The address of the evidence for one figure."""
    return f"{why_path(indicator, place)}#{period}"
