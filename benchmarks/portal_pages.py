"""The pages of unions beside the same pages made by Hugo and by MkDocs: pages a second, and the peak of memory.

    apt-get install hugo && TMPDIR=/dev/shm python -m benchmarks.portal_pages [--unions N] [--repeat N] [--mkdocs N]

All make the same pages: they are compared page by page, and a difference ends the run. Ours starts from records: it finds what
belongs to each unit, judges duties, computes fingerprints and QR codes. Hugo gets all of that finished, in two ways: "records" has the
texts of a page in its front matter and the project's templates in Go's language, which is like for like; "bodies" has the finished body of
our page and puts it into the shell. MkDocs gets the same bodies. Ours is timed in two ways as well: from the loaded records, and as a whole
command, which reads, checks and merges them too. Every run is a process of its own, in turn with the others; the first round only measures
memory (the sum over processes, what they share counted once) and is not timed. A folder in memory leaves out the disk, whose moods are
larger than any difference here.
"""

import argparse
import json
import os
import pickle
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from datetime import date
from functools import partial
from html import unescape
from itertools import chain
from pathlib import Path
from unittest.mock import patch

from benchmarks.bulk_downloads import lay
from benchmarks.portal_peers import Recorded, hugo, layout, markdown, of_bodies, of_records, records_template
from benchmarks.processes import held, spent
from build_scripts import pipeline
from build_scripts.demo import Size
from build_scripts.loading import load
from build_scripts.merge.federation import Federation
from build_scripts.publish import mkdocs, shell
from build_scripts.publish.heads import Heads
from build_scripts.publish.rendered import take
from build_scripts.publish.shell import Shells
from build_scripts.publish.workspace import lay_out
from build_scripts.read.theme import read_words
from build_scripts.view.edition import Edition
from build_scripts.view.environment import templates
from build_scripts.view.words import Words
from build_scripts.workers import shared
from build_scripts.write.output import Page
from build_scripts.write.portal import Portal
from build_scripts.write.site import portal, union_batches
from build_scripts.write.union_pages import union_pages

_PROJECT = Path(__file__).resolve().parent.parent
_AS_OF = date(2019, 1, 31)
_EACH = 5
"""Disclosures of a union, as in a province of 200,000 unions and a million disclosures."""
_OURS, _RECORDS, _BODIES, _MKDOCS, _BARE, _WHOLE = "ours", "hugo-records", "hugo-bodies", "mkdocs", "mkdocs-bare", "ours-whole"
_NAMES = {
    _OURS: "公开，从已载入的记录",
    _WHOLE: "公开，整条命令（含读入、检查、合并）",
    _RECORDS: "Hugo，记录和模板",
    _BODIES: "Hugo，现成的正文",
    _MKDOCS: "MkDocs，现成的正文",
}
_NUMBERS = ("wall", "cpu", "own_wall", "own_cpu", "peak")
_CALM = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}


@dataclass(frozen=True, slots=True)
class Run:
    """One run: seconds of the wall and of the CPU, both also as the program counts them from its loaded records on; MB where watched."""

    wall: float
    cpu: float
    own_wall: float
    own_cpu: float
    peak: float


def edition(federation: Federation) -> Edition:
    """The edition whose pages are made; they show no statistics."""
    words = Words(read_words(_PROJECT / "site_theme/text.yml"))
    return Edition(federation, {}, words, templates(_PROJECT / "site_theme/pages", words), public=False)


def pages_of(whole: Portal) -> list[Page]:
    """The pages of all unions, one by one."""
    return [page for some in union_batches(whole) for pages in union_pages(whole, some) for page in pages.each()]


def prepare(folder: Path, unions: int, few: int) -> None:
    """Invent records, render the shell, and lay out what Hugo and MkDocs (`few` pages) read."""
    lay(folder / "data", Size(organisations=unions, disclosures=unions * _EACH))
    made = edition(load(folder / "data", _AS_OF, public=False)[0])
    site = made.federation.site
    work = lay_out(_PROJECT, folder / "work")
    shutil.copytree(_PROJECT / "content", work.docs, dirs_exist_ok=True)
    shell.stage(work.docs)
    mkdocs.render(work, _AS_OF)
    release = made.render("blocks/release.html.j2", site=site, as_of=made.words.day(made.federation.as_of), demo=made.has_demo)
    shells = Shells.cut(take(work.rendered).shells, {"release": release}, Heads.of(site))
    (folder / "shells").write_bytes(pickle.dumps(shells))
    whole = portal(made)
    pages = pages_of(whole)
    hugo(folder / _BODIES, pages, layout(shells.by_depth[1], shells.heads, "{{ .Content }}"), of_bodies)
    for root, some in {_MKDOCS: pages[:: max(1, len(pages) // few)][:few], _BARE: []}.items():
        docs = lay_out(_PROJECT, folder / root).docs
        shutil.copytree(_PROJECT / "content", docs, dirs_exist_ok=True)
        (docs / "union").mkdir()
        for page in some:
            (docs / page.path).with_suffix(".md").write_text(markdown(page), "utf-8")
        (folder / root / "own.yml").write_text("INHERIT: mkdocs.yml\nnot_in_nav: /union/\n", "utf-8")
    with patch("build_scripts.write.fragments.Hollow", Recorded):
        whole = portal(made)
        recorded = pages_of(whole)
    shown, defined = records_template(made.templates, made.words)
    hugo(folder / _RECORDS, recorded, defined + layout(shells.by_depth[1], shells.heads, shown), of_records)


def ours(folder: Path) -> dict[str, float]:
    """Load the records, then make, stamp and write the pages: in this process where it has one core only, else in one for each core."""
    federation = load(folder / "data", _AS_OF, public=False)[0]
    shells: Shells = pickle.loads((folder / "shells").read_bytes())  # noqa: S301  our own file
    out = folder / f"{_OURS}.out"
    before, used = time.perf_counter(), spent()
    whole = portal(edition(federation))
    tasks = [partial(pipeline._written, out, shells, partial(union_pages, whole, some)) for some in union_batches(whole)]
    alone = len(os.sched_getaffinity(0)) == 1
    pages = sum(1 for _ in (chain.from_iterable(task() for task in tasks) if alone else shared(tasks)))
    return {"wall": time.perf_counter() - before, "cpu": spent() - used, "pages": pages}


def run(folder: Path, way: str, cores: int, *, watched: bool = False) -> Run:
    """One way to make the pages, into a folder that was emptied, on that many cores."""
    out = folder / f"{way}.out"
    shutil.rmtree(out, ignore_errors=True)
    os.sync()
    if way == _OURS:
        place, command = _PROJECT, [sys.executable, "-m", __spec__.name, "--ours", str(folder)]
    elif way in (_RECORDS, _BODIES):
        place, command = folder / way, ["hugo", "--quiet", "--noBuildLock", "--cacheDir", str(folder / "cache"), "-d", str(out)]
    else:
        place, command = folder / way, [sys.executable, "-m", "mkdocs", "build", "-q", "-f", "own.yml", "--no-strict", "-d", str(out)]
    pinned = ["taskset", "-c", f"0-{cores - 1}", *command]
    before, used, peak = time.perf_counter(), spent(), 0.0
    with subprocess.Popen(pinned, cwd=place, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=_CALM) as process:
        while watched and process.poll() is None:
            peak = max(peak, held(process.pid))
            time.sleep(0.05)
        said, complaint = process.communicate()
    wall, cpu = time.perf_counter() - before, spent() - used
    if process.returncode:
        raise RuntimeError(f"{way}: {said}{complaint}")
    own = json.loads(said) if way == _OURS else {"wall": wall, "cpu": cpu}
    return Run(wall, cpu, own["wall"], own["cpu"], peak)


def compare(folder: Path) -> tuple[int, int]:
    """How many pages are the same in all ways that make them all, and how many of MkDocs'; raises ValueError where one differs."""
    counts = {_RECORDS: 0, _MKDOCS: 0}
    for path in sorted((folder / f"{_OURS}.out/union").iterdir()):
        pages = {way: folder / f"{way}.out/union" / path.name for way in (_OURS, _RECORDS, _BODIES, _MKDOCS)}
        texts = {way: page.read_text("utf-8") for way, page in pages.items() if page.is_file()}
        if _MKDOCS in texts and _seen(_body(texts[_OURS])) != _seen(_body(texts.pop(_MKDOCS))):
            raise ValueError(f"{path.name}: MkDocs shows something else")
        if len({_seen(text) for text in texts.values()}) != 1 or not {_OURS, _RECORDS, _BODIES} <= texts.keys():
            raise ValueError(f"{path.name}: the pages differ")
        counts[_RECORDS] += 1
        counts[_MKDOCS] += pages[_MKDOCS].is_file()
    return counts[_RECORDS], counts[_MKDOCS]


def _seen(page: str) -> str:
    """A page, however it is spaced and whichever of its signs are escaped."""
    return " ".join(unescape(page).split())


def _body(page: str) -> str:
    """What stands below the heading, to its end, which is data for machines; MkDocs was given it in a box of its own."""
    found = re.search(r"</h1>\s*(?:<div>\s)?(.*?ld\+json.*?)</script>", page, re.DOTALL)
    return found[1] if found else page


def _table(folder: Path, repeat: int) -> None:
    cores = os.cpu_count() or 1
    ways = [(_OURS, cores), (_RECORDS, cores), (_BODIES, cores), (_OURS, 1), (_RECORDS, 1), (_MKDOCS, 1), (_BARE, 1)]
    peaks = {way: run(folder, *way, watched=True).peak for way in ways}
    pages, few = compare(folder)
    runs: dict[tuple[str, int], list[Run]] = {way: [] for way in ways}
    for _ in range(repeat):
        for way, found in runs.items():
            found.append(run(folder, *way))
    middle = {way: Run(*(statistics.median(getattr(each, name) for each in found) for name in _NUMBERS)) for way, found in runs.items()}
    bare = middle.pop((_BARE, 1))
    lines = [(way, on, pages / each.own_wall, each.own_cpu / pages) for (way, on), each in middle.items() if way != _MKDOCS]
    lines.insert(1, (_WHOLE, cores, pages / middle[_OURS, cores].wall, middle[_OURS, cores].cpu / pages))
    slow = middle[_MKDOCS, 1]
    lines.append((_MKDOCS, 1, few / (slow.wall - bare.wall), (slow.cpu - bare.cpu) / few))
    print(f"{pages:,} 页，各做法逐页相同；MkDocs {few:,} 页，扣去没有这些页时的用时；{repeat} 次取中位数\n")
    print("| 做法 | 核 | 页/秒 | ÷ Hugo | CPU 毫秒/页 | 内存峰值 MB |\n|---|---:|---:|---:|---:|---:|")
    for made, on, rate, cpu in lines:
        times = rate * middle[_RECORDS, on].wall / pages
        peak = peaks[_OURS if made == _WHOLE else made, on]
        print(f"| {_NAMES[made]} | {on} | {rate:,.0f} | {times:.2f} | {cpu * 1000:.2f} | {peak:,.0f} |")


def main() -> int:
    """Print the table; 1 where Hugo is missing."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--unions", type=int, default=10_000)
    parser.add_argument("--repeat", type=int, default=5)
    parser.add_argument("--mkdocs", type=int, default=300, help="pages that MkDocs makes")
    parser.add_argument("--prepare", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--ours", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.prepare:
        prepare(options.prepare, options.unions, options.mkdocs)
    elif options.ours:
        print(json.dumps(ours(options.ours)))
    elif not shutil.which("hugo"):
        print("没有 hugo，先安装：apt-get install hugo（Debian 软件包）", file=sys.stderr)
        return 1
    else:
        with tempfile.TemporaryDirectory() as name:
            asked = ["--prepare", name, "--unions", str(options.unions), "--mkdocs", str(options.mkdocs)]
            subprocess.run([sys.executable, "-m", __spec__.name, *asked], cwd=_PROJECT, check=True)
            _table(Path(name), options.repeat)
    return 0


if __name__ == "__main__":
    sys.exit(main())
