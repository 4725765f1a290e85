"""The dashboard (覆盖进展): a page a series with its maps, their table twins, small multiples and lists, and the data behind them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from build_scripts.draw.interactive import Interactive
from build_scripts.merge.tree import MAP_LEVELS
from build_scripts.view.acts import acts
from build_scripts.view.address import up
from build_scripts.view.board import Line, Tiles, beside, cited, groups, history, multiples, rows
from build_scripts.view.cube import cube, cube_json, cube_path
from build_scripts.view.dashboard import Dashboard
from build_scripts.view.frames import Reel, counted
from build_scripts.view.headline import headline
from build_scripts.view.maps import Map
from build_scripts.view.narrative import narrate
from build_scripts.view.pack import pack_path
from build_scripts.view.screen import SCREEN
from build_scripts.view.series import Series
from build_scripts.view.targets import adjustments
from build_scripts.write.figures import figure, notes_of_tiles
from build_scripts.write.output import Output, Page
from build_scripts.write.packs import Wrapping, pack


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a page, finished for its template; `figure` is the drawn map, `tiles` what stands in its place, or neither."""

    level: str
    name: str
    anchor: str
    caption: str
    period: str
    cube: str
    figure: str
    tiles: Tiles | None
    told: str
    rows: Sequence[Line]
    sources: Sequence[tuple[str, str]]
    all_demo: bool


@dataclass(frozen=True, slots=True)
class Drawn:
    """The dashboard's maps, those declared by name, and the interactive ones by level."""

    maps: Mapping[str, Map]
    zooms: Sequence[Interactive]

    def map(self, reel: Reel) -> Map | None:
        """The map of a reel; None where no outline may be drawn."""
        return self.maps.get(f"coverage-{reel.level}.{reel.series.stem}")

    def zoom(self, level: str) -> Interactive | None:
        """The interactive map of a level; None where no outline may be drawn."""
        return dict(zip(MAP_LEVELS, self.zooms, strict=False)).get(level)


def coverage_pages(dashboard: Dashboard, series: Series, drawn: Drawn, wrap: Wrapping) -> Iterator[Page | Output]:
    """`coverage/<series>.html`, `coverage/<series>.<level>.json` with its data, and the pack of both."""
    words = dashboard.edition.words
    reels = {level: dashboard.reel(series, level) for level in MAP_LEVELS}
    values = _values(dashboard, series, reels)
    levels = [_level(reel, drawn) for reel in reels.values()]
    body = series.edition.render("coverage.html.j2", alone=False, levels=levels, **values)
    yield Page(series.path, series.name, words("coverage.description", indicator=series.name), body)
    cubes = {level: cube(reel) for level, reel in reels.items()}
    for level, reel in reels.items():
        yield Output(cube_path(reel), cube_json(cubes[level]))
    if not values["reported"]:
        return
    still = [_still(level, reel, drawn) for level, reel in zip(levels, reels.values(), strict=True)]
    alone = series.edition.render("coverage.html.j2", alone=True, levels=still, **(values | {"pack": ""}))
    yield pack(series, reels, (alone, cubes), wrap)


def _values(dashboard: Dashboard, series: Series, reels: Mapping[str, Reel]) -> dict[str, Any]:
    """What the template prints besides the levels."""
    edition, words = series.edition, series.edition.words
    indicator = edition.indicators[series.indicator]
    frames = {level: reel.latest for level, reel in reels.items()}
    reported = bool(len(edition.figures(series.indicator)))
    return {
        "root": up(series.path),
        "series": series,
        "indicator": indicator,
        "scope": edition.heading("scope", series.scope),
        "formula": words("coverage.formula", **indicator) if indicator["numerator"] and indicator["denominator"] else "",
        "convention": indicator["convention"] == "是",
        "choices": [(other.name, other.path, other.stem == series.stem) for other in dashboard.series],
        "demo": any(each.demo for frame in frames.values() for each in frame.all),
        "reported": reported,
        "head": headline(edition, series.indicator) if series.main else None,
        "counts": [(level, counted(frame)) for level, frame in frames.items()],
        "wholes": list(edition.wholes.items()),
        "small": multiples(reels["prefecture"]),
        "acts": acts(series, reels),
        "periods": words("board.and").join(dict.fromkeys(words.day(frame.period) for frame in frames.values())),
        "history": history(edition, series.indicator) if series.main else [],
        "target_lines": adjustments(edition, series.indicator),
        "cubes": [(words("board.cube", level=words(f"coverage.{level}")), cube_path(reel)) for level, reel in reels.items()],
        "screen": SCREEN,
        "pack": pack_path(series.stem) if reported else "",
        "pack_name": words("pack.name", title=series.name),
        "pack_plain": words("pack.plain_name", title=series.name),
    }


def _level(reel: Reel, drawn: Drawn) -> Level:
    edition, level, page = reel.series.edition, reel.level, reel.series.path
    name = edition.words(f"coverage.{level}")
    caption = edition.words("board.map_title", name=reel.series.name, level=name)
    found = drawn.map(reel)
    lines = rows(reel)
    shown = [line.standing for line in lines if line.standing.value.text]
    return Level(
        level=level,
        name=name,
        anchor="prefectures" if level == "prefecture" else "counties",
        caption=caption,
        period=edition.words.day(reel.latest.period),
        cube=cube_path(reel),
        figure=figure(edition, found, page, drawn.zoom(level)) if found else "",
        tiles=None if found else _tiles(reel),
        told=narrate(reel.latest, reel.before),
        rows=lines,
        sources=cited(reel),
        all_demo=bool(shown) and all(each.demo for each in shown),
    )


def _still(level: Level, reel: Reel, drawn: Drawn) -> Level:
    """A level without what needs other files: its data, and the interactive map."""
    found = drawn.map(reel)
    return replace(level, cube="", figure=figure(reel.series.edition, found, reel.series.path) if found else "")


def _tiles(reel: Reel) -> Tiles:
    edition, frame = reel.series.edition, reel.latest
    prefix = f"tiles-{reel.level}"
    heading = edition.words("board.map_title", name=reel.series.name, level=edition.words(f"coverage.{reel.level}"))
    demo = any(each.demo for each in frame.all)
    return Tiles(
        prefix=prefix,
        heading=heading,
        sample=edition.words("demo.map") if demo else "",
        told=f"{prefix}-told",
        groups=groups(reel, frame, up(reel.series.path)),
        off_map=beside(reel, frame, up(reel.series.path)),
        sums=reel.sums(frame),
        legend=reel.legend(frame),
        notes=notes_of_tiles(edition, frame.end or edition.federation.as_of),
        text=edition.words.section("drawing"),
    )
