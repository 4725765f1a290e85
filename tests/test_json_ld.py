"""What pages tell search engines in the words of schema.org: true, small, and no way out of a script element."""

import json
import re
from html import unescape
from pathlib import Path
from typing import Any

from golden import Built

from build_scripts.write.json_ld import text

_DATA = re.compile(r'<script type="application/ld\+json">([^<]*)</script>')
_HEADING = re.compile(r"<h1[^>]*>([^<]*)</h1>")
MOST = 600
"""Bytes on the page of a union, of which there are very many."""


def told(page: Path) -> tuple[dict[str, Any], int, str]:
    """What a page tells, in how many bytes, and its heading."""
    shown = page.read_text("utf-8")
    (data,) = _DATA.findall(shown)
    heading = _HEADING.search(shown)
    assert heading
    return json.loads(data), len(data.encode()), unescape(heading[1]).strip()


def test_no_text_ends_the_script_element_it_stands_in() -> None:
    hostile = '</script><script>&lt;!--"\\\u2028'
    assert not re.search("[<>&\u2028]", text(hostile))
    assert json.loads(text(hostile)) == hostile


def test_the_page_of_a_union_tells_where_it_lies_and_whose_it_is(province: Built) -> None:
    value, size, heading = told(province.site / "union/990101.html")
    assert size <= MOST
    root = "https://gongkai.example/"
    assert value["breadcrumb"]["itemListElement"][-1]["name"] == heading
    assert value["about"] == {"@type": "Organization", "name": heading, "url": f"{root}union/990101.html"}
    steps = [(step["position"], step.get("item")) for step in value["breadcrumb"]["itemListElement"]]
    assert steps == [(1, f"{root}disclosure.html"), (2, f"{root}disclosure/990101.html"), (3, None)]
    for _, address in steps[:-1]:
        assert (province.site / str(address).removeprefix(root)).is_file()


def test_an_invented_union_is_not_told_to_be_an_organization(province: Built) -> None:
    assert "about" in told(province.site / "union/o-001.html")[0]
    assert "about" not in told(province.site / "union/o-demo.html")[0]


def test_hostile_names_stay_inside_the_data(hostile: Built) -> None:
    pages = sorted((hostile.site / "union").glob("*.html"))
    names = [told(page) for page in pages]
    assert len(names) > 3
    assert [value["breadcrumb"]["itemListElement"][-1]["name"] for value, _, _ in names] == [heading for _, _, heading in names]
    assert any("<" in heading for _, _, heading in names)


def test_the_front_page_tells_what_the_site_is(province: Built) -> None:
    value, _, _ = told(province.site / "index.html")
    assert (value["@type"], value["url"], value["name"]) == ("WebSite", "https://gongkai.example/", "会务公开")
    assert value["potentialAction"]["target"].startswith(f"{value['url']}search.html?")
