"""The pages of the check-up: every cell opens what it rests on, says what the table says, and nothing invented reaches the public."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from golden import Built
from lxml import html
from markup import text_of

UNITS = {"990000", "990100", "990200", "990101", "990102", "990201", "x-union-1", "x-zone-1"}
RULES = ["P-01", "P-02", "P-08", "P-28", "P-32"]
WORDS = {"gk-p": "通过", "gk-f": "未通过", "gk-h": "未通过", "gk-u": "无数据", "gk-n": "不适用"}
Cell = tuple[str, str, str, html.HtmlElement]


def tree(site: Path, path: str) -> html.HtmlElement:
    return html.document_fromstring((site / path).read_text("utf-8"))


def cells(site: Path, path: str) -> Iterator[Cell]:
    """Each cell of the matrices of a page: unit, rule and year that its address names, and its element."""
    for cell in tree(site, path).xpath("//table[contains(@class, 'gk-matrix')]/tbody/tr/td[not(contains(@class, 'gk-missed'))]"):
        target, _, anchor = cell.xpath("string(a/@href)").partition("#")
        yield Path(target).stem, anchor[:-5], anchor[-4:], cell


def dead(site: Path, path: str) -> list[str]:
    """Addresses of cells that lead to no place on a page."""
    pages: dict[Path, set[str]] = {}
    found = []
    for *_, cell in cells(site, path):
        address = cell.xpath("string(a/@href)")
        target = ((site / path).parent / address.partition("#")[0]).resolve()
        if target not in pages:
            pages[target] = set(html.document_fromstring(target.read_text("utf-8")).xpath("//@id")) if target.is_file() else set()
        found += [] if address.partition("#")[2] in pages[target] else [address]
    return found


def told(site: Path) -> dict[tuple[str, str, str], str]:
    """The verdicts as they stand in the download."""
    document = json.loads((site / "downloads/statistics-checkup.json").read_bytes())
    names = [column["name"] for column in document["columns"]]
    rows = [dict(zip(names, row, strict=True)) for row in document["rows"]]
    return {(row["unit"], row["rule"], row["year"]): row["verdict"] for row in rows}


@pytest.mark.parametrize(("path", "year"), [("checkup.html", "2018"), ("checkup/2017.html", "2017")])
def test_matrices_have_every_unit_and_rule_and_every_cell_leads_to_its_verdict(province: Built, path: str, year: str) -> None:
    below = [
        str(Path(path).parent / href) for href in tree(province.site, path).xpath("//h3[@id='below']/following-sibling::ul[1]//a/@href")
    ]
    assert len(below) == 2
    found = [cell for page in (path, *below) for cell in cells(province.site, page)]
    assert {(unit, rule, at) for unit, rule, at, _ in found} == {(unit, rule, year) for unit in UNITS for rule in RULES}
    assert len(found) == len(UNITS) * len(RULES)
    assert [address for page in (path, *below) for address in dead(province.site, page)] == []


def test_a_cell_that_leads_nowhere_would_be_noticed(province: Built, tmp_path: Path) -> None:
    page = (province.site / "checkup.html").read_text("utf-8")
    (tmp_path / "checkup.html").write_text(
        page.replace("checkup/units/990100.html#P-01-2018", "checkup/units/990100.html#P-99-2018"), "utf-8"
    )
    (tmp_path / "checkup").symlink_to(province.site / "checkup")
    assert dead(tmp_path, "checkup.html") == ["checkup/units/990100.html#P-99-2018"]


@pytest.mark.parametrize("path", ["checkup.html", "checkup/2017.html", "checkup/2018/990100.html"])
def test_a_cell_says_in_words_and_by_its_mark_what_the_table_says(province: Built, path: str) -> None:
    verdicts = told(province.site)
    for unit, rule, year, cell in cells(province.site, path):
        word = next(word for mark, word in WORDS.items() if mark in cell.get("class").split())
        assert word == verdicts[unit, rule, year]
        assert word in cell.text_content()
        assert (rule in cell.text_content()) == (word == "未通过")  # phones show these cells without their heads


def test_golden_province_shows_all_four_verdicts_a_candidate_and_an_exception(province: Built) -> None:
    assert set(told(province.site).values()) == set(WORDS.values())
    page = text_of((province.site / "checkup.html").read_bytes())
    assert "2018年候选 3 个，已记录例外 1 个。" in page
    assert "已记录例外：测试省总工会主席办公会，2018年12月20日，测工发〔2018〕12号。理由：名录十二月才更新" in page
    assert "没有达到80%：2018年二季度 50.0%（20/40，还差12家）。" in page


def test_counts_of_a_rule_are_those_of_its_column_and_lead_to_the_units_behind_them(province: Built) -> None:
    verdicts = told(province.site)
    seen = 0
    for row in tree(province.site, "checkup.html").xpath("//table[contains(@class, 'gk-rules')]/tbody/tr"):
        code = row.xpath("string(th/a)").split()[0]
        for count in row.xpath(".//td[contains(@class, 'gk-counts')]/span"):
            word, number = count.text_content().split()
            assert int(number) == sum(verdicts[unit, code, "2018"] == word for unit in UNITS)
            target, _, anchor = count.xpath("string(a/@href)").partition("#")
            assert anchor in tree(province.site, target).xpath("//@id")
            seen += int(number)
    assert seen == len(UNITS) * len(RULES)


def test_page_of_a_rule_names_who_failed_it_with_the_figures(province: Built) -> None:
    page = text_of((province.site / "records/checkup/P-01.html").read_bytes())
    assert "通过 2 个，未通过 5 个，无数据 1 个，不适用 0 个" in page
    assert "子县 没有达到80%：2018年二季度 70.0%（350/500，还差50家）。" in page


def test_page_of_a_unit_quotes_each_rule_and_leads_to_figures_organisations_and_sources(province: Built) -> None:
    page = tree(province.site, "checkup/units/990101.html")
    links = set(page.xpath("//section[contains(@class, 'gk-rule')]//a/@href"))
    assert {"../../why/ORG_RATE/990101.html#2018-Q2", "../../union/o-001.html", "../../records/source/report.html"} <= links
    assert page.xpath("string(//section//q)") == "建会率动态保持在80%以上"
    assert page.xpath("//li[@id='P-01-2018']") != page.xpath("//li[@id='P-01-2017']")


def test_invented_verdicts_are_marked_and_reach_no_public_page(province: Built, public: Built) -> None:
    marked = {(unit, rule) for unit, rule, _, cell in cells(province.site, "checkup.html") if "gk-d" in cell.get("class").split()}
    assert ("x-union-1", "P-02") in marked
    assert ("990100", "P-01") not in marked
    assert "示例" in text_of((province.site / "checkup/units/x-union-1.html").read_bytes())
    assert told(province.site)["x-union-1", "P-02", "2018"] == "未通过"
    assert told(public.site)["x-union-1", "P-02", "2018"] == "无数据"
    for page in [public.site / "checkup.html", *sorted((public.site / "checkup").rglob("*.html"))]:
        assert "示例" not in text_of(page.read_bytes()), page
        assert "gk-sample" not in page.read_text("utf-8")
