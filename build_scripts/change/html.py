"""A change report as one HTML file that asks for nothing: styles and drawings inside, no script, links only within itself."""

import base64
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import jinja2
from markupsafe import Markup

from build_scripts.change.pairs import Pair, plain
from build_scripts.change.report import Report
from build_scripts.change.side import Side
from build_scripts.draw.drawing import Drawing
from build_scripts.view.environment import document_templates
from build_scripts.view.maps import Map
from build_scripts.write.figures import notes
from build_scripts.write.tokens import tokens


@dataclass(frozen=True, slots=True)
class Shown:
    """One map as the template draws it; `prefix` tells its ids from those of the other maps."""

    prefix: str
    heading: str
    drawing: Drawing
    notes: Mapping[str, str]
    sample: str


@dataclass(frozen=True, slots=True)
class Beside:
    """A pair of maps as the template draws it; None where a side has none. `moved`: codes of the units to set off."""

    pair: Pair
    maps: tuple[Shown | None, Shown | None]
    moved: frozenset[str]


def as_html(report: Report, theme: Path) -> str:
    """The report, from the templates and style sheets of the theme."""
    words = report.sides[1].words
    environment = document_templates(theme / "change", words).overlay(loader=jinja2.FileSystemLoader([theme / "change", theme / "pages"]))
    style = _style(theme)
    pairs = [_beside(report, number, pair) for number, pair in enumerate(report.pairs)]
    return environment.get_template("report.html.j2").render(
        report=report,
        told=[section for section in report.changes.sections if section.lines or section.note],
        silent=[section for section in report.changes.sections if not section.lines and not section.note],
        pairs=pairs,
        shapes=_shapes(pairs),
        text=words.section("drawing"),
        style=Markup(style),  # noqa: S704  our own style sheets
        style_hash=base64.b64encode(hashlib.sha256(style.encode()).digest()).decode(),
    )


def _style(theme: Path) -> str:
    """The style of the site's maps, its colours, dark ones where the reader's machine asks for them, and the report's own."""
    sheets = [
        (theme / "overrides/assets/gk/map.css").read_text("utf-8"),
        tokens(theme),
        (theme / "change/report.css").read_text("utf-8"),
    ]
    plain_css = re.sub(r"/\*.*?\*/", "", "\n".join(sheets), flags=re.DOTALL)
    return "\n" + re.sub(r"\n\s*\n+", "\n", plain_css).strip() + "\n"


def _beside(report: Report, number: int, pair: Pair) -> Beside:
    before, after = report.sides
    shown = (
        _shown(before, pair.before, f"b{number}", report.words("before")),
        _shown(after, pair.after, f"a{number}", report.words("after")),
    )
    return Beside(pair, shown, frozenset(move.code for move in pair.moves if move.before != move.after))


def _shown(side: Side, drawn: Map | None, prefix: str, label: str) -> Shown | None:
    if drawn is None:
        return None
    sample = side.words("demo.map") if drawn.demo else ""
    return Shown(prefix, f"{label} · {side.words.day(drawn.day)}", plain(drawn.drawing), notes(side.edition, drawn), sample)


def _shapes(pairs: list[Beside]) -> dict[str, str]:
    """Every outline that is drawn, with the id under which the file holds it once."""
    paths = dict.fromkeys(region.path for each in pairs for shown in each.maps if shown for region in shown.drawing.regions)
    return {path: f"o{number}" for number, path in enumerate(paths)}
