"""The search over 1,000,000 disclosures and 200,000 unions: what the index costs, and what a reader waits for and fetches.

`python -m benchmarks.find [--disclosures N] [--organisations N] [--delay MS] [--folder KEPT] [--site BUILT]`. Every file is sent as it lies
on the disk, over HTTP/1.1, each answer held back by the delay; the browser opens at most six connections. A first question stands in the
address of a page that nothing of is cached; the next is typed into it. With `--site` the page and the index of a site that was built are
asked; otherwise an index is made and the page stands alone, without the theme around it.
"""

import argparse
import io
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

import pandas as pd
from playwright.sync_api import Browser, Playwright, sync_playwright

from benchmarks.find_reader import measure, page, serving
from build_scripts.demo import FOLDER, Size, generate, read_units
from build_scripts.find.index import index
from build_scripts.find.order import ordered
from build_scripts.find.postings import FIELDS
from build_scripts.find.text import plain
from tests.chromium import CHROMIUM, FLAGS
from tests.small_find import ask

_PROJECT = Path(__file__).resolve().parent.parent
_KINDS = {
    "disclosure": {
        "索引号": "code",
        "标题": "title",
        "内容概述": "body",
        "发布机构": "by",
        "文号": "beside",
        "所属单位": "unit",
        "公开事项": "item",
        "公开日期": "on",
        "公开方式": "state",
    },
    "organisation": {"组织代码": "code", "组织名称": "title", "所属单位": "unit"},
}
_COLUMNS = ("title", "body", "by", "beside", "code", "unit", "item", "on", "state", "level")
QUESTIONS = {
    "first of all": "q=慰问",
    "everywhere": "q=工会",
    "common": "q=经费",
    "common, long": "q=工会经费收支情况",
    "a place": "q=武汉市总工会",
    "two words": "q=武汉 送温暖",
    "three words": "q=潜江 职工代表大会 提案",
    "digits": "q=2018 第1796号",
    "with facets": "q=女职工&year=2017&item=D09",
    "oldest, page 40": "q=会员评家&order=oldest&page=40",
    "rare": "q=第000796号",
    "rarer": "q=第019007号食品",
    "absent": "q=没有这个词",
    "absent signs": "q=龘靐齉爩",
    "index number": "q=420100/2018-00001",
    "name of a union": "q=示例第000001号食品有限公司工会委员会",
}


def documents(size: Size) -> pd.DataFrame:
    """The invented records as documents of the index."""
    files = generate(read_units(_PROJECT / "data"), size=size)
    parts = []
    for kind, named in _KINDS.items():
        for path, data in files.items():
            if not path.startswith(f"{FOLDER}/{kind}/"):
                continue
            rows = pd.read_csv(io.BytesIO(data), dtype=str, keep_default_na=False, usecols=list(named)).rename(columns=named)  # noqa: TID251
            rows = rows.reindex(columns=list(_COLUMNS), fill_value="")
            parts.append(rows.assign(address=f"records/{kind}/" + rows["code"].str.replace("/", "-") + ".html", sort=kind, demo=True))
    return pd.concat(parts, ignore_index=True)


def build(folder: Path, size: Size) -> None:
    """Write the index and print what it took; runs in a process of its own."""
    table = documents(size)
    before, peak = time.process_time(), _peak()
    weights: Counter[str] = Counter()
    largest = files = 0
    for task in index(table, {}, {"全总": ["中华全国总工会"]}):
        for path, data in task():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(data)
            weights[path.split("/")[1].partition(".")[0]] += len(data)
            largest, files = max(largest, len(data)), files + 1
    spent = time.process_time() - before
    (folder / "sample.json").write_text(json.dumps(sample(table), ensure_ascii=False), "utf-8")
    parts = ", ".join(f"{name} {weight / 1e6:.1f}" for name, weight in weights.most_common())
    print(f"{len(table):,} documents; {spent:.1f} s CPU with writing; peak {_peak():,.0f} MB, of which {peak:,.0f} are the documents")
    print(f"{sum(weights.values()) / 1e6:.1f} MB in {files:,} files, the largest {largest / 1e3:.0f} KB: {parts}\n", flush=True)


def sample(table: pd.DataFrame, count: int = 2000) -> list[tuple[str, int]]:
    """Words drawn from any field of any document, and the number of the document, which must be found by them."""
    draw, rows = random.Random(1), ordered(table).rows  # noqa: S311  no secret is drawn
    found: list[tuple[str, int]] = []
    while len(found) < count:
        number = draw.randrange(len(rows))
        text = rows.at[number, draw.choice(FIELDS)]
        start = draw.randrange(len(text) or 1)
        word = text[start : start + draw.randint(2, 12)]
        if len(plain(word)) > 1:
            found.append((word, number))
    return found


def recall(folder: Path) -> str:
    """How many of the sample are among the candidates, from which only what does not hold the word is left out."""
    asked = [("finds", each) for each in json.loads((folder / "sample.json").read_text("utf-8"))]
    told = ask(folder, asked)
    return f"recall {sum(told):,} of {len(told):,} words drawn from any field of any document\n"


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def prepare(folder: Path, size: Size) -> None:
    """Make the index where there is none yet, see that it finds everything, and put the page beside it."""
    if not (folder / "find").exists():
        sizes = ["--disclosures", str(size.disclosures), "--organisations", str(size.organisations)]
        subprocess.run([sys.executable, "-m", __spec__.name, "--build", str(folder), *sizes], cwd=_PROJECT, check=True)
    print(recall(folder), flush=True)
    page(folder)


def main() -> None:
    """Build in a process of its own, then ask every question."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--disclosures", type=int, default=1_000_000)
    parser.add_argument("--organisations", type=int, default=200_000)
    parser.add_argument("--delay", type=float, default=50)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--site", type=Path)
    parser.add_argument("--build", type=Path, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    size = Size(organisations=asked.organisations, disclosures=asked.disclosures)
    if asked.build:
        build(asked.build, size)
        return
    with tempfile.TemporaryDirectory() as made:
        folder = asked.site or asked.folder or Path(made)
        if not asked.site:
            prepare(folder, size)
        print("| question | words | KB | requests | in a row | ms, fresh page | ms, typed | ms, next | KB, next | answer |")
        print("|---|---|--:|--:|--:|--:|--:|--:|--:|---|")
        with serving(folder, asked.delay / 1000) as address, sync_playwright() as engine, _browser(engine) as browser:
            for label, question in QUESTIONS.items():
                print(f"| {measure(browser, address, label, question)} |", flush=True)


def _browser(engine: Playwright) -> Browser:
    return engine.chromium.launch(executable_path=CHROMIUM, args=FLAGS)


if __name__ == "__main__":
    main()
