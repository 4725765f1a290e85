"""All that changed between two sides, section by section, the weightiest first."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from build_scripts.change.fates import newly_stopped, no_longer
from build_scripts.change.lines import Line, Section
from build_scripts.change.names import SECTIONS
from build_scripts.change.published import disclosed, revisions, standings
from build_scripts.change.ranks import moves
from build_scripts.change.records import RecordChange, record_changes
from build_scripts.change.side import Side
from build_scripts.change.silence import reports
from build_scripts.change.sums import reconciliations
from build_scripts.change.targets import verdicts
from build_scripts.change.totals import totals

PLACED = frozenset({"withheld", "rejected", "removed", "taken_down"})
"""Sections whose lines name a place in a file instead of a period."""

COUNTED = ("added", "changed", "removed", "withheld", "rejected")
LEDGER = ("read", "published", "withheld", "rejected")


@dataclass(frozen=True, slots=True)
class Changes:
    """`sections` in the order of SECTIONS; `records`: published ones that changed; `counts` by COUNTED; `ledgers` before and after."""

    sections: tuple[Section, ...]
    records: tuple[RecordChange, ...]
    counts: Mapping[str, int]
    ledgers: tuple[Mapping[str, int], Mapping[str, int]]

    @property
    def demo(self) -> bool:
        """Whether anything told is invented."""
        return any(line.demo for section in self.sections for line in section.lines) or any(record.demo for record in self.records)

    @property
    def empty(self) -> bool:
        """Whether nothing changed at all."""
        return not self.records and not any(section.lines or section.note for section in self.sections)

    def section(self, name: str) -> Section:
        """The section of that name; KeyError where there is none."""
        return {section.name: section for section in self.sections}[name]


def compare(before: Side, after: Side) -> Changes:
    """What would be different for readers, and for those who submit, if `after` stood in the place of `before`."""
    records = tuple(record_changes(before, after))
    lines: dict[str, list[Line]] = {
        "totals": totals(before, after),
        **verdicts(before, after),
        "ranks": moves(before, after),
        "revised": revisions(before, after),
        **reports(before, after),
        **reconciliations(before, after),
        **no_longer(before, after, records),
        **standings(before, after),
        **disclosed(before, after),
    }
    sections = {name: Section(name, tuple(told)) for name, told in lines.items()} | newly_stopped(before, after)
    counts = Counter(record.sort for record in records) + Counter({name: len(sections[name].lines) for name in ("withheld", "rejected")})
    return Changes(
        sections=tuple(sections[name] for name in SECTIONS),
        records=records,
        counts={name: counts[name] for name in COUNTED},
        ledgers=(_ledger(before), _ledger(after)),
    )


def _ledger(side: Side) -> dict[str, int]:
    counts = side.edition.federation.ledger.counts()
    return {name: int(counts[name].sum()) for name in LEDGER}
