"""The files in which a map can be taken away: picture (SVG, PNG), outlines with figures (GeoJSON), table (CSV), units (JSON)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import jinja2

from build_scripts.bulk.table import NUMBER, TEXT, Heading
from build_scripts.bulk.whole import spread
from build_scripts.draw.drawing import units_json
from build_scripts.draw.geojson import feature_collection, geometries
from build_scripts.draw.kept import prune
from build_scripts.draw.raster import FAMILY, raster
from build_scripts.draw.sheet import Told, sheet
from build_scripts.view.edition import Edition
from build_scripts.view.environment import document_templates
from build_scripts.view.maps import Map
from build_scripts.view.words import Words
from build_scripts.write.figures import LEVELS, rooted
from build_scripts.write.map_facts import COLUMNS, Facts, facts, unit_rows
from build_scripts.write.output import Output
from build_scripts.write.tokens import colours

_PACKAGE = Path("node_modules/@expo-google-fonts/noto-sans-sc")
_FONTS = ("400Regular/NotoSansSC_400Regular.ttf", "700Bold/NotoSansSC_700Bold.ttf")
_OTHERS = "PingFang SC, Microsoft YaHei, Noto Sans CJK SC, Source Han Sans SC, sans-serif"  # where a reader opens the SVG
_NUMBERS = frozenset({"value", "class"})


@dataclass(frozen=True, slots=True)
class Press:
    """What pictures are made with: their template, colours by token, the fonts of the lock file, and where those of earlier builds are."""

    template: jinja2.Template
    ink: Mapping[str, str]
    fonts: tuple[Path, ...]
    earlier: Path


def press(theme: Path, words: Words, earlier: Path) -> Press:
    """The press of the theme in that folder; `earlier` is the folder of pictures of earlier builds."""
    prune(earlier)
    template = document_templates(theme / "pictures", words).get_template("sheet.svg.j2")
    return Press(template, {**colours(theme), "font": f"{FAMILY}, {_OTHERS}"}, tuple(theme / _PACKAGE / font for font in _FONTS), earlier)


def map_files(edition: Edition, drawn: Map, made_with: Press, topology: bytes) -> Iterator[Output]:
    """`maps/<name>.svg`, `.png`, `.csv`, and where the map has outlines `.geojson`, and `.json`, which the interactive map reads as well.

    `figures.forms` names them to readers.
    """
    known = facts(edition, drawn)
    svg = picture(edition, drawn, known, made_with)
    yield Output(f"maps/{drawn.name}.svg", svg.encode())
    yield Output(f"maps/{drawn.name}.png", raster(svg, made_with.fonts, _in_png(known), made_with.earlier))
    yield Output(f"maps/{drawn.name}.csv", _table(edition, drawn, known))
    if drawn.drawing.kind == "map":
        yield Output(f"maps/{drawn.name}.geojson", _outlines(edition, drawn, known, topology))
        yield Output(f"maps/{drawn.name}.json", units_json(rooted(drawn.drawing, "../"), _metadata(known)))


def picture(edition: Edition, drawn: Map, known: Facts, made_with: Press) -> str:
    """The map as an SVG that stands alone."""
    words = edition.words
    told = Told(
        title=drawn.heading,
        subtitle=known.site,
        warning=known.sample,
        stamp=words("picture.stamp") if known.sample else "",
        units=words("picture.units"),
        off_map=words("drawing.map_off"),
        target=words("drawing.map_target"),
        sums=tuple(each.told(words("drawing.map_sum")) for each in drawn.drawing.sums),
        notes=known.notes,
    )
    return made_with.template.render(sheet=sheet(drawn.drawing, told), drawing=drawn.drawing, told=told, ink=made_with.ink)


def _in_png(known: Facts) -> Mapping[str, str]:
    """By keyword of the PNG standard."""
    return {
        "Title": known.title,
        "Author": known.site,
        "Description": known.notes["as_of"],
        "Source": known.notes["source"],
        "Disclaimer": known.notes["boundary"],
        "Comment": known.notes["approval"],
        "Warning": known.sample,
    }


def _table(edition: Edition, drawn: Map, known: Facts) -> bytes:
    """A row a unit; date, source and approval stand in every row, for a table has no other place for them."""
    words = edition.words
    headings = [Heading(name, words(title), NUMBER if name in _NUMBERS else TEXT) for name, title in COLUMNS.items()]
    headings += [Heading(name, words(f"picture.{name}")) for name in ("as_of", "origin", "approval")]
    ends = (known.as_of, known.source, known.notes["approval"])
    on_map, off_map = unit_rows(edition, drawn)
    return spread(headings, [(*row.values(), *ends) for row in (*on_map, *off_map)])


def _outlines(edition: Edition, drawn: Map, known: Facts, topology: bytes) -> bytes:
    """The units that have an outline as features; those that have none are in `metadata`, so that nothing is lost."""
    on_map, off_map = unit_rows(edition, drawn)
    columns = [{"name": name, "title": edition.words(title)} for name, title in COLUMNS.items()]
    metadata = _metadata(known) | {"columns": columns, "off_map": off_map}
    return feature_collection(drawn.name, metadata, geometries(topology, LEVELS[drawn.level]), on_map)


def _metadata(known: Facts) -> dict[str, object]:
    """What a JSON file says of the whole map."""
    return {
        "title": known.title,
        "publisher": known.site,
        "as_of": known.as_of,
        "source": known.source,
        "demo": bool(known.sample),
        "demo_note": known.sample,
        "approval_number": known.approval_number,
        "approval": known.notes["approval"],
        "boundary": known.notes["boundary"],
    }
