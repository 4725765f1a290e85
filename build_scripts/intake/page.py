"""The page of a receipt (回执): one HTML file that asks for nothing, read on a screen or a phone and printed on A4 for the file."""

import base64
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from markupsafe import Markup

from build_scripts.intake.page_changes import changes
from build_scripts.intake.page_mends import MOST_ALIKE, mends
from build_scripts.intake.page_outcome import outcome
from build_scripts.intake.page_places import Places, Spot, places_of
from build_scripts.intake.page_records import records
from build_scripts.intake.page_totals import totals
from build_scripts.intake.receipt import Receipt
from build_scripts.view.environment import document_templates
from build_scripts.view.words import Words
from build_scripts.write.tokens import tokens

_THEME = Path(__file__).resolve().parents[2] / "site_theme"
_NUMBER = re.compile(r"[0-9A-F]{4}(?:-[0-9A-F]{4}){2}(?:-[1-9][0-9]*)?")
_DIGEST = re.compile(r"[0-9a-f]{64}")
_NOTHING_WRITTEN = hashlib.sha256().hexdigest()
_MOST_UNITS = 12
_LARGE = 10_240
_PRINTED = 16
_TOKEN = re.compile(r"(--[\w-]+):\s*([^;]+);")
_COLOURED = re.compile(r"(?<=[{;\s])([\w-]+:[^;{}]*var\([^;{}]*);")


@dataclass(frozen=True, slots=True)
class Aside:
    """Rows of one sort that were no records."""

    sort: str
    count: str
    places: str


def receipt_page(receipt: Receipt, words: Words) -> str:
    """The page.

    Raises:
        ValueError: the counts do not add up, or number and fingerprints are not such; that is our bug.
    """
    ended, places, style = outcome(receipt, words), places_of(receipt, words), _style(receipt, words)
    told = mends(receipt, places)
    return (
        document_templates(_THEME / "receipt", words)
        .get_template("receipt.html.j2")
        .render(
            receipt=receipt,
            outcome=ended,
            facts=_facts(receipt, words),
            mends=told,
            folded=any(each.folded for each in told),
            records=records(receipt, places),
            totals=totals(receipt, words),
            changes=changes(receipt, words),
            asides=_asides(receipt, places),
            prints=_prints(receipt, words),
            most=MOST_ALIKE,
            style=Markup(style),  # noqa: S704  our own style sheet, a number and words of ours
            style_hash=base64.b64encode(hashlib.sha256(style.encode()).digest()).decode(),
        )
    )


def _facts(receipt: Receipt, words: Words) -> dict[str, str]:
    """What was received, by the name of its heading."""
    size = receipt["bytes"]
    bulk = words(f"receipt.size_{'large' if size >= _LARGE else 'small'}", bytes=f"{size:,}", size=words.number(size / 1024))
    units, kinds = (words("receipt.list").join(receipt[name][:_MOST_UNITS]) for name in ("units", "kinds"))
    if len(receipt["units"]) > _MOST_UNITS:
        units = words("receipt.list_more", count=f"{len(receipt['units']):,}", list=units)
    told = {"received_on": words.day(receipt["received_on"]), "size": bulk, "file": receipt["file"]}
    return told | {name: text for name, text in (("units", units), ("kinds", kinds)) if text}


def _asides(receipt: Receipt, places: Places) -> list[Aside]:
    found: dict[str, list[Spot]] = {}
    for aside in receipt["asides"]:
        found.setdefault(aside["sort"], []).append(places.spot(aside["place"]))
    return [Aside(places.words(f"receipt.aside_{sort}"), f"{len(spots):,}", places.runs(spots)) for sort, spots in found.items()]


def _prints(receipt: Receipt, words: Words) -> dict[str, list[str]]:
    """The fingerprints by their heading, in groups of eight signs; that of the records has none where nothing was written."""
    prints = {"print_file": receipt["sha256"], "print_records": receipt["fingerprint"]}
    for digest in prints.values():
        if not _DIGEST.fullmatch(digest):
            raise ValueError(f"no SHA-256: {digest}")
    if prints["print_records"] == _NOTHING_WRITTEN:
        prints["print_records"] = ""
    return {words(f"receipt.{name}"): re.findall(".{8}", digest) for name, digest in prints.items()}


def _style(receipt: Receipt, words: Words) -> str:
    """The colours of the site, our style sheet, and the running heads of the printed pages.

    Before each value that a browser may not look up in tokens the light one is written out, since county offices keep old browsers.
    """
    colours = tokens(_THEME)
    light = dict(_TOKEN.findall(colours.partition("@media")[0]))
    sheet = (_THEME / "receipt" / "receipt.css").read_text("utf-8")
    sheet = _COLOURED.sub(lambda rule: f"{_plain(rule[1], light)}; {rule[0]}", re.sub(r"/\*.*?\*/", "", sheet, flags=re.DOTALL))
    return f"{colours}{sheet.strip()}\n{_running(receipt, words)}"


def _plain(rule: str, light: Mapping[str, str]) -> str:
    return re.sub(r"var\((--[\w-]+)\)", lambda name: light[name[1]], rule)


def _running(receipt: Receipt, words: Words) -> str:
    """Receipt number, fingerprint and page numbers in the margins of each printed page."""
    if not _NUMBER.fullmatch(receipt["number"]):
        raise ValueError(f"no number of a receipt: {receipt['number']}")
    head = words(f"receipt.running{'_demo' if receipt['demo'] else ''}", number=receipt["number"])
    print_ = words("receipt.running_print", digits=receipt["sha256"][:_PRINTED])
    page = re.sub("\0(pages?)\0", r'" counter(\1) "', _quoted(words("receipt.running_page", page="\0page\0", pages="\0pages\0")))
    boxes = {"top-left": _quoted(head), "bottom-left": _quoted(print_), "bottom-right": page}
    return "".join(f"@page {{ @{box} {{ content: {text}; font-size: 8.5pt; }} }}\n" for box, text in boxes.items())


def _quoted(text: str) -> str:
    """A text as a string of CSS; no sign in it can end the string or the style."""
    return '"' + re.sub(r'["\\<\n]', lambda sign: f"\\{ord(sign[0]):x} ", text) + '"'
