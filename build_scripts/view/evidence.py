"""The page that proves the figures of one place and indicator (每个数字都能点开), in finished texts."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from build_scripts.view.cited import Line, Reference, References
from build_scripts.view.edition import Edition
from build_scripts.view.evidence_chart import Chart, chart
from build_scripts.view.figure import Link, why_path
from build_scripts.view.proof import Prover
from build_scripts.view.proved import Proof
from build_scripts.view.trace import Record, Trace

_FORMULA = ("numerator", "numerator_unit", "denominator", "denominator_unit")


@dataclass(frozen=True, slots=True)
class Section:
    """One period, the part of the page to which figures lead; without proofs where nothing was reported, and then that is `told`."""

    period: str
    name: str
    proofs: tuple[Proof, ...]
    told: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """The page: where it stands and leads, the chart, how the figures are made, the periods, the newest first, and what they rest on.

    `parts`: the names of numerator and denominator. `below`: the pages of the units below this place, with a sentence on how their figures
    and its own go together.
    """

    path: str
    data: str
    title: str
    description: str
    crumbs: tuple[tuple[str, str], ...]
    intro: str
    chart: Chart | None
    method: tuple[Line, ...]
    sections: tuple[Section, ...]
    targets: tuple[Reference, ...]
    scopes: tuple[Reference, ...]
    sources: tuple[Reference, ...]
    below_told: str
    below: tuple[Link, ...]
    parts: tuple[str, str]
    demo: bool


def place_name(edition: Edition, place: str) -> str:
    """What a place is called on these pages: the province's own name says that its figures are sums."""
    name = edition.heading("unit", place)
    return edition.words("why.total_place", place=name) if place == edition.tree.root else name


class Witness:
    """Makes the pages of one indicator."""

    def __init__(self, edition: Edition, indicator: str) -> None:
        self.edition = edition
        self.indicator = indicator
        self.references = References(edition)
        self.prover = Prover(self.references, indicator)

    def evidence(self, trace: Trace) -> Evidence:
        """The page of one place."""
        words, place = self.edition.words, place_name(self.edition, trace.place)
        told = {"place": place, "indicator": self.edition.heading("indicator", self.indicator)}
        return Evidence(
            path=why_path(self.indicator, trace.place),
            data=why_path(self.indicator, trace.place, "json"),
            title=words("why.title", **told),
            description=words("why.description", **told),
            crumbs=tuple(self._crumbs(trace)),
            intro=words("why.intro", **told),
            chart=chart(self.edition, trace, place),
            method=tuple(self._method(trace)),
            sections=self._sections(trace),
            targets=self.references.used("target", (row["target"] for row in trace.figures)),
            scopes=self.references.used("scope", (row["scope"] for row in trace.figures)),
            sources=self.references.used("source", self._cited(trace)),
            below_told=words("why.below_total" if trace.is_total else "why.below_unit", **told) if trace.below else "",
            below=tuple(Link(self.edition.heading("unit", code), why_path(self.indicator, code)) for code in trace.below),
            parts=(self.prover.about["numerator"], self.prover.about["denominator"]),
            demo=any(row["_demo"] for row in trace.figures),
        )

    def _crumbs(self, trace: Trace) -> Iterator[tuple[str, str]]:
        yield self.edition.words("coverage.back"), "coverage.html"
        yield self.edition.heading("indicator", self.indicator), f"coverage/{self.indicator}.html"
        if not trace.is_total:
            yield self.edition.heading("unit", trace.place), self.edition.href("unit", trace.place)

    def _method(self, trace: Trace) -> Iterator[Line]:
        """How the figures are made, in the indicator's own words."""
        words, about = self.edition.words, self.edition.indicators[self.indicator]
        if about["numerator"] and about["denominator"]:
            yield Line(words("methods.formula"), (words("coverage.formula", **{name: about[name] or "" for name in _FORMULA}),))
        yield Line(words("why.rounding"), (words("why.rounding_total" if trace.is_total else "why.rounding_unit"),))
        kind = self.edition.federation.kinds["indicator"]
        for name in ("gloss", "pitfall", "basis"):
            if about[name]:
                yield Line(kind.field(name).title, (about[name],))
        if about["convention"] == "是":
            yield Line(kind.field("convention").title, (words("coverage.convention"),))

    def _sections(self, trace: Trace) -> tuple[Section, ...]:
        """The periods, the newest first."""
        words, prove = self.edition.words, self.prover.total if trace.is_total else self.prover.reported
        told: dict[tuple[str, str], list[Record]] = {}
        for row in trace.figures:
            told.setdefault((row["period_end"], row["period"]), []).append(row)
        silent = words("why.missing", place=self.edition.heading("unit", trace.place))
        sections = {key: Section(key[1], words.day(key[1]), tuple(map(prove, rows)), "") for key, rows in told.items()}
        sections |= {
            (gap.period_end, gap.period): Section(gap.period, words.day(gap.period), (), silent)
            for gap in trace.missing
            if (gap.period_end, gap.period) not in sections
        }
        return tuple(sections[key] for key in sorted(sections, reverse=True))

    def _cited(self, trace: Trace) -> Iterator[str]:
        """The sources of the figures and of their targets."""
        for row in trace.figures:
            yield from _sources(row)
            if row["target"]:
                yield self.references.records["target"][row["target"]]["source"]


def _sources(row: Record) -> Sequence[str]:
    return (row["sources"] or "").split() if "addends" in row else (row["source"],)
