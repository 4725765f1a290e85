"""An attachment made anew from what it shows, without its hidden parts; or why it is refused."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

SUFFIXES = PDF, XLSX, CSV, JPG, PNG = (".pdf", ".xlsx", ".csv", ".jpg", ".png")
PICTURES = (JPG, PNG)
MOST_BYTES = 20_000_000
MOST_PIXELS = 60_000_000
MOST_PAGES = 300
LINK = re.compile(r"https?://[A-Za-z0-9.-]+\.[A-Za-z]{2,}(?::[0-9]{1,5})?(?:[/?#][!#-;=?-Z_a-z~\[\]]*)?")
"""A plain link to the web, the only action a PDF keeps."""

PAGE_END = "\f"
"""Stands between the texts of two pages (or sheets) of one attachment."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """What may be kept.

    `data` are the new bytes, `text` the texts of its pages parted by `PAGE_END`, `pages` how many pages or sheets there are, `scanned`
    the numbers (from 1) of those that show more than their text says, so that only a person can tell what stands there.
    """

    suffix: str
    data: bytes
    text: str
    pages: int
    scanned: tuple[int, ...] = ()

    @property
    def name(self) -> str:
        """Its file name: what it holds, and nothing that anybody wrote."""
        return hashlib.sha256(self.data).hexdigest() + self.suffix


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why an attachment cannot be taken: a finding's code and facts, and in a workbook or table where it stands."""

    code: str
    facts: Mapping[str, str] = field(default_factory=dict)
    sheet: str = ""
    line: int = 0
    column: int = 0


class RefusedError(Exception):
    """Carries a refusal out of the depth of a file."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.code)
        self.refusal = refusal


def refused(code: str, **facts: str) -> RefusedError:
    """The refusal of a file as a whole, to be raised."""
    return RefusedError(Refusal(code, facts))


def too_large() -> RefusedError:
    """The refusal of what is more than can be looked at."""
    return refused("E078", pixels=str(MOST_PIXELS // 10_000), pages=str(MOST_PAGES))
