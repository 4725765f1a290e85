"""The search page and the files that it reads."""

import json
from collections.abc import Iterator

from build_scripts.find.index import index
from build_scripts.find.order import FACETS
from build_scripts.view.edition import Edition
from build_scripts.write.find_documents import TextOf, find_documents, labels, synonyms
from build_scripts.write.output import Output, Page

PATH = "search.html"
_BROWSE = ("disclosure.html", "honours.html", "coverage.html", "data.html", "records/unit.html")


def find_page(edition: Edition) -> Page:
    """`search.html`."""
    words = edition.words
    texts = words.section("find") | {"chip": words("demo.chip")}
    names = {f"{path}": words(f"find.browse_{path.rpartition('/')[2].removesuffix('.html')}") for path in _BROWSE}
    body = edition.render(
        "find.html.j2",
        texts=json.dumps(texts, ensure_ascii=False, sort_keys=True),
        facets=[(facet, words(f"find.{facet}")) for facet in FACETS],
        browse=[(name, path) for path, name in names.items()],
    )
    return Page(PATH, words("find.title"), words("find.description"), body)


def find_files(edition: Edition, text_of: TextOf) -> Iterator[Output]:
    """`find/`: the index. `text_of` gives the text of an attachment."""
    for task in index(find_documents(edition, text_of), labels(edition), synonyms(edition)):
        yield from (Output(path, data) for path, data in task())
