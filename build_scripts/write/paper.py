"""What the script says that holds a sheet of paper against the page; fetched by those who check one, so that no page carries it."""

import json

from build_scripts.view.edition import Edition
from build_scripts.write.output import Output

PATH = "paper/words.json"
_ON_PAGES = ("old", "older")


def paper_words(edition: Edition) -> Output:
    """`paper/words.json`: sentences by name."""
    texts = {name: text for name, text in edition.words.section("paper").items() if name not in _ON_PAGES}
    return Output(PATH, (json.dumps(texts, ensure_ascii=False, indent=1) + "\n").encode())
