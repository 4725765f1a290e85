"""The environments of our templates: that of the site's pages, which refuses a bare figure, and that of documents."""

from pathlib import Path

import jinja2

from build_scripts.view.figure import joined, listed, position, refused, unmarked
from build_scripts.view.figure_html import cell, shown
from build_scripts.view.words import Words

_FILTERS = ("cell", "length", "list", "listed", "position", "selectattr", "shown")
"""The filters that the site's templates may use: of them only `position` and `listed` make a text of a number."""


def templates(pages: Path, words: Words) -> jinja2.Environment:
    """The templates of the site's pages: autoescaped, strict about undefined names, and no number is printed without its evidence.

    `t` gives the words. A bare figure raises `BareFigureError`; so does one that a filter would turn into a plain text first.
    """
    environment = _environment(pages, words)
    environment.finalize = refused
    environment.filters = {name: environment.filters[name] for name in _FILTERS} | {"join": joined}
    return environment


def document_templates(pages: Path, words: Words) -> jinja2.Environment:
    """The templates of documents that are no pages of the site: receipts, change reports, the desk; their numbers are their own."""
    environment = _environment(pages, words)
    environment.finalize = unmarked
    return environment


def _environment(pages: Path, words: Words) -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(pages),
        auto_reload=False,
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["t"] = words
    environment.filters |= {"position": position, "listed": listed, "shown": shown, "cell": cell}
    return environment
