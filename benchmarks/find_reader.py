"""What a reader of the search page waits for and fetches, measured in a browser on pages of which nothing is cached."""

import asyncio
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from html import escape
from pathlib import Path
from urllib.parse import quote

from playwright.sync_api import Browser, Page

from build_scripts.find.order import FACETS
from build_scripts.publish.heads import AHEAD
from build_scripts.read.script import script
from build_scripts.read.theme import read_words
from build_scripts.view.environment import templates
from build_scripts.view.words import Words

_PROJECT = Path(__file__).resolve().parent.parent
_NEXT = "职工"


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
    (folder / "search.html").write_text(
        f"<!doctype html><meta charset=utf-8><title>{escape('find')}</title>{AHEAD['search.html']}{body}", "utf-8"
    )


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
  const field = document.querySelector("[data-gk-find] [name=q]");
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
_IN_A_ROW = f"""() => {{
  const rows = [];
  for (const {{ startTime, responseEnd }} of {_ENTRIES % "/find/"}.sort((one, other) => one.responseEnd - other.responseEnd)) {{
    rows.push([responseEnd, 1 + Math.max(0, ...rows.filter(([end]) => end <= startTime).map(([, row]) => row))]);
  }}
  return Math.max(...rows.map(([, row]) => row));
}}"""


def measure(browser: Browser, address: str, label: str, question: str) -> str:
    """One line of the table: the question asked in the address of a fresh page, then typed into an open one, then another one."""
    with browser.new_context() as context:
        opened: Page = context.new_page()
        opened.goto(f"{address}/search.html?{quote(question, safe='=&')}")
        answered = opened.evaluate(_ANSWERED)
        sent, row = opened.evaluate(_SENT), opened.evaluate(_IN_A_ROW)
        status = opened.locator("[data-gk-status]").inner_text()
    with browser.new_context() as context:
        opened = context.new_page()
        opened.goto(f"{address}/search.html")
        opened.wait_for_timeout(1000)
        words = question.partition("&")[0].removeprefix("q=")
        typed = opened.evaluate(_TYPED, words)
        before = sum(opened.evaluate(_SENT))
        following = opened.evaluate(_TYPED, f"{words} {_NEXT}")
        more = sum(opened.evaluate(_SENT)) - before
    weights = f"{sum(sent) / 1e3:,.0f}", len(sent), row, f"{answered:.0f}", f"{typed:.0f}", f"{following:.0f}", f"{more / 1e3:,.0f}"
    cells = [label, question.removeprefix("q="), *weights, status]
    return " | ".join(map(str, cells))
