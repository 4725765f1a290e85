"""The receipt (回执) of one submission: what it held, what became of each row, what has to be mended, what changes for the public."""

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from build_scripts.findings import Finding
from build_scripts.guard.silence import masked, quiet_place
from build_scripts.intake.changes import changes
from build_scripts.intake.labels import Labels
from build_scripts.intake.submit import Taken
from build_scripts.intake.totals import totals
from build_scripts.merge.ledger import PUBLISHED, REJECTED, WITHHELD
from build_scripts.phrases import LEVELS
from build_scripts.sentences import sentence, shown

Receipt = Mapping[str, Any]
"""The fields of a receipt's JSON file; `receipt` tells what they hold."""

_DIGITS = 12


@dataclass(frozen=True, slots=True)
class Occasion:
    """The day on which a file was received (ISO), and the receipts given before, newest last."""

    received_on: str
    earlier: Sequence[Receipt]


def number_of(sha256: str) -> str:
    """The number of a file's first receipt: the beginning of its SHA-256 in groups of four; later receipts of the same file count on."""
    digits = sha256[:_DIGITS].upper()
    return "-".join(digits[start : start + 4] for start in range(0, _DIGITS, 4))


def receipt(taken: Taken, size: int, occasion: Occasion) -> Receipt:
    """What is told of one submission.

    Args:
        taken: the submission.
        size: of the file, in bytes.
        occasion: day of receipt and earlier receipts.

    Returns:
        `number`, `sha256`, `file`, `bytes`, `received_on`, `demo`; `again`: the same file was received before; `kinds` and `units` by name;
        `counts` of rows read, published, withheld, rejected; `kept` rows that are new in `data/` and `known` ones that had been there;
        `rows`: each submitted record with `place`, `kind`, `key`, `state`, `code`; `findings` with `place`, `level`, `code`, `message`;
        `asides`: rows that are no records, by `sort` and `place`; `totals`, `changes` (see there); `fingerprint`: SHA-256 over the files
        that change, which two submissions of the same content share.
    """
    received = taken.received
    labels = Labels(taken.after.federation)
    rows = [*_rows(taken), *_lumps(taken)]
    states = Counter(row["state"] for row in rows)
    same = [each for each in occasion.earlier if each["sha256"] == received.sha256]
    earlier = [each for each in occasion.earlier if each["sha256"] != received.sha256]
    return {
        "number": number_of(received.sha256) + (f"-{len(same) + 1}" if same else ""),
        "sha256": received.sha256,
        "file": shown(masked(received.file)),
        "bytes": size,
        "received_on": occasion.received_on,
        "demo": taken.demo,
        "again": bool(same),
        "kinds": sorted({row["kind"] for row in rows} - {""}),
        "units": sorted({labels.name("unit", unit) for texts in taken.rows.values() if "unit" in texts for unit in texts["unit"]}),
        "counts": {"read": len(rows)} | {state: states[state] for state in (PUBLISHED, WITHHELD, REJECTED)},
        "kept": sum(bool(fate.file) and not fate.known for fate in taken.fates.values()),
        "known": sum(fate.known for fate in taken.fates.values()),
        "rows": rows,
        "findings": [_told(finding) for finding in taken.findings],
        "asides": [{"sort": sort, "place": quiet_place(place).spot} for sort, place in received.submission.asides.rows],
        "totals": totals(taken.rows, taken.after.kinds, labels, earlier),
        "changes": changes(taken.before, taken.after),
        "fingerprint": _fingerprint(taken.files),
    }


def _rows(taken: Taken) -> Iterator[Mapping[str, str]]:
    """Every record of a table; its key as it was written, but for what gives somebody away, after the heading of one to be published."""
    known = {code for register in taken.after.federation.registers.values() for code in register.published}
    quiet = cache(lambda text: text if text in known else shown(masked(text)))  # units and indicators stand in most rows
    for number, guarded in enumerate(taken.received.tables):
        raw = guarded.table.raw
        keys = [raw.cells[name].tolist() for name in raw.kind.key if name in raw.cells]
        headed = raw.kind.heading in raw.cells and raw.kind.heading not in raw.kind.key
        headings = raw.cells[raw.kind.heading].tolist() if headed else [""] * len(raw.cells)
        for row, (heading, *said) in enumerate(zip(headings, *keys, strict=True)):
            fate = taken.fates[number, row]
            key = " · ".join(quiet(text) for text in ([heading] if fate.state == PUBLISHED else []) + said if text)
            place = quiet_place(raw.locator.place(row)).spot
            yield {"place": place, "kind": raw.kind.title, "key": key, "state": fate.state, "code": fate.code}


def _lumps(taken: Taken) -> Iterator[Mapping[str, str]]:
    """The records that could not become rows of a table, and those of what was refused as a whole."""
    for guarded in taken.received.tables:
        raw = guarded.table.raw
        for lost in raw.lost:
            yield {"place": str(lost.line), "kind": raw.kind.title, "key": "", "state": REJECTED, "code": lost.code}
    kinds = taken.before.kinds
    for refused in taken.received.submission.refused:
        title = kinds[refused.kind].title if refused.kind in kinds else ""
        place = masked(refused.file.partition(":")[2])
        for _ in range(refused.rows):
            yield {"place": place, "kind": title, "key": "", "state": REJECTED, "code": refused.code}


def _told(finding: Finding) -> Mapping[str, str]:
    return {"place": shown(finding.place.spot), "level": LEVELS[finding.code[0]], "code": finding.code, "message": sentence(finding)}


def _fingerprint(files: Mapping[str, bytes]) -> str:
    running = hashlib.sha256()
    for path, data in sorted(files.items()):
        running.update(path.encode() + b"\0" + hashlib.sha256(data).digest())
    return running.hexdigest()
