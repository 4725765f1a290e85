"""Pages that stand alone, opened as their reader would: nothing is asked for, nothing complained of, nothing runs out of the window."""

from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Browser, Page

PAPER = {"light": "rgb(255, 255, 255)", "dark": "rgb(20, 22, 26)"}
"""The ground that a reader sees by their scheme, as computed."""


def opened_whole(browser: Browser, file: Path, scheme: str) -> Iterator[Page]:
    """The page on a desk and on a phone, found whole and quiet."""
    for width in (1280, 390):
        page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)  # type: ignore[arg-type]
        asked: list[str] = []
        said: list[str] = []
        page.on("request", lambda request, asked=asked: asked.append(request.url))
        page.on("console", lambda message, said=said: said.append(message.text))
        page.goto(file.as_uri())
        assert asked == [file.as_uri()]
        assert said == []
        assert page.evaluate("document.documentElement.scrollWidth") == width
        yield page
        page.close()
