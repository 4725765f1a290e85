"""What a reader does with the search, in a browser, under the site's policy."""

import re

import pytest
from listening import Listened, listened
from playwright.sync_api import Browser, Page, Route, expect

from build_scripts.view.address import disclosure_path
from build_scripts.view.columns import column
from build_scripts.view.fingerprint import short_codes

RESULTS = "[data-gk-results] li"


def search(page: Page, words: str) -> None:
    page.get_by_role("searchbox", name="搜索词").fill(words)


def test_typing_finds_choosing_narrows_back_and_a_shared_address_bring_it_back(heard_page: Listened, address: str) -> None:
    page, heard = heard_page
    page.goto(f"{address}/search.html")
    search(page, "工会")
    expect(page.locator("[data-gk-status]")).to_contain_text("找到")
    expect(page).to_have_url(re.compile(r"q=%E5%B7%A5%E4%BC%9A"))
    total = page.locator("[data-gk-status]").inner_text()
    expect(page.locator(f"{RESULTS} mark").first).to_have_text("工会")
    choices = page.locator("[data-gk-choices]")
    if choices.get_attribute("open") is None:
        choices.locator("summary").click()
    page.get_by_label("类别").select_option("disclosure")
    expect(page).to_have_url(re.compile("sort=disclosure"))
    expect(page.locator("[data-gk-status]")).not_to_have_text(total)
    shared = page.url
    page.go_back()
    expect(page.locator("[data-gk-status]")).to_have_text(total)
    page.go_forward()
    expect(page).to_have_url(shared)
    narrowed = page.locator(RESULTS).count()
    page.locator(f"{RESULTS} a").first.click()
    expect(page).to_have_url(re.compile("union/"))
    page.go_back()
    expect(page.locator(RESULTS)).to_have_count(narrowed)
    page.goto(shared)
    expect(page.get_by_label("类别")).to_have_value("disclosure")
    expect(page.locator(RESULTS)).to_have_count(narrowed)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert heard.elsewhere(address) == []


def test_what_was_chosen_can_be_chosen_away_and_counties_stand_under_their_prefecture(heard_page: Listened, address: str) -> None:
    page, _ = heard_page
    page.goto(f"{address}/search.html?q=总工会")
    status = page.locator("[data-gk-status]")
    expect(status).to_contain_text("找到")
    total = status.inner_text()
    choices = page.locator("[data-gk-choices]")
    if choices.get_attribute("open") is None:
        choices.locator("summary").click()
    unit = page.get_by_label("所属单位")
    first, *others = unit.locator("optgroup[label='甲市'] option").all_inner_texts()
    assert [each.partition("（")[0] for each in (first, *others)] == ["子县", "丑县"]
    unit.select_option("990101")
    expect(status).not_to_have_text(total)
    unit.select_option("")
    expect(status).to_have_text(total)
    expect(page).to_have_url(re.compile(r"\?q=[^&]+$"))


def test_the_name_of_a_federation_leads_to_its_page_first_and_changes_are_found_by_their_names(heard_page: Listened, address: str) -> None:
    page, _ = heard_page
    page.goto(f"{address}/search.html?q=子县总工会")
    expect(page.locator(f"{RESULTS} a").first).to_have_attribute("href", "union/990101.html")
    for change, number in (("更正", "990101/2018-00001"), ("撤销", "990102/2018-00002"), ("撤下", "990201/2018-00003")):
        page.goto(f"{address}/search.html?q={change}")
        expect(page.locator(f"{RESULTS} a[href='{disclosure_path(number)}']")).to_have_count(1)


def test_nothing_found_one_sign_and_no_words_say_what_to_do(heard_page: Listened, address: str) -> None:
    page, _ = heard_page
    page.goto(f"{address}/search.html")
    expect(page.get_by_role("heading", name="怎样查")).to_be_visible()
    search(page, "甲乙丙丁")
    expect(page.locator("[data-gk-status]")).to_contain_text("没有找到")
    expect(page.get_by_role("heading", name="怎样查")).to_be_visible()
    search(page, "工")
    expect(page.locator("[data-gk-status]")).to_have_text("请至少输入两个字。")
    search(page, "")
    expect(page.locator("[data-gk-status]")).to_have_text("")


def test_the_box_in_the_header_leads_to_the_answer(browser: Browser, address: str) -> None:
    with browser.new_context(viewport={"width": 1280, "height": 900}) as context:
        page, heard = listened(context)
        page.goto(f"{address}/coverage/ORG_RATE.html")
        box = page.locator("[data-gk-find-box] input")
        box.fill("工会")
        box.press("Enter")
        expect(page).to_have_url(f"{address}/search.html?q=%E5%B7%A5%E4%BC%9A")
        expect(page.locator(RESULTS).first).to_be_visible()
        assert heard.complaints == []


def test_a_code_leads_to_its_record_first(heard_page: Listened, address: str) -> None:
    page, _ = heard_page
    page.goto(f"{address}/search.html?q=990101")
    expect(page.locator(f"{RESULTS} a").first).to_have_attribute("href", "records/unit/990101.html")


@pytest.mark.parametrize(
    ("number", "title"), [("990102/2018-00002", "这条公开已撤销"), ("990201/2018-00003", "这条公开已撤下"), ("990101/2018-00001", "")]
)
def test_what_stands_on_a_sheet_leads_to_it_even_where_it_is_gone(heard_page: Listened, address: str, number: str, title: str) -> None:
    page, _ = heard_page
    (code,) = short_codes(column([number])).to_pylist()
    for typed in (number, code, code.replace("-", "").lower()):
        page.goto(f"{address}/search.html?q={typed}")
        first = page.locator(f"{RESULTS} a").first
        expect(first).to_contain_text(title)
        expect(first).to_have_attribute("href", disclosure_path(number))


def test_what_cannot_be_fetched_is_said(heard_page: Listened, address: str) -> None:
    page, heard = heard_page
    page.route("**/find/words/*", lambda route: route.abort())
    page.goto(f"{address}/search.html?q=工会")
    expect(page.locator("[data-gk-status]")).to_contain_text("没有取到")
    heard.complaints.clear()


def test_what_the_browser_kept_from_before_the_site_was_published_anew_is_asked_for_again(heard_page: Listened, address: str) -> None:
    page, _ = heard_page
    kept: list[str] = []

    def once(route: Route) -> None:
        sent = route.fetch()
        kept.append(route.request.url)
        route.fulfill(response=sent, body=b"kept" + sent.body()[4:] if len(kept) == 1 else sent.body())

    page.route("**/find/words/*", once)
    page.goto(f"{address}/search.html?q=工会")
    expect(page.locator(RESULTS).first).to_be_visible()
    expect(page.locator("[data-gk-status]")).to_contain_text("找到")
    assert len(kept) > 1


def test_what_every_question_needs_is_fetched_with_the_page_and_once(heard_page: Listened, address: str) -> None:
    page, _ = heard_page
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.rpartition("/")[2]))
    page.goto(f"{address}/search.html?q=工会")
    expect(page.locator(RESULTS).first).to_be_visible()
    needed = ("find.js", "index.jz", "runs.nz")
    assert [asked.count(name) for name in needed] == [1, 1, 1]
    assert max(map(asked.index, needed)) < min(place for place, name in enumerate(asked) if name.endswith(".css"))


def test_without_a_script_the_page_says_how_to_browse(browser: Browser, address: str) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{address}/search.html")
        expect(page.get_by_text("搜索需要浏览器运行脚本")).to_be_visible()
        expect(page.locator("[data-gk-find]")).to_be_hidden()
        page.get_by_role("main").get_by_role("link", name="会务公开", exact=True).click()
        expect(page).to_have_url(f"{address}/disclosure.html")
        page.locator("[data-gk-find-box] a").click()
        expect(page).to_have_url(f"{address}/search.html")


@pytest.mark.parametrize("policy", [True, False])
def test_hostile_titles_are_shown_to_the_letter_and_nothing_runs(browser: Browser, hostile_address: str, policy: bool) -> None:
    with browser.new_context(bypass_csp=not policy) as context:
        page, heard = listened(context)
        for words in ("onerror", "<img", "<script", "alert(1)", '"><svg onload=alert(1)>', "javascript:", "{{", "${"):
            page.goto(f"{hostile_address}/search.html")
            search(page, words)
            expect(page.locator("[data-gk-status]")).not_to_have_text("")
            for link in page.locator(f"{RESULTS} a").all()[:3]:
                assert re.match(r"(records|union)/", link.get_attribute("href") or "")
        search(page, "onerror")
        expect(page.locator(RESULTS).first).to_contain_text("onerror")
        assert page.locator("article img, article svg, article [onerror], article [onload]").count() == 0
        assert page.title() != "pwn"
        assert heard.complaints == []
