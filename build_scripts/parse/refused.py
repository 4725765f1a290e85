"""Why a workbook is refused as a whole, on its way from where it is seen to the entry of this package; it never leaves it."""

from collections.abc import Mapping


class Refused(Exception):  # noqa: N818  a state of the submitted bytes, not an error of ours
    """`code` is the finding, `facts` what it names."""

    def __init__(self, code: str, facts: Mapping[str, str]) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts


def damaged(part: str) -> Refused:
    """The workbook cannot be read where this part of it stands; the empty text means the file as a whole."""
    return Refused("E044", {"part": part})
