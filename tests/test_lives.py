"""The lives of disclosures: their numbers, their corrections, what remains of them, and where they stand for ever."""

import hashlib
from pathlib import Path

import jinja2
import pandas as pd
import pytest
from golden import PROJECT, Built
from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from markup import holding, text_of
from small_intake import world
from small_records import DISCLOSURE, codes, disclosed, load
from test_duties import CATALOGUE, UNIONS

from build_scripts.declare import discover
from build_scripts.intake.shelf import put_all
from build_scripts.intake.submit import take
from build_scripts.kinds.disclosure import KIND
from build_scripts.merge.relations import plain_records
from build_scripts.read.theme import read_words
from build_scripts.view.address import ON_A_PAGE, disclosure_path
from build_scripts.view.columns import column
from build_scripts.view.edition import Edition
from build_scripts.view.events import events_of
from build_scripts.view.fingerprint import fingerprint, fingerprints, short_codes
from build_scripts.view.words import Words

NOTICE = (
    "索引号,公开事项,标题,内容概述,所属单位,公开主体,发布机构,文件日期,公开日期,公开方式,公示开始,公示结束,意见反馈,"
    "公开范围,密级,版本,来源\n"
)
CORRECTION = "索引号,变更后的版本,变更类型,变更日期,变更理由,来源\n"
LINES = "索引号,行号,收支,科目,合计行,预算数,决算数,来源\n"


def noticed(number: str, start: str = "2018-03-12", end: str = "2018-03-16", item: str = "D09", union: str = "") -> str:
    return f"{number},{item},标题,内容,990100,{union},某工会,2018-03-01,2018-03-12,公示,{start},{end},送办公室,社会,公开,1,report\n"


def with_disclosures(*rows: str, **files: str) -> list[str]:
    world = {"catalogue/c.csv": CATALOGUE, "organisation/o.csv": UNIONS, "disclosure/d.csv": NOTICE + "".join(rows)}
    _, findings = load(world | {f"{kind}/x.csv": text for kind, text in files.items()})
    return codes(findings)


@pytest.mark.parametrize(
    ("number", "union", "found"),
    [
        ("990100/2018-00001", "", []),
        ("990100/2018-00001", "o-old", []),  # a federation may number for its unions
        ("990200/2018-00001", "", ["E208"]),
        ("990200/2018-00001", "o-old", ["E208"]),
        ("990000/2018-00001", "", ["E208"]),
    ],
)
def test_an_index_number_begins_with_the_code_of_who_published_it(number: str, union: str, found: list[str]) -> None:
    assert with_disclosures(noticed(number, union=union)) == found


def test_a_notice_shorter_than_the_catalogue_asks_is_told_and_published() -> None:
    assert with_disclosures(noticed("990100/2018-00001", end="2018-03-16")) == []
    assert with_disclosures(noticed("990100/2018-00001", end="2018-03-15")) == ["N402"]
    assert with_disclosures(noticed("990100/2018-00001", start="2018-04-03", end="2018-04-09")) == ["N402"]  # 清明 lies between


def test_a_correction_of_a_version_nobody_submitted_is_refused() -> None:
    row = noticed("990100/2018-00001")
    assert with_disclosures(row, correction=f"{CORRECTION}990100/2018-00001,2,更正,2018-04-01,有误。,report\n") == ["E212"]
    assert with_disclosures(row, correction=f"{CORRECTION}990100/2018-00001,1,更正,2018-04-01,有误。,report\n") == []
    assert with_disclosures(row, correction=f"{CORRECTION}990100/2018-00001,2,撤销,2018-04-01,不实。,report\n") == ["W325"]
    assert with_disclosures(row, correction=f"{CORRECTION}990100/2018-00009,2,撤销,2018-04-01,不实。,report\n") == ["E201"]


def test_of_what_is_gone_remain_number_days_and_reason_and_no_older_version_comes_back() -> None:
    rows = [disclosed("1", "第一版"), disclosed("2", "第二版", takedown_on="2018-06-30")]
    made, _ = load({"disclosure/d.csv": DISCLOSURE + "".join(rows)})
    assert made.gone[["index_number", "why", "on"]].to_numpy().tolist() == [["990100/2018-00001", "撤下", "2018-06-30"]]
    assert "第" not in "".join(map(str, made.gone.iloc[0]))
    assert len(made.tables["disclosure"]) == len(made.superseded["disclosure"]) == 0
    later = disclosed("3", "第三版")
    made, _ = load({"disclosure/d.csv": DISCLOSURE + "".join([*rows, later])})
    assert len(made.gone) == 0


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        (("1,收入,会费,否,10,12.5", "2,收入,拨缴,否,5,7.5", "3,收入,合计,是,15,20"), []),
        (("1,收入,会费,否,10,12.5", "2,收入,拨缴,否,5,7.5", "3,收入,合计,是,15,20.01"), ["E210"]),
        (("1,收入,会费,否,10,12.5", "2,支出,合计,是,10,"), []),  # a side without lines of its own has nothing to be held against
        (("1,收入,会费,否,10,12.5", "2,收入,合计,是,11,12.5"), ["E210"]),
    ],
)
def test_the_total_of_a_side_is_the_sum_of_its_lines(lines: tuple[str, ...], found: list[str]) -> None:
    table = LINES + "".join(f"990100/2018-00001,{each},report\n" for each in lines)
    assert with_disclosures(noticed("990100/2018-00001", item="D05"), account_line=table) == found


def test_accounts_stand_only_where_the_catalogue_has_them() -> None:
    table = f"{LINES}990100/2018-00001,1,收入,会费,否,10,10,report\n"
    assert with_disclosures(noticed("990100/2018-00001", item="D09"), account_line=table) == ["E211"]


NUMBERS = st.builds(
    lambda prefix, year, serial: f"{prefix}/{year}-{serial:05}",
    st.one_of(
        st.from_regex(r"[0-9]{6}", fullmatch=True), st.from_regex(r"x-[0-9]{6}-[0-9]{2}", fullmatch=True), st.just("81420525000000019M")
    ),
    st.integers(1990, 2099),
    st.integers(0, 99999),
)


@given(NUMBERS, NUMBERS)
def test_an_address_follows_from_the_number_alone_and_no_two_share_one(one: str, other: str) -> None:
    assert (disclosure_path(one) == disclosure_path(other)) == (one == other)
    assert disclosure_path(one).endswith(f"#{one.partition('/')[2]}")


def test_addresses_once_given_never_change() -> None:
    assert ON_A_PAGE == 16
    assert disclosure_path("420525/2018-00031") == "union/420525/2018-1.html#2018-00031"
    assert disclosure_path("x-420100-01/2018-00032") == "union/x-420100-01/2018-2.html#2018-00032"
    assert disclosure_path("81420525000000019M/2018-00012") == "union/81420525000000019M.html#2018-00012"
    assert short_codes(column(["420525/2018-00031"])).to_pylist() == ["BSXQ-LKGQ-DXKF"]


def test_what_should_no_longer_be_shown_is_told_of_by_its_field_alone() -> None:
    rows = [disclosed("1", "原来的标题"), disclosed("2", "现在的标题")]
    files = {"disclosure/d.csv": DISCLOSURE + "".join(rows)}
    for hidden, shown in (("是", False), ("", True)):
        text = f"{CORRECTION.replace('来源', '改前不再显示,来源')}990100/2018-00001,2,更正,2018-04-01,有误。,{hidden},report\n"
        made, findings = load(files | {"correction/c.csv": text})
        assert codes(findings) == ["W306"]
        edition = Edition(made, {}, Words(read_words(PROJECT / "site_theme/text.yml")), jinja2.Environment(), public=False)  # noqa: S701
        ((title, before, after),) = events_of(edition)["990100/2018-00001"][0].changes
        assert (title, after, "原来的标题" in before) == ("标题", "现在的标题", shown)


def test_a_sheet_of_an_earlier_version_is_known_by_its_letters_unless_that_version_is_hidden() -> None:
    rows = [disclosed(str(number), title) for number, title in enumerate(("甲稿", "乙稿", "丙稿", "丁稿"), 1)]
    text = CORRECTION.replace("来源", "改前不再显示,来源") + "".join(
        f"990100/2018-00001,{number},更正,2018-04-0{number},有误。,{'是' if number == 3 else ''},report\n" for number in (2, 3, 4)
    )
    made, _ = load({"disclosure/d.csv": DISCLOSURE + "".join(rows), "correction/c.csv": text})
    edition = Edition(made, {}, Words(read_words(PROJECT / "site_theme/text.yml")), jinja2.Environment(), public=False)  # noqa: S701
    events = events_of(edition)["990100/2018-00001"]
    before = {row["version"]: row for row in plain_records(made.superseded["disclosure"])}
    assert [each.was for each in events] == [fingerprint(KIND, before[3]).replace(" ", "")[:8], "", ""]
    assert [each.told.partition("：")[2].partition("。")[0] for each in events] == [
        "纸上是第3版，2018年4月4日已更正为第4版",
        "纸上是第2版，现在公布的是第4版",
        "纸上是第1版，现在公布的是第4版",
    ]
    shown = "".join(text for each in events for change in each.changes for text in change)
    assert ("丙稿" in shown, "丁稿" in shown, "甲稿" in shown, "乙稿" in shown) == (True, True, False, False)


def test_a_fingerprint_changes_with_every_field_and_with_nothing_else() -> None:
    row = {field.name: field.sample or None for field in KIND.fields}
    known = fingerprint(KIND, row)
    assert fingerprint(KIND, dict(reversed(row.items())) | {"_line": 5}) == known
    assert len({known, *(fingerprint(KIND, row | {field.name: "x"}) for field in KIND.fields)}) == len(KIND.fields) + 1


TEXTS = st.one_of(st.none(), st.text(st.characters(codec="utf-8"), min_size=1, max_size=4))


def twelve_letters(text: str) -> str:
    """The last twelve digits of the SHA-256 in base 20, by hand."""
    rest, signs = int(hashlib.sha256(text.encode()).hexdigest(), 16), ""
    for _ in range(12):
        rest, sign = divmod(rest, 20)
        signs = "BCDFGHJKLMNPQRSTVWXZ"[sign] + signs
    return "-".join((signs[:4], signs[4:8], signs[8:]))


@given(st.lists(st.fixed_dictionaries({field.name: TEXTS for field in KIND.fields if field.name != "version"}), max_size=4))
def test_many_have_the_fingerprints_and_codes_that_each_has_by_itself(rows: list[dict[str, str | None]]) -> None:
    names = [field.name for field in KIND.fields if field.name != "version"]
    table = pd.DataFrame(rows, columns=names, dtype="str").assign(version=pd.array([2] * len(rows), "Int64"))
    assert fingerprints(KIND, table).to_pylist() == [fingerprint(KIND, row | {"version": 2}) for row in rows]
    numbers = [row["title"] or "" for row in rows]
    assert short_codes(column(numbers)).to_pylist() == [twelve_letters(number) for number in numbers]


def articles(site: Path, page: str) -> dict[str, str]:
    return {
        each.get("id"): each.text_content() for each in html.document_fromstring((site / page).read_text("utf-8")).xpath("//article[@id]")
    }


def test_a_correction_stands_with_its_reason_before_and_after(province: Built) -> None:
    told = articles(province.site, "union/990101/2018-0.html")["2018-00001"]
    for text in ("更正", "2018年4月2日", "支出漏记500元，现予更正。", "支出10,000元", "支出10,500元", "财务部部长", "收支表", "10,500.5"):
        assert text in told, text


def test_what_is_gone_keeps_its_address_and_nothing_of_its_content_is_anywhere(province: Built) -> None:
    revoked = articles(province.site, "union/990102/2018-0.html")["2018-00002"]
    assert "这条公开已撤销" in revoked
    assert "推荐条件经复核不符，撤销。" in revoked
    assert "这条公开已撤下" in articles(province.site, "union/990201/2018-0.html")["2018-00003"]
    assert holding(province.site, ("推荐测试省先锋号的第二次公示", "丑县乡村巴士班组", "撤下的公示")) == {}


def test_a_notice_too_short_says_so_on_its_page_and_a_union_shows_its_calendar(province: Built) -> None:
    assert "公示了 4 个工作日，目录要求不少于 5 个" in articles(province.site, "union/990102/2018-0.html")["2018-00001"]
    page = text_of((province.site / "union/o-002.html").read_bytes())
    for text in ("给会员的话", "应公开日历", "免予公开", "联合工会刚成立，没有收支。", "12351"):
        assert text in page, text


SENT = {
    "another's number": ("disclosure", NOTICE + noticed("990200/2018-00001"), ["E208"]),
    "a short notice": ("disclosure", NOTICE + noticed("990100/2018-00002", end="2018-03-15"), ["N402"]),
    "a version nobody sent": ("correction", f"{CORRECTION}990100/2018-00001,3,更正,2018-04-01,有误。,report\n", ["E212"]),
    "sums that do not add up": (
        "account_line",
        f"{LINES}990100/2018-00001,1,收入,会费,否,10,10,report\n990100/2018-00001,2,收入,合计,是,10,11,report\n",
        ["E210"],
    ),
}


@pytest.mark.parametrize("name", SENT)
def test_who_sends_a_file_hears_at_once_what_does_not_agree_with_what_is_known(name: str, tmp_path: Path) -> None:
    kind, text, expected = SENT[name]
    folder = world(tmp_path / "data")
    known = {"disclosure/d.csv": DISCLOSURE + disclosed("1"), "catalogue/c.csv": CATALOGUE}
    put_all(folder.data, {file: told.encode() for file, told in known.items()})
    titles = {field.name: field.title for field in discover()[kind].fields}
    assert set(text.split("\n", 1)[0].split(",")) <= set(titles.values())
    assert [finding.code for finding in take(f"{discover()[kind].title}.csv", text.encode(), folder).findings] == expected
