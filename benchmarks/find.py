"""The search over 1,000,000 disclosures and 200,000 unions: what the index costs, and what a reader waits for and fetches.

`python -m benchmarks.find [--disclosures N] [--organisations N] [--delay MS] [--folder KEPT]`. Every file is sent as it lies on the disk,
over HTTP/1.1, each answer held back by the delay; the browser opens at most six connections. A first question stands in the address of
a page that nothing of is cached; the next is typed into it.
"""

import argparse
import asyncio
import io
import json
import random
import resource
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from html import escape
from pathlib import Path
from urllib.parse import quote

import pandas as pd
from playwright.sync_api import Browser, Page, Playwright, sync_playwright

from build_scripts.demo import FOLDER, Size, generate, read_units
from build_scripts.find.index import index
from build_scripts.find.order import FACETS, ordered
from build_scripts.find.postings import FIELDS
from build_scripts.find.text import plain
from build_scripts.read.script import script
from build_scripts.read.theme import read_words
from build_scripts.view.environment import templates
from build_scripts.view.words import Words
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
_NEXT = "职工"


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
    found = []
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


def page(folder: Path) -> None:
    """The search page alone, without the theme around it."""
    theme = _PROJECT / "site_theme"
    words = Words(read_words(theme / "text.yml"))
    texts = json.dumps(words.section("find") | {"chip": words("demo.chip")}, ensure_ascii=False)
    environment = templates(theme / "pages", words)
    body = environment.get_template("find.html.j2").render(
        texts=texts, facets=[(facet, words(f"find.{facet}")) for facet in FACETS], browse=[]
    )
    (folder / "assets/gk").mkdir(parents=True, exist_ok=True)
    (folder / "assets/gk/find.js").write_text(script(theme / "find", start="main"), "utf-8")
    (folder / "search.html").write_text(f"<!doctype html><meta charset=utf-8><title>{escape('find')}</title>{body}", "utf-8")


@contextmanager
def serving(folder: Path, delay: float) -> Iterator[str]:
    """A plain server of files over HTTP/1.1 that keeps connections and holds every answer back."""

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while head := await reader.readuntil(b"\r\n\r\n"):
            path = head.split(b" ")[1].decode().partition("?")[0].lstrip("/")
            await asyncio.sleep(delay)
            file = folder / path
            data = file.read_bytes() if file.is_file() else b""
            sort = {"html": "text/html", "js": "text/javascript"}.get(path.rpartition(".")[2], "application/octet-stream")
            status = "200 OK" if file.is_file() else "404 Not Found"
            writer.write(f"HTTP/1.1 {status}\r\nContent-Length: {len(data)}\r\nContent-Type: {sort}\r\n\r\n".encode() + data)
            await writer.drain()

    async def quiet(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await answer(reader, writer)
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()

    loop = asyncio.new_event_loop()
    server = loop.run_until_complete(asyncio.start_server(quiet, "127.0.0.1", 0))
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    loop.call_soon_threadsafe(loop.stop)
    thread.join()


_ANSWERED = """() => new Promise((resolve) => {
  const status = document.querySelector("[data-gk-status]");
  const look = () => (status.textContent && !document.querySelector("[aria-busy]") ? resolve(performance.now()) : setTimeout(look, 2));
  look();
})"""
_TYPED = """async (words) => {
  const field = document.querySelector("[name=q]");
  const status = document.querySelector("[data-gk-status]");
  status.textContent = "";
  const start = performance.now();
  field.value = words;
  field.form.requestSubmit();
  while (!status.textContent || document.querySelector("[aria-busy]")) await new Promise((resolve) => setTimeout(resolve, 2));
  return performance.now() - start;
}"""
_ENTRIES = """performance.getEntriesByType("resource").filter(({ name }) => name.includes("%s"))"""
_SENT = f"() => {_ENTRIES % '/find/'}.map((entry) => entry.transferSize)"
_OPENED = f"() => Math.max(...{_ENTRIES % 'find.js'}.map((entry) => entry.responseEnd))"


def measure(browser: Browser, address: str, label: str, question: str) -> str:
    """One line of the table: the question asked in the address of a fresh page, then typed into an open one, then another one."""
    with browser.new_context() as context:
        opened: Page = context.new_page()
        opened.goto(f"{address}/search.html?{quote(question, safe='=&')}")
        answered = opened.evaluate(_ANSWERED) - opened.evaluate(_OPENED)
        sent = opened.evaluate(_SENT)
        status = opened.locator("[data-gk-status]").inner_text()
    with browser.new_context() as context:
        opened = context.new_page()
        opened.goto(f"{address}/search.html")
        opened.wait_for_timeout(400)
        words = question.partition("&")[0].removeprefix("q=")
        typed = opened.evaluate(_TYPED, words)
        before = sum(opened.evaluate(_SENT))
        following = opened.evaluate(_TYPED, f"{words} {_NEXT}")
        more = sum(opened.evaluate(_SENT)) - before
    weights = f"{sum(sent) / 1e3:,.0f}", len(sent), f"{answered:.0f}", f"{typed:.0f}", f"{following:.0f}", f"{more / 1e3:,.0f}"
    cells = [label, question.removeprefix("q="), *weights, status]
    return " | ".join(map(str, cells))


def main() -> None:
    """Build in a process of its own, then ask every question."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--disclosures", type=int, default=1_000_000)
    parser.add_argument("--organisations", type=int, default=200_000)
    parser.add_argument("--delay", type=float, default=50)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--build", type=Path, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    size = Size(organisations=asked.organisations, disclosures=asked.disclosures)
    if asked.build:
        build(asked.build, size)
        return
    with tempfile.TemporaryDirectory() as made:
        folder = asked.folder or Path(made)
        if not (folder / "find").exists():
            sizes = ["--disclosures", str(size.disclosures), "--organisations", str(size.organisations)]
            subprocess.run([sys.executable, "-m", __spec__.name, "--build", str(folder), *sizes], cwd=_PROJECT, check=True)
        print(recall(folder), flush=True)
        page(folder)
        print("| question | words | KB | requests | ms, fresh page | ms, typed | ms, next | KB, next | answer |")
        print("|---|---|--:|--:|--:|--:|--:|--:|---|")
        with serving(folder, asked.delay / 1000) as address, sync_playwright() as engine, _browser(engine) as browser:
            for label, question in QUESTIONS.items():
                print(f"| {measure(browser, address, label, question)} |", flush=True)


def _browser(engine: Playwright) -> Browser:
    return engine.chromium.launch(executable_path=CHROMIUM, args=FLAGS)


if __name__ == "__main__":
    main()
