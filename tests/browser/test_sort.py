"""Tables that can be put in another order, in a browser."""

import pytest
from golden import PROJECT
from listening import Listened
from playwright.sync_api import Page, expect

SCRIPT = PROJECT / "site_theme/overrides/assets/gk/sort.js"
ROWS = [("甲县", "1,200", "9.5%"), ("乙县", "30", ""), ("丙县", "200", "80.0%"), ("丁县", "0", "100.0%")]


def names(page: Page) -> list[str]:
    return page.locator("tbody th").all_inner_texts()


@pytest.fixture
def table(heard_page: Listened) -> Page:
    """Four rows as a page has them, with the script; without it there is no button."""
    page, _ = heard_page
    rows = "".join(f"<tr><th scope='row'>{name}</th><td>{count}</td><td>{rate}</td></tr>" for name, count, rate in ROWS)
    heads = "<thead><tr><th>单位</th><th>到期</th><th>按时率</th></tr></thead>"
    page.set_content(f"<table data-gk-sort>{heads}<tbody>{rows}</tbody></table><table><thead><tr><th>别的</th></tr></thead></table>")
    expect(page.get_by_role("button")).to_have_count(0)
    page.add_script_tag(path=SCRIPT, type="module")
    expect(page.get_by_role("button")).to_have_count(3)
    return page


def test_a_head_sorts_by_the_numbers_of_its_column_both_ways_and_the_first_as_the_table_came(table: Page) -> None:
    for head, way, expected in (
        ("到期", "ascending", "丁乙丙甲"),
        ("到期", "descending", "甲丙乙丁"),
        ("按时率", "ascending", "甲丙丁乙"),
        ("按时率", "descending", "丁丙甲乙"),
        ("单位", "ascending", "甲乙丙丁"),
    ):
        table.get_by_role("button", name=head).click()
        assert [name[0] for name in names(table)] == list(expected)
        assert [(each.inner_text(), each.get_attribute("aria-sort")) for each in table.locator("[aria-sort]").all()] == [(head, way)]


def test_the_table_of_places_is_one_and_leads_to_what_is_overdue(heard_page: Listened, address: str) -> None:
    page, _ = heard_page
    page.goto(f"{address}/disclosure.html")
    page.get_by_text("表格：各地应公开").click()
    place = page.locator("table[data-gk-sort]")
    expect(place.get_by_role("button", name="未公开", include_hidden=True)).to_have_count(1)
    place.locator("td[data-label='未公开'] a").click()
    expect(page).to_have_url(f"{address}/disclosure/990201/overdue.html")
    expect(page.locator("tbody tr")).to_contain_text("已晚 169 个工作日")
