"""The check page in a browser beside the program: what each of them says of the same files."""

import base64
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from desk_vectors import AS_OF, Vector, world
from markupsafe import escape
from playwright.sync_api import Browser, Page

import build_scripts.read.submission as reading
from build_scripts.declare import discover
from build_scripts.desk.declaration import Terms
from build_scripts.desk.page import check_page, policy
from build_scripts.findings import Finding
from build_scripts.intake.base import Base, Records
from build_scripts.intake.receive import check_submission
from build_scripts.merge.ledger import Ledger
from build_scripts.parse.book import parse
from build_scripts.read.submission import read_submission
from build_scripts.sentences import line

THEME = Path(__file__).parent.parent / "site_theme"
LIBRARY = THEME / "node_modules/fflate"
COUNTS = ("read", "published", "withheld", "rejected")
_FROM_BASE64 = "Uint8Array.from(atob(data), (sign) => sign.charCodeAt(0))"


@dataclass(frozen=True, slots=True)
class Verdict:
    """All that is told of one file, in lines, where its records end, and how many prepared rows nobody touched."""

    lines: Sequence[str]
    counts: Sequence[int]
    untouched: int


def base(folder: Path) -> Base:
    """The records of `desk_vectors.BASE` as the program knows them."""
    return Records(world(folder), date.fromisoformat(AS_OF)).base(discover())


def page_of(known: Base, demo: bool = False) -> bytes:
    """The check page for these records, which looks at files on the day of the vectors."""
    return check_page(known.federation, None, Terms(demo, AS_OF), THEME)


def findings(vector: Vector, known: Base, demo: bool = False) -> tuple[Ledger, list[Finding], int]:
    """What the program finds in a file, and `untouched`; workbooks are parsed in this process, for the child has tests of its own."""
    kept = reading.parse_book
    reading.parse_book = parse
    try:
        submission, told = read_submission(vector.name, vector.data, discover(), demo)
    finally:
        reading.parse_book = kept
    return *check_submission(submission, told, known), submission.untouched


def by_program(vector: Vector, known: Base, demo: bool = False) -> Verdict:
    """What the program says."""
    ledger, told, untouched = findings(vector, known, demo)
    counts = ledger.counts() if len(ledger.entries) else {}
    return Verdict([line(finding) for finding in told], [int(counts[name].sum()) if name in counts else 0 for name in COUNTS], untouched)


def by_page(vectors: Sequence[Vector], page: Page) -> list[Verdict]:
    """What the page says."""
    asked = [[vector.name, base64.b64encode(vector.data).decode()] for vector in vectors]
    told = page.evaluate(f"(asked) => asked.map(([name, data]) => gongkaiDesk.checked(name, {_FROM_BASE64}))", asked)
    return [Verdict(each["lines"], [each["counts"][name] for name in COUNTS], each["counts"]["untouched"]) for each in told]


def ask(page: Page, question: str, data: bytes) -> Any:
    """One of the other questions of site_theme/desk/proofs.mjs about some bytes."""
    return page.evaluate(f"([question, data]) => gongkaiDesk[question]({_FROM_BASE64})", [question, base64.b64encode(data).decode()])


def replaced(html: bytes, was: str, becomes: str) -> bytes:
    """The page with one thing in it changed, under a policy that lets it run."""
    text = html.decode()
    if text.count(was) != 1:
        raise ValueError(f"the page says {text.count(was)} times {was}")
    changed = text.replace(was, becomes)
    return changed.replace(html_policy(text), html_policy(changed)).encode()


def html_policy(text: str) -> str:
    """The policy that fits the page, as it stands in it."""
    script, style = text.rpartition("<script>")[2].partition("</script>")[0], text.partition("<style>")[2].partition("</style>")[0]
    return str(escape(policy(script, style)))


@contextmanager
def opened(browser: Browser, html: bytes, folder: Path) -> Iterator[Page]:
    """The page as a county opens it: from a disk, with no network."""
    file = folder / "校验台.html"
    file.write_bytes(html)
    with browser.new_context(offline=True, viewport={"width": 1280, "height": 900}, accept_downloads=True) as context:
        page = context.new_page()
        page.goto(file.as_uri())
        yield page
