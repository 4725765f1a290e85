"""What search engines are told of a page in the words of schema.org: where it lies, whose it is. By hand, for there are very many."""

import json
import re
from collections.abc import Sequence
from functools import lru_cache

from markupsafe import Markup

from build_scripts.view.address import up
from build_scripts.view.columns import Cell, Column, Flags, Html, column, joined, spread, where
from build_scripts.view.edition import Edition

Way = tuple[tuple[str, str], ...]
"""Names and paths."""

_JSON = json.JSONEncoder(ensure_ascii=False)
_TELLING = re.compile("[<>&\u2028\u2029]")
_MARKS = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"})


def of_unions(edition: Edition, paths: Column, names: Column, ways: Sequence[Way], invented: Flags) -> Html:
    """The pages of unions, each called by its name, with the way that leads down to it: names and paths from the site's root.

    An invented union is no organization, and nobody is told that it is one.
    """
    address = edition.federation.site["address"]
    roots: Cell = root_of(edition, "") if address else column([up(path) for path in paths.to_pylist()])
    own = column([text(name) for name in names.to_pylist()])
    url = column([text(root + path) for root, path in zip(spread(roots, len(paths)).to_pylist(), paths.to_pylist(), strict=True)])
    about = joined(',"about":{"@type":"Organization","name":', own, ',"url":', url, "}")
    steps = column([_steps(root, way) for root, way in zip(spread(roots, len(paths)).to_pylist(), ways, strict=True)])
    last = column([str(len(way) + 1) for way in ways])
    return Html(
        joined(
            '{"@context":"https://schema.org","@type":"WebPage"',
            where(~invented, about),
            ',"breadcrumb":{"@type":"BreadcrumbList","itemListElement":[',
            steps,
            '{"@type":"ListItem","position":',
            last,
            ',"name":',
            own,
            "}]}}",
        )
    )


@lru_cache(maxsize=4096)
def _steps(root: str, way: Way) -> str:
    return "".join(
        f'{{"@type":"ListItem","position":{number},"name":{text(step)},"item":{text(root + href)}}},'
        for number, (step, href) in enumerate(way, 1)
    )


def of_site(edition: Edition) -> Markup:
    """The site as a whole, on its front page; nothing where it has no address."""
    site = edition.federation.site
    if not site["address"]:
        return Markup()
    root = root_of(edition, "")
    search = f'{{"@type":"SearchAction","target":{text(root + "search.html?q={q}")},"query-input":"required name=q"}}'
    return Markup(  # noqa: S704  nothing in it is a tag
        f'{{"@context":"https://schema.org","@type":"WebSite","inLanguage":"zh-CN","name":{text(site["name"])},"url":{text(root)},'
        f'"description":{text(site["about"])},"publisher":{{"@type":"Organization","name":{text(site["publisher"])}}},"potentialAction":{search}}}'
    )


def root_of(edition: Edition, path: str) -> str:
    """What addresses on the page at `path` begin with: the site's address where its record states one, else the way up."""
    address = edition.federation.site["address"]
    return f"{str(address).rstrip('/')}/" if address else up(path)


def text(value: str) -> str:
    """A text as JSON in which no tag can begin or end."""
    written = _JSON.encode(str(value))
    return written.translate(_MARKS) if _TELLING.search(written) else written
