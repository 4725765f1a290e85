"""`gongkai verify`: everything in a built site is looked at, and what was looked at is counted."""

from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from build_scripts.findings import Finding, in_order
from build_scripts.place import Place
from build_scripts.publish.exposure import Exposure
from build_scripts.publish.figure_check import unproved
from build_scripts.publish.file_check import JSON_SUFFIXES, check_file
from build_scripts.publish.page_check import PageFacts, check_page
from build_scripts.publish.recompute import Recount, recompute
from build_scripts.publish.seal import check_seal
from build_scripts.publish.sitemap_check import check_sitemaps, stated_root
from build_scripts.publish.tree import files_below
from build_scripts.workers import shared

PAGES_AT_ONCE = 800
"""Pages a worker takes at once; fewer pages than that are not worth a second process."""

_Result = PageFacts | Finding | Recount
_FILES = 4
"""Shares into which the other files are dealt, the largest first."""


@dataclass(frozen=True, slots=True)
class Report:
    """How much a verification examined; a gate that looked at nothing shows as 0."""

    files: int = 0
    bytes: int = 0
    pages: int = 0
    elements: int = 0
    links: int = 0
    outside_links: int = 0
    anchors: int = 0
    maps: int = 0
    style_sheets: int = 0
    scripts: int = 0
    json_files: int = 0
    figures: int = 0
    rates: int = 0
    totals: int = 0


def verify(site: Path) -> tuple[Report, list[Finding]]:
    """Check a sealed site: seal, links, anchors, hosts, policy, addresses, maps, JSON, sizes, leftovers, figures; nobody is given away.

    Args:
        site: folder of the site, or the link that publishing makes. Places in findings are paths below it.

    Returns:
        What was examined, and findings E901-E930 and E941-E944 in order of place; none means the site may be published.
    """
    root = site.resolve()
    if not root.is_dir():
        return Report(), [Finding("E901", Place("."))]
    sizes, _ = files_below(root)
    pages = [path for path in sizes if path.endswith(".html")]
    if not pages:
        return Report(files=len(sizes)), [Finding("E901", Place("."))]
    others = [path for path in sizes if not path.endswith(".html")]
    results = _checked(root, pages, sorted(others, key=lambda path: -sizes[path]), frozenset(sizes))
    facts = [result for result in results if isinstance(result, PageFacts)]
    findings = [result for result in results if isinstance(result, Finding)]
    findings += [finding for page in facts for finding in page.findings]
    findings += _missing_anchors(root, facts)
    findings += check_sitemaps(root, sizes.keys(), {page.path for page in facts if page.indexed})
    findings += unproved(facts)
    recount = next(result for result in results if isinstance(result, Recount))
    findings += recount.findings
    findings += check_seal(root)
    return _report(sizes, facts, others, recount), in_order(findings)


def _checked(root: Path, pages: Sequence[str], others: Sequence[str], every: frozenset[str]) -> list[_Result]:
    """What was seen in each page and found in all files."""
    tasks: list[Callable[[], Sequence[_Result]]] = [partial(_recomputed, root)]
    tasks += [partial(_check_files, root, others[share::_FILES], every) for share in range(_FILES)]
    tasks += [partial(_check_pages, root, pages[start : start + PAGES_AT_ONCE], every) for start in range(0, len(pages), PAGES_AT_ONCE)]
    if len(pages) <= PAGES_AT_ONCE:
        return [result for task in tasks for result in task()]
    return list(shared(tasks))


def _recomputed(root: Path) -> list[_Result]:
    return [recompute(root)]


def _check_pages(root: Path, pages: Sequence[str], every: frozenset[str]) -> list[_Result]:
    exposure, address = Exposure(root), stated_root(root)
    facts = [check_page(path, (root / path).read_bytes(), every, exposure, address) for path in pages]
    return [*facts, *exposure.findings()]


def _check_files(root: Path, paths: Sequence[str], every: frozenset[str]) -> list[_Result]:
    exposure = Exposure(root)
    findings: list[_Result] = []
    for path in paths:
        findings += check_file(path, (root / path).read_bytes(), every, exposure)
    return [*findings, *exposure.findings()]


def _missing_anchors(root: Path, facts: Sequence[PageFacts]) -> list[Finding]:
    ids: Mapping[str, Set[str]] = {page.path: page.ids for page in facts}
    return [
        Finding("E903", Place(page.path, _line(root / page.path, token)), {"target": f"{target}#{fragment}"})
        for page in facts
        for (target, fragment), token in page.wanted.items()
        if fragment not in ids.get(target, frozenset())
    ]


def _line(page: Path, token: bytes) -> int:
    data = page.read_bytes()
    return data.count(b"\n", 0, data.find(token)) + 1


def _report(sizes: Mapping[str, int], facts: Sequence[PageFacts], others: Sequence[str], recount: Recount) -> Report:
    return Report(
        files=len(sizes),
        bytes=sum(sizes.values()),
        pages=len(facts),
        elements=sum(page.elements for page in facts),
        links=sum(page.links for page in facts),
        outside_links=sum(page.outside for page in facts),
        anchors=sum(len(page.ids) for page in facts),
        maps=sum(page.maps for page in facts),
        style_sheets=sum(path.endswith(".css") for path in others),
        scripts=sum(path.endswith((".js", ".mjs")) for path in others),
        json_files=sum(path.endswith(JSON_SUFFIXES) for path in others),
        figures=sum(len(texts) for page in facts for texts in page.figures.values()),
        rates=recount.rates,
        totals=recount.totals,
    )
