"""The pager under a list says which way is which."""

import re

import pytest
from golden import PROJECT

from build_scripts.read.theme import read_words
from build_scripts.view.environment import templates
from build_scripts.view.words import Words

THEME = PROJECT / "site_theme"
PAGES = [(1, "list.html"), (2, "list/2.html"), (3, "list/3.html")]


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (1, ["list/2.html 下一页", "1", "list/2.html 2", "list/3.html 3"]),
        (2, ["list.html 上一页", "list/3.html 下一页", "list.html 1", "2", "list/3.html 3"]),
        (3, ["list/2.html 上一页", "list.html 1", "list/2.html 2", "3"]),
    ],
)
def test_pages_are_led_to_by_number_and_the_next_ones_by_name(number: int, expected: list[str]) -> None:
    module = templates(THEME / "pages", Words(read_words(THEME / "text.yml"))).get_template("parts.html.j2").module
    made = str(module.pager(PAGES, number, "../"))  # type: ignore[attr-defined]
    links = re.findall(r'<(?:a href="\.\./([^"]+)"|b)[^>]*>([^<]+)<', made)
    assert [" ".join(filter(None, link)) for link in links] == expected
    assert str(module.pager(PAGES[:1], 1, "")).strip() == ""  # type: ignore[attr-defined]
