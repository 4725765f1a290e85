"""How a submission ended, in a word, a sentence and four counts that add up; and what its sender does next."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from build_scripts.intake.receipt import Receipt
from build_scripts.merge.ledger import PUBLISHED, REJECTED, WITHHELD
from build_scripts.read.prepared import UNTOUCHED
from build_scripts.view.words import Words

READ = "read"
COUNTS = (READ, PUBLISHED, WITHHELD, REJECTED)
ALL, PART, NOTHING = "all", "part", "nothing"
_TWIN = "W307"


@dataclass(frozen=True, slots=True)
class Outcome:
    """How it ended: `sort` is ALL, PART or NOTHING, told in `title` and `said`; `known` says how many had been there (empty: none)."""

    sort: str
    title: str
    said: str
    counts: Mapping[str, str]
    known: str
    steps: Sequence[str]


def outcome(receipt: Receipt, words: Words) -> Outcome:
    """The outcome of a receipt.

    Raises:
        ValueError: its counts do not add up to what was read, or are not those of its rows; that is our bug.
    """
    _balanced(receipt)
    counts = {name: f"{receipt['counts'][name]:,}" for name in COUNTS}
    known = words("receipt.known", known=f"{receipt['known']:,}", kept=f"{receipt['kept']:,}") if receipt["known"] else ""
    sort = _sort(receipt)
    gone = len(receipt["changes"]["removed"])
    said = words(f"receipt.{_said(receipt, sort)}", **counts) + (words("receipt.gone", count=f"{gone:,}") if gone else "")
    return Outcome(sort, words(f"receipt.{sort}"), said, counts, known, _steps(receipt, words))


def _balanced(receipt: Receipt) -> None:
    counts, states = receipt["counts"], Counter(row["state"] for row in receipt["rows"])
    booked = {READ: len(receipt["rows"])} | {state: states[state] for state in (PUBLISHED, WITHHELD, REJECTED)}
    if dict(counts) != booked or counts[READ] != counts[PUBLISHED] + counts[WITHHELD] + counts[REJECTED]:
        raise ValueError(f"the receipt does not balance: {receipt['number']}: {dict(counts)}, rows {booked}")
    if receipt["kept"] + receipt["known"] > counts[READ]:
        raise ValueError(f"more records kept than read: {receipt['number']}: {receipt['kept']} + {receipt['known']} of {counts[READ]}")


def _sort(receipt: Receipt) -> str:
    """A row that is the very same as another one of the file is kept with that one."""
    counts, stored = receipt["counts"], receipt["kept"] + receipt["known"]
    twins = sum(row["code"] == _TWIN for row in receipt["rows"])
    if not stored or not counts[PUBLISHED] + counts[WITHHELD]:
        return NOTHING
    return ALL if not counts[REJECTED] and stored + twins >= counts[READ] else PART


def _said(receipt: Receipt, sort: str) -> str:
    counts = receipt["counts"]
    if sort == NOTHING and not any(row["kind"] for row in receipt["rows"]):
        if counts[READ]:
            return "nothing_unread"
        return "nothing_touched" if any(aside["sort"] in UNTOUCHED for aside in receipt["asides"]) else "nothing_there"
    if sort == NOTHING:
        return "nothing_said"
    if sort == ALL:
        return "all_held" if counts[WITHHELD] else "all_noted" if receipt["findings"] else "all_said"
    if counts[WITHHELD] and counts[REJECTED]:
        return "part_both"
    return "part_rejected" if counts[REJECTED] else "part_withheld"


def _steps(receipt: Receipt, words: Words) -> list[str]:
    names = ["next_mend", "next_check", "next_send"] if receipt["findings"] else []
    if receipt["kept"] or receipt["known"]:
        names.append("next_correct")
    return [words(f"receipt.{name}", number=receipt["number"]) for name in (*names, "next_keep", "next_ask")]
