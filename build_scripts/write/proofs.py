"""The parts of the pages of evidence (依据) that recur: lines, proofs, columns of the chart, references; made once, then filled."""

from collections.abc import Iterable

import jinja2
from markupsafe import Markup

from build_scripts.draw.course import Course
from build_scripts.view.cited import Line, Reference
from build_scripts.view.evidence import Evidence, Section
from build_scripts.view.figure import Told, position
from build_scripts.view.figure_html import html_of, shown
from build_scripts.view.hollow import Hollow
from build_scripts.view.proved import Addend, Proof

_NONE, _MARK, _HOLE = Markup(), Markup("1"), Markup("\x02")


class Proofs:
    """Makes these parts, for pages from which `root` leads to the site's root."""

    def __init__(self, templates: jinja2.Environment, root: str) -> None:
        self._root = root
        self._line, self._about, self._reference, self._column, self._section, self._proof, self._addend = (
            Hollow(templates, "proof.html.j2", name) for name in ("line", "about", "reference", "column", "section", "proof", "addend")
        )
        self._addends = templates.get_template("proof.html.j2").module.addends  # type: ignore[attr-defined]
        self._frames: dict[str, tuple[str, str]] = {}
        self._references: dict[str, tuple[Reference, Markup]] = {}

    def about(self, lines: Iterable[Line]) -> Markup:
        """What is said, a line each."""
        return self._about.one((), (self._lines(lines),))

    def reference(self, reference: Reference) -> Markup:
        """A record that figures rest on; the same on many pages."""
        known = self._references.get(reference.id)
        if known is None or known[0] is not reference:
            href = self._root + reference.href if reference.href else ""
            made = self._reference.one((reference.id, reference.title, href, reference.quote), (self._lines(reference.lines),))
            known = self._references[reference.id] = reference, made
        return known[1]

    def columns(self, course: Course) -> Markup:
        """The columns of a chart, each leading to its period."""
        top, depth = position(course.top), position(course.depth)
        return _joined(
            self._column.one(
                (
                    *(each.href, each.told, position(each.x), top, position(each.width), depth),
                    *(("", "") if each.y is None else (position(each.dot_x), position(each.y))),
                )
            )
            for each in course.columns
        )

    def sections(self, page: Evidence) -> Markup:
        """The periods of a page."""
        return _joined(self._one(page, section) for section in page.sections)

    def _one(self, page: Evidence, section: Section) -> Markup:
        proofs = _joined(self._proved(page, proof) for proof in section.proofs)
        return self._section.one((section.period, section.name, section.told), (proofs,))

    def _proved(self, page: Evidence, proof: Proof) -> Markup:
        fraction = shown(proof.fraction, self._root) if proof.fraction else _NONE
        parts = (shown(proof.value, self._root), fraction, _MARK if proof.demo else _NONE, self._lines(proof.lines))
        return self._proof.one((proof.verdict_key, proof.verdict), (*parts, self._sum(page, proof) if proof.addends else _NONE))

    def _sum(self, page: Evidence, proof: Proof) -> Markup:
        """What was added up, and what it comes to."""
        total = (shown(part, self._root) if part else _NONE for part in (proof.numerator, proof.denominator))
        made: Markup = self._addends(proof.addends_told, page.parts, _joined(map(self._added, proof.addends)), *total)
        return made

    def _added(self, addend: Addend) -> Markup:
        href = self._root + addend.href if addend.href else ""
        parts = shown(addend.numerator, self._root), shown(addend.denominator, self._root)
        return self._addend.one((addend.name, href, addend.role), parts)

    def _lines(self, lines: Iterable[Line]) -> Markup:
        return _joined(self._filled(line.label, line.told) for line in lines)

    def _filled(self, label: str, told: Told) -> str:
        """A line; what stands before and behind what is said is the same under each label."""
        frame = self._frames.get(label)
        if frame is None:
            before, _, after = self._line.one((label,), (_HOLE,)).partition(_HOLE)
            frame = self._frames[label] = str(before), str(after)
        return frame[0] + html_of(told, self._root) + frame[1]


def _joined(fragments: Iterable[str]) -> Markup:
    return Markup("".join(fragments))  # noqa: S704  finished HTML
