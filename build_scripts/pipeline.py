"""The compiler, read from top to bottom: records in, a sealed and published site out."""

import hashlib
import importlib
import pkgutil
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import chain
from pathlib import Path, PurePosixPath
from types import ModuleType

from build_scripts import derive
from build_scripts.bulk.promise import parse_changes
from build_scripts.draw.interactive import interactive
from build_scripts.draw.outlines import Outlines, outlines
from build_scripts.draw.topology import topology
from build_scripts.findings import Finding, errors, in_order
from build_scripts.loading import load
from build_scripts.merge.federation import Federation, model_faults
from build_scripts.publish import mkdocs, release, shell
from build_scripts.publish.attachments import attachment_files
from build_scripts.publish.heads import UNLISTED, Heads
from build_scripts.publish.rendered import take
from build_scripts.publish.seal import Origin, seal
from build_scripts.publish.shell import Shells
from build_scripts.publish.slots import fill_pages, slots
from build_scripts.publish.vendor import vendored
from build_scripts.publish.verify import Report, verify
from build_scripts.publish.workspace import Workspace, workspace
from build_scripts.read.attachment_folder import AttachmentFolder
from build_scripts.read.boundaries import Boundaries, read_boundaries
from build_scripts.read.boundary_file import read_boundary_file
from build_scripts.read.folder import record_files
from build_scripts.read.script import script
from build_scripts.read.theme import read_changelog, read_maps, read_words
from build_scripts.view.dashboard import Dashboard
from build_scripts.view.edition import Edition
from build_scripts.view.environment import templates
from build_scripts.view.maps import maps
from build_scripts.view.rate_maps import rate_maps
from build_scripts.view.words import Words
from build_scripts.workers import Begun, begun, shared
from build_scripts.write.bulk_files import Bulk
from build_scripts.write.find_page import find_files
from build_scripts.write.map_files import press
from build_scripts.write.output import DirectorySink, Output, Page, Pages, Weight
from build_scripts.write.packs import wrapping
from build_scripts.write.site import WEIGHED, Material, blocks, footer, late, portal, tasks
from build_scripts.write.sitemap import sitemaps
from build_scripts.write.tables import derived_downloads, record_downloads

Progress = Callable[[str], None]
_Written = tuple[str, Weight, str | None]
"""A file: its path, its weight, and of a page that search engines may keep the day on which it changed."""

_BOUNDARY_FILE = "boundaries/boundaries.geojson"
_ZOOMS = ("gk_zoom", "gk_zoom2")
_SCRIPTS = {"board": ("board", "main"), "screen": ("board", "screen"), "find": ("find", "main")}
"""Our scripts of more than one module: the folder of each, and the module that it begins with."""


@dataclass(frozen=True, slots=True)
class Request:
    """What to build: folders of the project, the records and the written pages, where to publish, the date of the data, for whom.

    `older`: somebody named the date, so that it may replace a release of newer data.
    """

    project: Path
    data: Path
    content: Path
    out: Path
    as_of: date
    public: bool
    older: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of it: findings in order of place; the federation, report and the published release where the build got that far."""

    findings: list[Finding]
    federation: Federation | None = None
    report: Report | None = None
    published: release.Release | None = None


def derivations() -> dict[str, ModuleType]:
    """The statistics by name, in alphabetical order: every module of derive/."""
    names = sorted(module.name for module in pkgutil.iter_modules(derive.__path__))
    return {name: importlib.import_module(f"{derive.__name__}.{name}") for name in names}


def build(request: Request, progress: Progress) -> Outcome:
    """The whole path. A fault in the model stops it; a faulty record does not; nothing readers see changes unless all gates pass."""
    refusal = release.occupied(request.out)
    if refusal:
        return Outcome([refusal])
    base = release.current(request.out)
    with workspace(request.project, request.project / "build" / "work") as work, ThreadPoolExecutor(1) as aside:
        progress("render")
        stage(request, work)
        rendering = aside.submit(mkdocs.render, work, request.as_of)
        progress("read")
        federation, findings = load(request.data, request.as_of, request.public)
        if model_faults(findings, federation.kinds):
            return Outcome(findings, federation)
        rendering.result()
        return _released(request, work, federation, findings, base, progress)


def _released(request: Request, work: Workspace, federation: Federation, findings: list[Finding], base: int, progress: Progress) -> Outcome:
    """Derive, write, seal, verify, and put it in the place of release `base`; `work` holds what MkDocs rendered."""
    progress("derive")
    with (
        release.aside(request.out) as folder,
        begun([partial(_written, folder, Shells((), Heads()), task) for task in early(request, federation)]) as earlier,
    ):
        material = gather(request, federation)
        progress("write")
        weights = write(request, work, material, folder, earlier)
        progress("seal")
        seal(folder, Origin(request.as_of, digest(request)), weights)
        progress("verify")
        report, faults = verify(folder)
        if errors(faults):
            return Outcome(in_order([*findings, *faults]), federation, report)
        progress("publish")
        published, refused = release.swap(folder, request.out, base, allow_older=request.older)
    return Outcome(in_order([*findings, *faults, *refused]), federation, report, published)


def early(request: Request, federation: Federation) -> list[Callable[[], Iterable[Output]]]:
    """What can be written while the statistics are derived: the search index, and the records to download."""
    theme = request.project / "site_theme"
    words = Words(read_words(theme / "text.yml"))
    edition = Edition(federation, {}, words, templates(theme / "pages", words), request.public)
    bulk = Bulk(edition, list(record_downloads(edition)), ())
    return [partial(find_files, edition, AttachmentFolder(request.data).text), *bulk.of_records()]


def gather(request: Request, federation: Federation) -> Material:
    """Derive and draw everything that is written."""
    theme = request.project / "site_theme"
    words = Words(read_words(theme / "text.yml"))
    modules = derivations()
    derived = {name: module.derive(federation) for name, module in modules.items()}
    edition = Edition(federation, derived, words, templates(theme / "pages", words), request.public)
    boundaries = drawable(request, federation)
    dashboard = Dashboard(edition)
    lines = {"prefecture": outlines(boundaries.prefectures), "county": outlines(boundaries.counties)} if boundaries else {}
    declared = read_maps(theme / "maps")
    drawn = {each.name: each for each in (*maps(dashboard, declared, lines), *rate_maps(edition, declared, lines))}
    bounds = tuple(float(edge) for edge in boundaries.province.total_bounds) if boundaries else None
    zooms = [interactive((bounds[0], bounds[1], bounds[2], bounds[3]), element) for element in _ZOOMS] if bounds else []
    shared = topology(boundaries) if boundaries else b""
    named = {name for page in request.content.rglob("*.md") for name in slots(page.read_text("utf-8"))}
    asked = frozenset(name.removeprefix("map-") for name in named if name.startswith("map-"))
    tables = [*record_downloads(edition), *derived_downloads(edition, modules)]
    bulk = Bulk(edition, tables, parse_changes(read_changelog(theme / "api" / "v1.yml")))
    made = press(theme, words, request.project / "build" / "pictures"), wrapping(theme)
    return Material(dashboard, drawn, parts(edition, boundaries), zooms, shared, bulk, asked, *made, portal(edition))


def parts(edition: Edition, boundaries: Boundaries | None) -> dict[str, Outlines]:
    """By current code of every division with more than one county, the outlines of its counties."""
    if boundaries is None:
        return {}
    whole = edition.wholes
    owners = {code: edition.tree.owner(code, frozenset(whole)) for code in boundaries.counties.index}
    found = {place: [code for code, owner in owners.items() if owner == place] for place in whole}
    return {place: outlines(boundaries.counties.loc[codes]) for place, codes in found.items() if len(codes) > 1}


def drawable(request: Request, federation: Federation) -> Boundaries | None:
    """The outlines that may be drawn: none in a public build without an approval number (地图管理条例 article 15)."""
    if request.public and not federation.site["approval_number"]:
        return None
    own = request.data / _BOUNDARY_FILE
    return read_boundary_file(own) if own.is_file() else read_boundaries(str(federation.site["unit"]))


def stage(request: Request, work: Workspace) -> None:
    """Lay the written pages and the shells where MkDocs reads."""
    shutil.copytree(request.content, work.docs, dirs_exist_ok=True)
    shell.stage(work.docs)


def write(request: Request, work: Workspace, material: Material, folder: Path, earlier: Begun[_Written]) -> Mapping[str, Weight]:
    """Fill, stamp and write everything into the folder of the new release; the weight of each file by its path, those already begun too."""
    rendered = take(work.rendered)
    sink = DirectorySink(folder)
    heads = Heads.of(material.edition.federation.site)
    pages = heads.fill(rendered.pages)
    shells = Shells.cut(rendered.shells, {"release": footer(material.edition)}, heads)
    theme = request.project / "site_theme"
    scripts = [Output(f"assets/gk/{name}.js", script(theme / folder, start=start).encode()) for name, (folder, start) in _SCRIPTS.items()]
    for output in (*rendered.assets, *vendored(request.project), *scripts):
        sink.put(output)
    for copied in attachment_files(material.edition.federation, AttachmentFolder(request.data)):
        sink.put(copied)
    advertised = dict.fromkeys(pages.keys() - UNLISTED, "")
    stamped: list[Callable[[], Iterable[Page | Pages | Output]]] = [*tasks(material), partial(_filled, pages, material)]
    writing: list[Callable[[], Iterable[_Written]]] = [*earlier.left(), *(partial(_written, folder, shells, task) for task in stamped)]
    for path, weight, changed in chain(shared(writing), earlier.results()):
        sink.claim(path, weight)
        if changed is not None:
            advertised[path] = changed
    told = {path: weight for path, weight in sorted(sink.weights.items()) if any(PurePosixPath(path).match(each) for each in WEIGHED)}
    for output in (*late(material, told), *sitemaps(heads.address, advertised)):
        sink.put(output)
    return sink.weights


def _filled(pages: Mapping[str, str], material: Material) -> list[Output]:
    """The pages of content/ with what the program fills in."""
    return fill_pages(pages, blocks(material))


def _written(folder: Path, shells: Shells, task: Callable[[], Iterable[Page | Pages | Output]]) -> list[_Written]:
    """Do the task, stamp its pages and write all it makes."""
    sink, changed = DirectorySink(folder), dict[str, str | None]()
    for made in task():
        if isinstance(made, Pages):
            for stamped in shells.stamp_all(made):
                sink.put(stamped)
            changed |= {path: day if shown else None for path, day, shown in zip(made.paths, made.changed, made.shown(), strict=True)}
        elif isinstance(made, Page):
            sink.put(shells.stamp(made.path, made.title, made.description, made.body, indexed=made.indexed))
            changed[made.path] = made.changed if made.indexed else None
        else:
            sink.put(made)
    return [(path, weight, changed.get(path)) for path, weight in sink.weights.items()]


def digest(request: Request) -> str:
    """SHA-256 over the paths and bytes of all that the site is made from: records, pages, theme, program."""
    running = hashlib.sha256()
    for name, path in sorted(_inputs(request)):
        running.update(name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return running.hexdigest()


def _inputs(request: Request) -> Iterator[tuple[str, Path]]:
    roots: Mapping[str, Path] = {"content": request.content, "theme": request.project / "site_theme", "program": Path(__file__).parent}
    for label, root in roots.items():
        for path in root.rglob("*"):
            if path.is_file() and not {"node_modules", "__pycache__"} & set(path.parts):
                yield f"{label}/{path.relative_to(root).as_posix()}", path
    for path in (*record_files(request.data), *AttachmentFolder(request.data).texts()):
        yield f"data/{path.relative_to(request.data).as_posix()}", path
    yield "public" if request.public else "internal", request.project / "mkdocs.yml"
