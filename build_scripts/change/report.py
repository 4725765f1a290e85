"""A change report: what was compared, what changed, and the same as a document for programs."""

import hashlib
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property

from build_scripts.change.changes import LEDGER, PLACED, Changes
from build_scripts.change.lines import Line, Section
from build_scripts.change.pairs import Pair
from build_scripts.change.records import SORTS, RecordChange
from build_scripts.change.side import Side
from build_scripts.sentences import CONTROL
from build_scripts.view.figure import plain


@dataclass(frozen=True, slots=True)
class Origin:
    """What one side is: as it was named, its commit (empty for a folder), and the date of its data (ISO)."""

    name: str
    commit: str
    as_of: str


@dataclass(frozen=True)
class Report:
    """The changes between two sides with their maps; `origins` and `sides` are before and after."""

    origins: tuple[Origin, Origin]
    sides: tuple[Side, Side]
    changes: Changes
    pairs: Sequence[Pair]

    def words(self, key: str, **facts: object) -> str:
        """A sentence of the report."""
        return plain(self.sides[1].words(f"change.{key}", **facts))

    def label(self, number: int) -> str:
        """What a side is called, with commit and date; nothing in it can forge a line."""
        origin, words = self.origins[number], self.sides[1].words
        facts = {"name": CONTROL.sub(lambda mark: f"\\u{ord(mark[0]):04x}", origin.name), "day": words.day(origin.as_of)}
        return self.words("at_commit", commit=origin.commit[:10], **facts) if origin.commit else self.words("at", **facts)

    @property
    def summary(self) -> str:
        """How many records were added, changed, removed, withheld, rejected."""
        return self.words("summary", **{name: f"{count:,}" for name, count in self.changes.counts.items()})

    @property
    def ledger(self) -> list[tuple[str, str, str]]:
        """What became of all that was read: heading, number before, number after."""
        old, new = self.changes.ledgers
        return [(self.sides[1].words(f"data.{name}"), f"{old[name]:,}", f"{new[name]:,}") for name in LEDGER]

    def heads(self, section: Section) -> list[str]:
        """The headings of a section's columns."""
        third = "place" if section.name in PLACED else "when"
        return [self.words(name) for name in ("who", "what", third, "before", "after")]

    @cached_property
    def kinds(self) -> Mapping[str, list[RecordChange]]:
        """The changed records by the title of their kind."""
        found: dict[str, list[RecordChange]] = {}
        for record in self.changes.records:
            found.setdefault(self.sides[1].kind(record.kind).title, []).append(record)
        return found

    def counted(self, records: Sequence[RecordChange]) -> str:
        """How many of the records were added, changed, removed."""
        counts = Counter(record.sort for record in records)
        told = [f"{self.sort(sort)} {counts[sort]:,}" for sort in SORTS if counts[sort]]
        return self.words("and").join(told)

    def invented(self, records: Sequence[RecordChange]) -> bool:
        """Whether all of the records are invented, so that one mark does for all."""
        return all(record.demo for record in records)

    def sort(self, sort: str) -> str:
        """What became of a record, in a word."""
        return self.words("removed_count" if sort == "removed" else sort)

    @property
    def document(self) -> dict[str, object]:
        """The whole report in plain data; the same changes give the same document."""
        changes = self.changes
        return {
            "before": asdict(self.origins[0]),
            "after": asdict(self.origins[1]),
            "counts": dict(changes.counts),
            "ledger": {name: [ledger[name] for ledger in changes.ledgers] for name in LEDGER},
            "sections": [self._section(section) for section in changes.sections],
            "records": [_record(record) for record in changes.records],
            "maps": [{"name": pair.name, "moves": [asdict(move) for move in pair.moves]} for pair in self.pairs],
        }

    @property
    def fingerprint(self) -> str:
        """SHA-256 over the document: what is printed can be held against the file."""
        return hashlib.sha256(json.dumps(self.document, ensure_ascii=False, sort_keys=True).encode()).hexdigest()

    def _section(self, section: Section) -> dict[str, object]:
        title = self.words(section.name)
        return {"name": section.name, "title": title, "note": section.note, "lines": [_line(line) for line in section.lines]}


def as_json(report: Report) -> str:
    """The document with its fingerprint."""
    return json.dumps(report.document | {"fingerprint": report.fingerprint}, ensure_ascii=False, indent=1)


def _line(line: Line) -> dict[str, object]:
    return asdict(line)


def _record(record: RecordChange) -> dict[str, object]:
    """A record that is no longer published keeps its key to itself: a key may hold text."""
    told = asdict(record)
    return told | {"key": [] if record.sort == "removed" else list(record.key), "fields": [asdict(field) for field in record.fields]}
