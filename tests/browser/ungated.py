"""Boards written without the gates, in part: the pages that a test looks at, and all that MkDocs makes."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from build_scripts import pipeline
from build_scripts.loading import load
from build_scripts.publish import mkdocs
from build_scripts.publish.heads import Heads
from build_scripts.publish.rendered import take
from build_scripts.publish.shell import Shells
from build_scripts.publish.slots import fill_pages
from build_scripts.publish.vendor import vendored
from build_scripts.publish.workspace import workspace
from build_scripts.read.script import script
from build_scripts.write.coverage_pages import Drawn, coverage_pages
from build_scripts.write.output import DirectorySink, Output, Page
from build_scripts.write.screen_data import screen_data
from build_scripts.write.site import Material, blocks

SCRIPTS = {"board": "main", "screen": "screen"}


def boards(request: pipeline.Request, stems: tuple[str, ...]) -> Path:
    """A site in `request.out` with the boards of these series, their packs, and the pages of content/."""
    federation, _ = load(request.data, request.as_of, request.public)
    material = pipeline.gather(request, federation)
    sink = DirectorySink(request.out)
    with workspace(request.project, request.project / "build" / "boards") as work:
        pipeline.stage(request, work)
        mkdocs.render(work, request.as_of)
        rendered = take(work.rendered)
        filling = blocks(material)
        heads = Heads.of(federation.site)
        shells = Shells.cut(rendered.shells, {"release": filling["release"]}, heads)
        for output in (*rendered.assets, *vendored(request.project), *fill_pages(heads.fill(rendered.pages), filling)):
            sink.put(output)
    ours = request.project / "site_theme" / "board"
    for name, start in SCRIPTS.items():
        sink.put(Output(f"assets/gk/{name}.js", script(ours, start=start).encode()))
    for made in _made(material, stems):
        sink.put(shells.stamp(made.path, made.title, made.description, made.body) if isinstance(made, Page) else made)
    return request.out


def _made(material: Material, stems: tuple[str, ...]) -> Iterator[Page | Output]:
    write = partial(coverage_pages, drawn=Drawn(material.maps, material.zooms), wrap=material.wrapping)
    for series in material.dashboard.series:
        if series.stem in stems:
            yield from write(material.dashboard, series)
    yield screen_data(material.dashboard)
