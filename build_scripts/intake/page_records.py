"""What became of each record, as the table of a receipt: all of them, or of many those that are not published."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from build_scripts.intake.page_mends import halves
from build_scripts.intake.page_places import Places, Spot
from build_scripts.intake.receipt import Receipt
from build_scripts.merge.ledger import PUBLISHED

MOST_RECORDS = 200
Row = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Record:
    """One line: where, of which kind (empty: all are of one), which record, what becomes of it (`state` and in words), and why."""

    place: str
    kind: str
    key: str
    state: str
    said: str
    reason: str


@dataclass(frozen=True, slots=True)
class Records:
    """The lines (`reasoned`: any has a reason), a note on what they leave out, and the places of what is left out and not published."""

    lines: Sequence[Record]
    reasoned: bool
    note: str
    rest: Sequence[str]


def records(receipt: Receipt, places: Places) -> Records:
    """The records in the order of the file; what could not be read one by one is one line for each fault."""
    rows: Sequence[Row] = receipt["rows"]
    reasons = Reasons(receipt, places)
    if len(rows) <= MOST_RECORDS:
        lines = list(_lines(rows, places, reasons))
        return Records(lines, any(line.reason for line in lines), places.words("receipt.records_all"), ())
    stopped = [row for row in rows if row["state"] != PUBLISHED]
    shown, rest = stopped[:MOST_RECORDS], stopped[MOST_RECORDS:]
    facts = {"published": f"{receipt['counts'][PUBLISHED]:,}", "shown": f"{len(shown):,}", "number": receipt["number"]}
    return Records(
        list(_lines(shown, places, reasons)), bool(stopped), places.words("receipt.records_part", **facts), list(_rest(rest, places))
    )


class Reasons:
    """Why a row is not published, in the words of the finding that says so."""

    def __init__(self, receipt: Receipt, places: Places) -> None:
        self._words = places.words
        self._at: dict[tuple[str, int, str], str] = {}
        self._of: dict[str, str] = {}
        for finding in receipt["findings"]:
            spot, problem = places.spot(finding["place"]), halves(finding["message"], places)[0]
            self._at.setdefault((spot.sheet, spot.line, finding["code"]), problem)
            self._of.setdefault(finding["code"], problem)

    def why(self, spot: Spot, code: str) -> str:
        """The finding of that code in the row, else of the file, else what the public reads; the empty text for the empty code."""
        if not code:
            return ""
        told = self._at.get((spot.sheet, spot.line, code)) or self._of.get(code)
        return told or self._words(f"reason.{code if code.startswith('W') else 'E'}")


def _lines(rows: Sequence[Row], places: Places, reasons: Reasons) -> Iterator[Record]:
    several = len({row["kind"] for row in rows}) > 1
    for row, group in groupby(rows):
        count, spot = len(list(group)), places.spot(row["place"])
        unread = "record_lumped" if count > 1 else "record_unread"
        key = row["key"] or places.words(f"receipt.{unread}", count=f"{count:,}")
        said = places.words(f"receipt.count_{row['state']}")
        yield Record(places.told(spot), row["kind"] if several else "", key, row["state"], said, reasons.why(spot, row["code"]))


def _rest(rows: Sequence[Row], places: Places) -> Iterator[str]:
    found: dict[tuple[str, str], list[Spot]] = {}
    for row in rows:
        found.setdefault((row["state"], row["code"]), []).append(places.spot(row["place"]))
    for (state, code), spots in found.items():
        facts = {"state": places.words(f"receipt.count_{state}"), "count": f"{len(spots):,}", "code": code, "places": places.runs(spots)}
        yield places.words("receipt.records_rest", **facts)
