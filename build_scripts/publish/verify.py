"""`gongkai verify`: everything in a built site is looked at, and what was looked at is counted."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from itertools import groupby, islice
from pathlib import Path
from typing import Any

import numpy as np

from build_scripts.findings import Finding, in_order
from build_scripts.place import Place
from build_scripts.publish.exposure import Exposure
from build_scripts.publish.figure_check import unproved
from build_scripts.publish.file_check import JSON_SUFFIXES, check_file
from build_scripts.publish.file_sieve import FileSieve
from build_scripts.publish.looked import Looked, place_of
from build_scripts.publish.markup import pieces
from build_scripts.publish.page_check import Pages
from build_scripts.publish.page_sieve import Sieves
from build_scripts.publish.recompute import Recount, recompute
from build_scripts.publish.seal import MANIFEST, altered, check_listing
from build_scripts.publish.sheet_check import set_aside
from build_scripts.publish.sitemap_check import check_sitemaps, stated_root
from build_scripts.publish.tree import files_below
from build_scripts.workers import shared
from build_scripts.write.output import Weight, weight_of

PAGES_AT_ONCE = 800
"""Pages a worker takes at once at least; fewer are not worth a second process."""

_SHARES, _MOST_AT_ONCE = 24, 4000
"""Into how many shares many pages are dealt, and how many a worker takes at most: what it remembers of them takes memory."""

_TOGETHER = 250
"""Pages of a folder that go through the sieve at a time."""

_Places = np.ndarray[Any, np.dtype[np.int64]]
_Result = Looked | Finding | Recount
_SHARES_OF_FILES = ((".csv",), (".json", ".jsonl"), (".xlsx",))
"""The other files are dealt by form, for the same rows come again in those of a form; the last share has all other forms."""


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
        What was examined, and findings E901-E930, E935, E941-E944 and E951 in order of place; none means the site may be published.
    """
    root = site.resolve()
    if not root.is_dir():
        return Report(), [Finding("E901", Place("."))]
    sizes, strange = files_below(root)
    pages = sorted((path for path in sizes if path.endswith(".html")), key=_folder)
    if not pages:
        return Report(files=len(sizes)), [Finding("E901", Place("."))]
    others = [path for path in sizes if not path.endswith(".html")]
    sealed, findings = check_listing(root, sizes, strange)
    looking = _Looking(root, frozenset(sizes), sealed)
    results = _checked(looking, pages, sorted(others, key=lambda path: -sizes[path]))
    looked = [result for result in results if isinstance(result, Looked)]
    findings += [result for result in results if isinstance(result, Finding)]
    findings += [finding for each in looked for finding in each.findings]
    findings += _missing_anchors(looking, looked)
    findings += check_sitemaps(root, looking.every, {path for each in looked for path in each.indexed})
    findings += unproved([page for each in looked for page in each.proving])
    recount = next(result for result in results if isinstance(result, Recount))
    findings += recount.findings
    return _report(sizes, looked, others, recount), in_order(findings)


@dataclass(frozen=True, slots=True)
class _Looking:
    """The site that is looked at: its folder, all its files, what its manifest says of them."""

    root: Path
    every: frozenset[str]
    sealed: Mapping[str, Weight]

    def read(self, path: str) -> tuple[bytes, Iterator[Finding]]:
        """A file, and whether it is another than was sealed."""
        known = self.sealed.get(path)
        with open(f"{self.root}/{path}", "rb", buffering=0) as file:  # noqa: PTH123  there are a quarter of a million files
            data = file.read(known.size + 1) if known else file.readall()
            data += file.readall() if known and len(data) != known.size else b""
        return data, altered(self.sealed, path, weight_of(data)) if path != MANIFEST else iter(())


def _checked(looking: _Looking, pages: Sequence[str], others: Sequence[str]) -> list[_Result]:
    """What was seen in the pages and found in all files."""
    at_once = min(max(len(pages) // _SHARES, PAGES_AT_ONCE), _MOST_AT_ONCE)
    tasks: list[Callable[[], Sequence[_Result]]] = [partial(_recomputed, looking.root)]
    tasks += [partial(_check_files, looking, own) for own in _dealt(others)]
    tasks += [partial(_check_pages, looking, pages[start : start + at_once]) for start in range(0, len(pages), at_once)]
    if len(pages) <= PAGES_AT_ONCE:
        return [result for task in tasks for result in task()]
    return list(shared(tasks))


def _dealt(others: Sequence[str]) -> list[list[str]]:
    """The shares of files, the largest files of each first."""
    shares: list[list[str]] = [[] for _ in (*_SHARES_OF_FILES, ())]
    for path in others:
        shares[next((number for number, suffixes in enumerate(_SHARES_OF_FILES) if path.endswith(suffixes)), -1)].append(path)
    return shares


def _recomputed(root: Path) -> list[_Result]:
    return [recompute(root)]


def _check_pages(looking: _Looking, paths: Sequence[str]) -> list[_Result]:
    exposure, root, looked = Exposure(looking.root), stated_root(looking.root), Looked()
    checks, sieves = Pages(looking.every, exposure, root), Sieves(looking.every, root)
    for folder, own in groupby(paths, _folder):
        for path, data in sieves.sift(folder, _some_at_a_time(looking, own, looked), looked):
            looked.add(checks.check(path, data))
    if not exposure.none_in(sieves.read()):
        for path in sieves.passed:
            exposure.page(path, pieces(set_aside(looking.read(path)[0])[0]))
    return [looked, *exposure.findings()]


def _some_at_a_time(looking: _Looking, paths: Iterable[str], looked: Looked) -> Iterator[list[tuple[str, bytes]]]:
    """The pages with their bytes, the next ones read while these are looked at; it is noted which are others than were sealed."""
    left = iter(paths)

    def some() -> list[tuple[str, bytes, Iterator[Finding]]]:
        return [(path, *looking.read(path)) for path in islice(left, _TOGETHER)]

    with ThreadPoolExecutor(1) as ahead:
        coming = ahead.submit(some)
        while read := coming.result():
            coming = ahead.submit(some)
            looked.findings += [finding for _, _, findings in read for finding in findings]
            yield [(path, data) for path, data, _ in read]


def _check_files(looking: _Looking, paths: Sequence[str]) -> list[_Result]:
    exposure = Exposure(looking.root)
    sieve, found = FileSieve(exposure), list[_Result]()
    for path in paths:
        data, findings = looking.read(path)
        found += findings
        if not sieve.takes(path, data):
            found += check_file(path, data, looking.every, exposure)
    for path in sieve.left():
        found += check_file(path, looking.read(path)[0], looking.every, exposure)
    return [*found, *exposure.findings()]


def _folder(path: str) -> str:
    return path.rpartition("/")[0]


def _missing_anchors(looking: _Looking, looked: Sequence[Looked]) -> Iterator[Finding]:
    """E903 for each link to a place that its page does not have; only a page that may hold one is looked at again."""
    known = np.sort(np.concatenate([np.array(each.ids, dtype=np.int64) for each in looked]))
    again = {path for each in looked for path in each.paths_of(_lacking(known, np.array(each.wanted, dtype=np.int64)))}
    for path in sorted(again):
        page = Pages(looking.every, Exposure(looking.root), stated_root(looking.root)).check(path, (looking.root / path).read_bytes())
        for (target, fragment), token in page.wanted.items():
            if _lacking(known, np.array([place_of(target, fragment)])).any():
                yield Finding("E903", Place(path, _line(looking.root / path, token)), {"target": f"{target}#{fragment}"})


def _lacking(known: _Places, wanted: _Places) -> np.ndarray[Any, np.dtype[np.bool_]]:
    """Which of the places wanted are not among the known ones, which ascend."""
    found = np.searchsorted(known, wanted)
    return np.append(known, 0)[found] != wanted if len(known) else np.ones(len(wanted), dtype=np.bool_)


def _line(page: Path, token: bytes) -> int:
    data = page.read_bytes()
    return data.count(b"\n", 0, data.find(token)) + 1


def _report(sizes: Mapping[str, int], looked: Sequence[Looked], others: Sequence[str], recount: Recount) -> Report:
    counts = sum((each.counts for each in looked), Counter[str]())
    return Report(
        files=len(sizes),
        bytes=sum(sizes.values()),
        anchors=sum(len(each.ids) for each in looked),
        style_sheets=sum(path.endswith(".css") for path in others),
        scripts=sum(path.endswith((".js", ".mjs")) for path in others),
        json_files=sum(path.endswith(JSON_SUFFIXES) for path in others),
        figures=sum(len(texts) for each in looked for page in each.proving for texts in page.figures.values()),
        rates=recount.rates,
        totals=recount.totals,
        **counts,
    )
