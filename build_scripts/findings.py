"""A fault in data is a value with a place, a code and facts; never an exception."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from build_scripts.place import Place


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to tell. The code's first letter is its level: E error, W warning, N note."""

    code: str
    place: Place
    facts: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_error(self) -> bool:
        """True where the finding keeps a record, a file or the build from being published."""
        return self.code.startswith("E")


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """The findings sorted by place, then code, then facts, so that any order of work tells them alike."""
    return sorted(findings, key=lambda finding: (finding.place, finding.code, sorted(finding.facts.items())))


def errors(findings: Iterable[Finding]) -> list[Finding]:
    """Those findings that are errors."""
    return [finding for finding in findings if finding.is_error]
