"""The picture in README: `python tests/screenshot.py SITE PICTURE` opens the built front page in a browser of 1280 px."""

import sys
from collections.abc import Sequence
from pathlib import Path
from threading import Thread

from chromium import CHROMIUM, FLAGS
from playwright.sync_api import sync_playwright

from build_scripts.publish.serve import server

SIZE = {"width": 1280, "height": 1010}


def main(arguments: Sequence[str]) -> int:
    """Take the picture."""
    site, picture = (Path(argument) for argument in arguments)
    serving = server(site, 0)
    Thread(target=serving.serve_forever, daemon=True).start()
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        page = browser.new_page(viewport=SIZE)
        page.goto(f"http://127.0.0.1:{serving.server_address[1]}/index.html")
        page.screenshot(path=picture)
        browser.close()
    serving.shutdown()
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
