"""Sheets for the notice board: what is on the page for them, and that no page passes whose codes lead astray."""

import re
from collections.abc import Sequence
from pathlib import Path

import pytest
from golden import Built
from test_matrix_code import read_uri

from build_scripts.publish.exposure import Exposure
from build_scripts.publish.page_check import Pages
from build_scripts.publish.page_columns import Columns
from build_scripts.publish.sheet_check import astray, set_aside
from build_scripts.publish.sheet_columns import unproved
from build_scripts.view.sheet import codes, page_address, sheet_address

SITE = "https://gongkai.example"
PART = "union/990101/2018-0.html"
PAGE = "union/o-001.html"


def page(province: Built, path: str) -> str:
    return (province.site / path).read_text("utf-8")


def test_every_code_is_read_as_the_address_of_its_disclosure_and_the_version_on_the_page(province: Built) -> None:
    found = 0
    for file in sorted(province.site.glob("union/**/*.html")):
        path = file.relative_to(province.site).as_posix()
        for article in file.read_text("utf-8").split('<article class="gk-article')[1:]:
            if article.startswith(" gk-gone"):
                assert "gk-qr" not in article
                continue
            number, source = re.search(r'id="([\d-]+)"', article), re.search(r'class="gk-qr"[^>]*src="([^"]+)"', article)
            letters = re.search(r"<code>([A-Z ]+)</code>", article)
            assert number and source and letters
            assert read_uri(source[1]) == f"{SITE}/{path}?p={letters[1].replace(' ', '')[:8]}#{number[1]}"
            found += 1
    assert found == 4


def test_the_page_of_a_union_has_its_own_code(province: Built) -> None:
    board = page(province, PAGE).partition('<p class="gk-wall">')[2].partition("</p>")[0]
    source = re.search(r'src="([^"]+)"', board)
    assert source and read_uri(source[1]) == f"{SITE}/{PAGE}"


def test_a_site_without_an_address_or_with_one_that_no_code_holds_has_none() -> None:
    for site in ("", "https://公开.example", "https://a.example/" + "a" * 200):
        assert codes([sheet_address(site, f"{PAGE}#2018-00001", "KJWT BXQM"), page_address(site, PAGE)]) == ["", ""]


(OTHER,) = codes([sheet_address(SITE, f"{PART}#2018-00002", "KJWT BXQM ZZRF HPND")])
DEFECTS = {
    "another number": lambda text: re.sub(r'(class="gk-qr"[^>]*src=")[^"]+', rf"\g<1>{OTHER}", text, count=1),
    "another version": lambda text: re.sub(r"<code>[A-Z ]+</code>", "<code>KJWT BXQM ZZRF HPND</code>", text, count=1),
    "no code": lambda text: re.sub(r'<img class="gk-qr"[^>]*>', "", text, count=1),
    "a code too many": lambda text: text.replace(
        '<p class="gk-sheet-foot">', f'<img class="gk-qr" alt="" src="{OTHER}"><p class="gk-sheet-foot">'
    ),
    "a code in the text": lambda text: text.replace("</dl>", f'</dl><img class="gk-qr" alt="" src="{OTHER}">', 1),
    "another site": lambda text: text.replace('<span class="gk-at">https://gongkai.', '<span class="gk-at">https://elsewhere.'),
    "another page": lambda text: text.replace(f"{SITE}/{PART}<", f"{SITE}/{PAGE}<"),
    "no picture of ours": lambda text: re.sub(r'(class="gk-qr"[^>]*src=")[^"]+', r"\1data:image/svg+xml,a", text, count=1),
}


@pytest.mark.parametrize("name", DEFECTS)
def test_a_code_that_leads_astray_keeps_the_page_from_being_published(province: Built, tmp_path: Path, name: str) -> None:
    paths = {file.relative_to(province.site).as_posix() for file in province.site.rglob("*") if file.is_file()}
    whole = page(province, PART)

    def found(text: str) -> set[str]:
        return {each.code for each in Pages(paths, Exposure(tmp_path), SITE).check(PART, text.encode()).findings}

    assert found(whole) == set()
    assert DEFECTS[name](whole) != whole
    assert found(DEFECTS[name](whole)) == {"E951"}
    assert left_by_columns([whole, DEFECTS[name](whole)]) == [1]


def left_by_columns(pages: Sequence[str]) -> list[int]:
    bare, pictures = zip(*(set_aside(text.encode()) for text in pages), strict=True)
    columns = Columns.cut(bare)
    assert columns
    left: list[int] = unproved(columns, [PART] * len(pages), pictures).tolist()
    return left


def test_a_page_that_states_no_address_passes_without_codes(province: Built) -> None:
    bare = re.sub(r'<img class="gk-qr"[^>]*>|<span class="gk-at">[^<]*</span>', "", page(province, PART))
    assert list(astray(PART, bare.encode())) == []
    assert list(astray(PART, page(province, PART).encode())) == []
    assert left_by_columns([bare, page(province, PART), page(province, PART).replace('class="gk-seal"', "")]) == [2]


def test_only_the_picture_is_set_aside_and_nothing_hides_in_it(province: Built) -> None:
    rest, count = set_aside(page(province, PART).encode())
    assert count and b"base64" not in rest
    image = b'<img class="gk-qr" alt="" src="data:image/png;base64,%s">'
    for hidden in (b'A" onload="x()', b"<b>", b"A&#34;"):
        assert set_aside(image % hidden)[0].count(hidden.removeprefix(b"A")) == 1
