"""What hangs on a wall: one sheet that fits, says what its page says, turns by itself, and is the same after a night."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from golden import Built
from listening import Heard, listened
from playwright.sync_api import Browser, BrowserContext, Page, expect

SCREEN = "coverage/ORG_RATE.html?mode=screen"
TURN = "document.querySelector('[data-gk-board]').dispatchEvent(new CustomEvent('gk-turn'))"
WALL = {"width": 1920, "height": 1080}
PARTS = (
    *(".gk-stage-name", ".gk-stage-clock time", ".gk-stage-figures", ".gk-stage-card", ".gk-stage-map figure", ".gk-stage-map .gk-legend"),
    *(".gk-stage-tour", ".gk-stage-lowest", ".gk-stage-below", ".gk-stage-honours", ".gk-stage-disclosures", ".gk-stage-said p"),
    *(".gk-stage-address", ".gk-stage-code"),
)
CUT = """() => [...document.querySelectorAll('.gk-stage, .gk-stage-sheet, .gk-stage-figures, .gk-stage-card, .gk-stage-middle, '
    + '.gk-stage-map, .gk-stage-map figure, .gk-stage-tour, .gk-stage-right > section, .gk-stage-foot, .gk-stage-said p, .gk-stage-way')]
    .filter(part => part.scrollHeight > part.clientHeight + 2 || part.scrollWidth > part.clientWidth + 2)
    .map(part => `${part.className}: ${part.scrollWidth}x${part.scrollHeight} in ${part.clientWidth}x${part.clientHeight}`)"""
SMALLEST = """() => Math.min(...[...document.querySelectorAll('.gk-stage :is(p, li, h2, small, span, b, i, em, strong, time)')]
    .filter(node => node.checkVisibility() && [...node.childNodes].some(child => child.nodeType === 3 && child.data.trim()))
    .map(node => parseFloat(getComputedStyle(node).fontSize)))"""
COLOURS = """nodes => Object.fromEntries(nodes.map(node => [node.dataset.gkCode,
    [...node.classList].filter(name => /^gk-(c\\d|none|below|unreported|unclear)$/.test(name)).join(' ')]))"""
ROWS = """rows => Object.fromEntries(rows.filter(row => !row.hidden && row.dataset.inside === undefined).map(row => [row.dataset.gkRow,
    [...['name', 'shown'].map(name => row.querySelector(`[data-c=${name}]`).textContent), row.className.match(/gk-is-(\\w+)/)[1]]]))"""
CODE = """text => {
    const code = qrcode(0, 'M');
    code.addData(text);
    code.make();
    const n = code.getModuleCount();
    const all = Array.from({ length: n * n }, (_, at) => [at % n, Math.floor(at / n)]);
    return [n, all.filter(([x, y]) => code.isDark(y, x)).map(([x, y]) => [x + 4, y + 4])];
}"""


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    with browser.new_context(viewport=WALL) as opened:
        yield opened


def hung(context: BrowserContext, address: str, path: str = SCREEN) -> tuple[Page, Heard]:
    """The screen, once its tour has begun."""
    page, heard = listened(context)
    page.goto(f"{address}/{path}")
    expect(page.locator(".gk-stage-across li").first).to_be_visible()
    return page, heard


def turned(page: Page, turns: int) -> list[str]:
    """The divisions pointed at in so many turns."""
    return page.evaluate(
        f"""turns => Array.from({{ length: turns }}, () => {{
            {TURN};
            return document.querySelector('[data-gk-tour]').dataset.gkTour;
        }})""",
        turns,
    )


@pytest.mark.parametrize(
    ("width", "height", "scheme", "level"),
    [(1920, 1080, "light", ""), (1920, 1080, "dark", "&level=county"), (3840, 2160, "light", "&level=county"), (3840, 2160, "dark", "")],
)
def test_everything_fits_the_wall_in_every_turn(
    browser: Browser, large_address: str, width: int, height: int, scheme: Any, level: str
) -> None:
    with browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme) as context:
        page, heard = hung(context, large_address, f"coverage/STD_RATE.html?mode=screen{level}")
        root = "document.documentElement"
        assert page.evaluate(f"[{root}.scrollWidth, {root}.scrollHeight, {root}.clientWidth, {root}.clientHeight]") == [width, height] * 2
        for part in PARTS:
            box = page.locator(part).first.bounding_box()
            assert box, part
            assert box["width"] > 0 < box["height"], part
            assert box["x"] >= 0 and box["x"] + box["width"] <= width and box["y"] >= 0 and box["y"] + box["height"] <= height, part
        assert page.locator(".gk-stage-card:visible").count() == 4
        for _ in range(17):
            assert page.evaluate(CUT) == []
            page.evaluate(TURN)
        paper = page.evaluate("getComputedStyle(document.querySelector('.gk-stage-sheet')).backgroundColor")
        assert paper == ("rgb(20, 22, 26)" if scheme == "dark" else "rgb(255, 255, 255)")
        assert page.evaluate(SMALLEST) >= 14 * height / 1080
        assert heard.complaints == []


def test_a_part_that_is_cut_off_would_be_noticed(context: BrowserContext, large_address: str) -> None:
    page, _ = hung(context, large_address, "coverage/STD_RATE.html?mode=screen")
    page.evaluate("document.querySelector('.gk-stage-tour').append('字 '.repeat(900))")
    assert [told.partition(":")[0] for told in page.evaluate(CUT)] == ["gk-stage-tour gk-is-met"]


@pytest.mark.parametrize(("level", "tiles", "pointed"), [("prefecture", 2, 1), ("county", 3, 2)])
def test_where_no_outline_may_be_drawn_the_tiles_fit_and_are_pointed_at(
    context: BrowserContext, public_address: str, level: str, tiles: int, pointed: int
) -> None:
    page, heard = hung(context, public_address, f"{SCREEN}&level={level}")
    assert page.locator(".gk-stage-map .gk-tile").count() == tiles
    assert page.locator(".gk-stage-map .gk-pointed").count() == pointed
    assert page.evaluate(CUT) == []
    page.evaluate(TURN)
    assert page.locator(".gk-stage-map .gk-pointed").count() == 1
    assert heard.complaints == []


@pytest.mark.parametrize(("width", "height"), [(1280, 1024), (2560, 1080), (1024, 768)])
def test_other_shapes_have_a_margin_and_no_scrollbar(context: BrowserContext, address: str, width: int, height: int) -> None:
    page, _ = hung(context, address)
    page.set_viewport_size({"width": width, "height": height})
    box = page.locator(".gk-stage-sheet").bounding_box()
    assert box
    assert box["width"] / box["height"] == pytest.approx(16 / 9, abs=0.01)
    assert box["width"] == pytest.approx(width, abs=1) or box["height"] == pytest.approx(height, abs=1)
    assert page.evaluate("document.documentElement.scrollHeight") == height


@pytest.mark.parametrize("query", ["", "period=2018-Q1", "level=county", "period=2018-Q1&level=county"])
def test_it_says_what_the_page_says_in_the_same_state(context: BrowserContext, address: str, query: str) -> None:
    plain, _ = listened(context)
    plain.goto(f"{address}/coverage/ORG_RATE.html?{query}")
    expect(plain.locator("[data-gk-controls] output")).not_to_be_empty()
    page, heard = hung(context, address, f"{SCREEN}&{query}")
    level = "county" if "county" in query else "prefecture"
    own = page.locator(".gk-stage-own")
    head = plain.locator("[data-gk-headline]")
    assert own.locator("b").inner_text() == head.locator("[data-c=value]").inner_text()
    assert head.locator("[data-c=target]").inner_text() in own.inner_text()
    assert head.locator("[data-c=note]").inner_text() in own.inner_text()
    day = re.sub(r"^\D+", "", plain.locator(f"[data-gk-level={level}] [data-gk-note=as_of]").inner_text())
    assert page.locator(".gk-stage-clock time").inner_text() == day
    assert page.locator(".gk-stage-map [data-gk-code]").evaluate_all(COLOURS) == plain.locator(
        f"[data-gk-level={level}] [data-gk-map] [data-gk-code]"
    ).evaluate_all(COLOURS)
    rows = table(plain, "prefecture", query)
    for _ in range(2):
        place = turned(page, 1)[0]
        here = [page.locator(f".gk-stage-here {name}").inner_text() for name in ("b", "strong")]
        assert here == list(rows[place][:2])
    assert heard.complaints == []


def table(plain: Page, level: str, query: str) -> dict[str, tuple[str, str, str]]:
    """The page's rows of a level in that state: name, figure and state by code."""
    plain.goto(
        plain.url.partition("?")[0] + "?" + "&".join([*(part for part in query.split("&") if "level" not in part), f"level={level}"])
    )
    expect(plain.locator("[data-gk-controls] output")).not_to_be_empty()
    found = plain.locator(f"[data-gk-level={level}] [data-gk-table] tbody tr").evaluate_all(ROWS)
    return {code: tuple(texts) for code, texts in found.items()}


def test_everybody_below_target_is_listed_once_page_by_page(context: BrowserContext, large_address: str) -> None:
    plain, _ = listened(context)
    plain.goto(f"{large_address}/coverage/STD_RATE.html")
    both = table(plain, "prefecture", "") | table(plain, "county", "")
    missed = {name for name, _, state in both.values() if state == "missed"}
    red = set(plain.locator("section.gk-list:has(#double-red) li > a").all_inner_texts())
    page, _ = hung(context, large_address, "coverage/STD_RATE.html?mode=screen")
    counts = page.locator(".gk-stage-below > small").inner_text()
    assert counts.startswith(f"双红 {len(red)} · 未达标 {len(missed)} · 1/")
    seen: list[str] = []
    for _ in range(int(counts.rpartition("/")[2])):
        seen += page.locator(".gk-stage-below li:visible b").all_inner_texts()
        if len(seen) <= 6:
            assert set(page.locator(".gk-stage-below li:visible:has(.gk-stage-red:not(:empty)) b").all_inner_texts()) == red
        page.evaluate(TURN)
    assert sorted(seen) == sorted(missed)
    assert len(missed) > 6


def test_the_newest_are_those_of_their_pages(context: BrowserContext, address: str) -> None:
    page, _ = hung(context, address)
    other, _ = listened(context)
    other.goto(f"{address}/disclosure.html")
    newest = other.locator(".gk-results li a").all_inner_texts()[:5]
    assert page.locator(".gk-stage-disclosures li b").all_inner_texts() == newest
    marked = [bool(item.locator(".gk-sample").count()) for item in page.locator(".gk-stage-disclosures li").all()]
    assert marked == [bool(item.locator(".gk-sample").count()) for item in other.locator(".gk-results li").all()[:5]]
    assert page.locator(".gk-stage-honours li").count() > 0
    expect(page.locator(".gk-stage-sample")).to_contain_text("示例")
    for part in ("审图号", "边界来源", "数据截至"):
        assert part in page.locator(".gk-stage-said").inner_text()
    assert page.locator(".gk-stage-said p").first.inner_text().startswith("来源 ")


def test_the_tour_visits_every_division_by_itself(context: BrowserContext, large_address: str) -> None:
    page, _ = listened(context)
    page.clock.install()
    page.goto(f"{large_address}/coverage/STD_RATE.html?mode=screen")
    tour = page.locator("[data-gk-tour]")
    expect(tour).to_be_visible()
    seen, divisions = [], page.locator(".gk-stage-map a.gk-region").evaluate_all("nodes => nodes.map(node => node.dataset.gkCode)")
    for _ in divisions:
        seen.append(tour.get_attribute("data-gk-tour"))
        assert page.locator(".gk-stage-map .gk-pointed").evaluate_all("nodes => nodes.map(node => node.dataset.gkCode)") == seen[-1:]
        page.clock.run_for(8000)
    assert sorted(map(str, seen)) == sorted(divisions)
    assert len(divisions) == 17
    page.keyboard.press(" ")
    here = tour.get_attribute("data-gk-tour")
    expect(tour).to_contain_text("已暂停")
    page.clock.run_for(30000)
    assert tour.get_attribute("data-gk-tour") == here
    page.keyboard.press("PageDown")
    assert tour.get_attribute("data-gk-tour") != here
    page.keyboard.press("ArrowLeft")
    assert tour.get_attribute("data-gk-tour") == here
    page.keyboard.press(" ")
    expect(tour).not_to_contain_text("已暂停")


def test_every_indicator_s_total_has_its_turn_and_the_page_s_own_stays(context: BrowserContext, large_address: str) -> None:
    page, heard = hung(context, large_address, "coverage/STD_RATE.html?mode=screen")
    own = page.locator(".gk-stage-own .gk-stage-card-name > span").inner_text()
    across = page.locator(".gk-stage-across li > span").all_inner_texts()
    seen: set[str] = set()
    for _ in range(6):
        names = page.locator(".gk-stage-card:visible .gk-stage-card-name > span").all_inner_texts()
        assert own in names
        seen |= set(names)
        turned(page, 2)
    assert seen == set(across)
    assert len(across) > 4
    assert heard.complaints == []


def test_a_reader_who_wants_little_motion_has_longer_turns(browser: Browser, address: str) -> None:
    with browser.new_context(viewport=WALL, reduced_motion="reduce") as context:
        page, _ = listened(context)
        page.clock.install()
        page.goto(f"{address}/{SCREEN}")
        tour = page.locator("[data-gk-tour]")
        expect(tour).to_be_visible()
        first = tour.get_attribute("data-gk-tour")
        page.clock.run_for(10000)
        assert tour.get_attribute("data-gk-tour") == first
        page.clock.run_for(7000)
        assert tour.get_attribute("data-gk-tour") != first


@pytest.mark.parametrize("level", ["", "&level=county"])
def test_five_hundred_turns_leave_the_page_as_large_as_it_was(context: BrowserContext, large_address: str, level: str) -> None:
    page, heard = hung(context, large_address, f"coverage/STD_RATE.html?mode=screen{level}")
    session = context.new_cdp_session(page)
    session.send("HeapProfiler.enable")

    def size() -> tuple[int, int, int, int]:
        for _ in range(3):
            session.send("HeapProfiler.collectGarbage")
        counted = session.send("Memory.getDOMCounters")
        elements = page.evaluate("document.getElementsByTagName('*').length")
        return elements, counted["nodes"], counted["jsEventListeners"], session.send("Runtime.getHeapUsage")["usedSize"]

    turned(page, 40)
    before = size()
    turned(page, 500)
    after = size()
    assert after[0] == before[0]
    assert after[1] <= before[1]
    assert after[2] == before[2]
    assert after[3] - before[3] < 200_000
    assert heard.complaints == []


def test_the_code_is_the_address_of_the_same_view(context: BrowserContext, address: str) -> None:
    page, _ = hung(context, address, f"{SCREEN}&period=2018-Q1&level=county")
    view = "coverage/ORG_RATE.html?period=2018-Q1&level=county"
    expected = f"https://gongkai.example/{view}"
    assert page.locator(".gk-stage-address").inner_text() == expected
    drawn = page.locator(".gk-stage-code path").get_attribute("d")
    cells = {(int(x), int(y)) for x, y in re.findall(r"M(\d+) (\d+)h1v1h-1z", drawn or "")}
    own = page.evaluate(CODE, expected)
    assert cells == {(x, y) for x, y in own[1]}
    assert page.locator(".gk-stage-code").get_attribute("viewBox") == f"0 0 {own[0] + 8} {own[0] + 8}"
    colours = "node => [getComputedStyle(node).backgroundColor, getComputedStyle(node.firstChild).fill]"
    assert page.locator(".gk-stage-code").evaluate(colours) == ["rgb(255, 255, 255)", "rgb(0, 0, 0)"]
    for _ in range(3):
        page.evaluate(TURN)
    assert page.locator(".gk-stage-code path").get_attribute("d") == drawn
    page.goto(f"{address}/{view}")
    expect(page.locator("[data-gk-controls] output")).to_have_text("2018年一季度")


def test_escape_gives_the_page_back_as_it_was(context: BrowserContext, address: str) -> None:
    page, heard = listened(context)
    page.goto(f"{address}/coverage/ORG_RATE.html?period=2018-Q1")
    expect(page.locator("[data-gk-controls] output")).to_have_text("2018年一季度")
    before = page.locator("[data-gk-level]").all_inner_texts()
    drawn = page.locator("[data-gk-level=prefecture]").inner_html()
    page.evaluate("document.documentElement.requestFullscreen = undefined")
    page.click("[data-gk-controls] button[name=screen]")
    expect(page.locator(".gk-stage-across li").first).to_be_visible()
    assert page.url.endswith("?period=2018-Q1&mode=screen")
    assert page.locator("[data-gk-board]").is_hidden()
    page.evaluate(TURN)
    page.keyboard.press("Escape")
    expect(page.locator(".gk-stage")).to_have_count(0)
    assert page.url.endswith("?period=2018-Q1")
    expect(page.locator("[data-gk-level=prefecture] figure")).to_be_visible()
    assert page.locator("[data-gk-level]").all_inner_texts() == before
    assert page.locator("[data-gk-level=prefecture]").inner_html() == drawn
    page.go_back()
    expect(page.locator(".gk-stage")).to_have_count(1)
    page.reload()
    expect(page.locator(".gk-stage-across li").first).to_be_visible()
    assert heard.complaints == []


def test_nothing_of_it_is_asked_for_by_who_does_not_open_it(context: BrowserContext, address: str) -> None:
    page, heard = listened(context)
    page.goto(f"{address}/coverage/ORG_RATE.html", wait_until="networkidle")
    asked = r"screen|qrcode"
    assert [url for url in heard.requests if re.search(asked, url)] == []
    page.goto(f"{address}/{SCREEN}", wait_until="networkidle")
    assert len([url for url in heard.requests if re.search(rf"/(?:{asked})[^?]*$", url)]) == 4
    assert heard.elsewhere(address) == []


def test_what_cannot_be_had_is_said_and_asked_for_again(context: BrowserContext, address: str) -> None:
    page, _ = listened(context)
    page.clock.install()
    for lost in ("**/screen.json", "**/*.county.json"):
        page.route(lost, lambda route: route.abort())
        page.goto(f"{address}/{SCREEN}")
        expect(page.locator(".gk-stage-fault")).to_be_visible()
        expect(page.locator(".gk-stage-map figure")).to_be_visible()
        assert page.locator(".gk-stage-here strong").inner_text() == "76.0%"
        assert page.locator(".gk-stage-below").is_hidden()
        page.unroute(lost)
        page.clock.run_for(31000)
        expect(page.locator(".gk-stage-fault")).to_be_hidden()
        expect(page.locator(".gk-stage-below li").first).to_be_visible()
    page.route("**/*.prefecture.json", lambda route: route.abort())
    page.goto(f"{address}/{SCREEN}")
    expect(page.locator("[data-gk-failed]")).to_be_visible()
    page.unroute("**/*.prefecture.json")
    page.clock.run_for(31000)
    expect(page.locator(".gk-stage-across li").first).to_be_visible()


def test_its_data_name_every_indicator(province: Built) -> None:
    told = json.loads((province.site / "coverage/screen.json").read_bytes())
    codes = [code for code, _ in told["indicators"]]
    assert {"ORG_RATE", "MEM_RATE"} < set(codes)
    assert all(len(frame["totals"]) == len(codes) for frame in told["frames"].values())
