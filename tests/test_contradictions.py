"""Contradictions are found by general rules, respect bounds, and say both numbers; the 15 known ones of the real data all come out."""

import csv
import io
from pathlib import Path
from types import SimpleNamespace

import pandas as pd
import pytest

from build_scripts.check.table import check_table
from build_scripts.declare import discover
from build_scripts.derive.contradictions import COLUMNS, VERDICTS, derive
from build_scripts.guard.table import guard_table
from build_scripts.merge.bounds import intervals
from build_scripts.merge.federation import Federation, merge
from build_scripts.merge.provenance import damage, days_apart, masks, readings
from build_scripts.merge.stack import empty_rows
from build_scripts.read.csv_text import read_csv
from build_scripts.read.folder import read_folder
from build_scripts.read.raw import RawTable

DATA = Path(__file__).parent.parent / "data"
KINDS = discover()
# Invented indicators: A..D are counted in 家, R is a rate, M is money in 万元, S a standard in 元.
INDICATORS = [
    *({"code": code, "name": f"甲{code}", "type": "计数", "unit": "家", "convention": "否"} for code in "ABCD"),
    {"code": "R", "name": "甲率", "type": "比率", "unit": "%", "convention": "否"},
    {"code": "M", "name": "甲款", "type": "金额", "unit": "万元", "convention": "否"},
    {"code": "S", "name": "甲标准", "type": "金额", "unit": "元", "convention": "否"},
]
UNITS = [
    {"code": "990000", "name": "甲省", "level": "省"},
    {"code": "990100", "name": "甲市", "level": "市州", "report_to": "990000"},
    {"code": "980000", "name": "乙省", "level": "省"},
]


def table(kind: str, rows: list[dict[str, str]]) -> pd.DataFrame:
    """Rows as they are published, read and typed by the project's own reader; required cells not given hold the field's sample."""
    if not rows:
        return empty_rows(KINDS[kind])
    fields = KINDS[kind].fields
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow([field.title for field in fields])
    writer.writerows([[row.get(field.name, field.sample if field.required else "") for field in fields] for row in rows])
    raw, faults = read_csv(KINDS[kind], f"{kind}/test.csv", text.getvalue().encode(), False)
    assert isinstance(raw, RawTable), faults
    checked, faults = check_table(raw)
    assert not faults, faults
    return checked.rows.assign(_demo=False)


def verdicts(figures: dict[str, str], relation: dict[str, str], **more: list[dict[str, str]]) -> pd.DataFrame:
    """What comes of these figures (value by indicator; `约 3` carries a bound) of one unit and period under one relation."""
    observed = []
    for indicator, value in figures.items():
        bound, _, number = value.rpartition(" ")
        observed.append({"unit": "990100", "indicator": indicator, "period": "2018", "value": number, "bound": bound})
    return derive(federation(observation=observed, relation=[{"code": "r", **relation}] if relation else [], **more))


def federation(**rows: list[dict[str, str]]) -> Federation:
    tables = {name: table(name, rows.get(name, [])) for name in ("observation", "relation", "source", "rule", "target", "honour")}
    tables |= {"indicator": table("indicator", INDICATORS), "unit": table("unit", UNITS)}
    return Federation(KINDS, tables, SimpleNamespace(), "2018-12-31")  # type: ignore[arg-type]


RELATIONS = [
    # sums: counted figures must meet exactly, bounded ones may lie anywhere in their bounds
    ("合计", {"A": "5", "B": "2", "C": "3"}, {"parts": "B C"}, "相符", "0家"),
    ("合计", {"A": "6", "B": "2", "C": "3"}, {"parts": "B C"}, "矛盾", "1家"),
    ("合计", {"A": "余 1000", "B": "800", "C": "700"}, {"parts": "B C"}, "相符", "500家"),
    ("合计", {"A": "余 1000", "B": "1800", "C": "700"}, {"parts": "B C"}, "矛盾", "1500家"),
    ("合计", {"A": "≥ 2", "B": "2", "C": "3"}, {"parts": "B C"}, "相符", "3家"),
    ("部分合计", {"A": "9", "B": "2", "C": "3"}, {"parts": "B C"}, "提示", "4家"),
    ("部分合计", {"A": "4", "B": "2", "C": "3"}, {"parts": "B C"}, "矛盾", "1家"),
    ("部分合计", {"A": "5", "B": "2", "C": "3"}, {"parts": "B C"}, "相符", "0家"),
    # rates: half a unit of the last digit, 约, and what the rate implies
    ("比率", {"R": "33.3", "A": "1", "B": "3"}, {"parts": "A", "base": "B"}, "相符", None),
    ("比率", {"R": "33.4", "A": "1", "B": "3"}, {"parts": "A", "base": "B"}, "矛盾", "0.01家"),
    ("比率", {"R": "约 10", "A": "1025", "B": "10000"}, {"parts": "A", "base": "B"}, "相符", None),
    ("比率", {"R": "90", "A": "90", "B": "60", "C": "20"}, {"parts": "A", "base": "B C"}, "矛盾", "20家"),
    ("比率", {"R": "50", "A": "30"}, {"parts": "A"}, "提示", None),
    ("比率", {"R": "50", "A": "30"}, {"parts": "A", "base": "B"}, "提示", None),
    # bounds of order
    ("不超过", {"A": "3", "B": "3"}, {"parts": "B"}, "相符", None),
    ("不超过", {"A": "4", "B": "3"}, {"parts": "B"}, "矛盾", "1家"),
    ("不超过", {"A": "4", "B": "≥ 3"}, {"parts": "B"}, "相符", None),
    # products with another unit
    ("乘积", {"M": "10", "A": "300", "B": "200", "S": "200"}, {"parts": "A B", "base": "S", "factor": "10000"}, "相符", "0万元"),
    ("乘积", {"M": "10", "A": "900", "B": "100", "S": "200"}, {"parts": "A B", "base": "S", "factor": "10000"}, "矛盾", "10万元"),
    ("不同指标", {"A": "3", "B": "5"}, {"parts": "B"}, "提示", None),
]


@pytest.mark.parametrize(("kind", "figures", "relation", "verdict", "difference"), RELATIONS)
def test_relation_gives_the_verdict_and_the_difference(
    kind: str, figures: dict[str, str], relation: dict[str, str], verdict: str, difference: str | None
) -> None:
    result = next(iter(figures))
    found = verdicts(figures, {"type": kind, "result": result, **relation})
    assert list(found["verdict"]) == [verdict]
    assert (found["difference"].fillna("") == (difference or "")).all()
    for value in figures.values():
        assert value.split(" ")[-1] in found["statement"].iloc[0], "the sentence says both numbers"


def test_rate_above_its_base_is_said_and_implied_base_stands_beside_the_stated_one() -> None:
    statement = verdicts({"R": "80", "A": "8", "B": "5"}, {"type": "比率", "result": "R", "parts": "A", "base": "B"})["statement"].iloc[0]
    assert "隐含分母约10家" in statement
    assert "甲B 5家" in statement
    assert "分子大于分母" in statement


def test_figures_of_another_scope_unit_or_year_are_never_tied_together() -> None:
    here = {"unit": "990100", "indicator": "A", "period": "2018", "value": "9"}
    relation = [{"code": "r", "type": "不超过", "result": "A", "parts": "B"}]
    for other in ({"scope": "other"}, {"unit": "990000"}, {"period": "2017"}, {"subject": "某厂"}):
        part = here | {"indicator": "B", "value": "1"}
        assert len(derive(federation(observation=[here, part], relation=relation))) == 1
        assert derive(federation(observation=[here, part | other], relation=relation)).empty


def test_a_year_takes_the_latest_part_counted_within_it() -> None:
    rows = [
        {"unit": "990100", "indicator": indicator, "period": period, "value": value}
        for indicator, period, value in (("A", "2018", "5"), ("B", "2018-03", "9"), ("B", "2018-06", "5"), ("B", "2019-01", "1"))
    ]
    found = derive(federation(observation=rows, relation=[{"code": "r", "type": "合计", "result": "A", "parts": "B"}]))
    assert list(found["verdict"]) == ["相符"]


def test_unstated_years_are_tied_within_one_source_only() -> None:
    row = {"unit": "990100", "period": "未注明"}
    rows = [row | {"indicator": "A", "value": "9", "source": "s1"}, row | {"indicator": "B", "value": "1", "source": "s2"}]
    relation = [{"code": "r", "type": "合计", "result": "A", "parts": "B"}]
    sources = [{"code": "s1"}, {"code": "s2"}]
    assert "r" not in set(derive(federation(observation=rows, relation=relation, source=sources))["rule"])
    rows[1]["source"] = "s1"
    assert "r" in set(derive(federation(observation=rows, relation=relation, source=sources))["rule"])


def test_rate_is_held_against_its_own_parts_within_its_bound() -> None:
    row = {"unit": "990100", "indicator": "R", "period": "2018", "numerator": "1", "denominator": "4", "bound": "近"}
    assert derive(federation(observation=[row | {"value": "25.5"}])).empty
    found = derive(federation(observation=[row | {"value": "40"}]))
    assert list(found["rule"]) == ["own-parts"]
    assert list(found["difference"]) == ["15个百分点"]


def test_confusable_wording_is_doubtful_and_the_quote_stays() -> None:
    row = {"unit": "990100", "indicator": "R", "period": "2018", "value": "95"}
    relation = [{"code": "r", "type": "易混用语", "term": "非甲库", "meant": "非公甲库"}]
    found = derive(federation(observation=[row | {"quote": "非甲库达95%"}], relation=relation))
    assert found[["verdict", "left_text", "right_text"]].to_numpy().tolist() == [["存疑", "非甲库达95%", "非公甲库"]]
    assert derive(federation(observation=[row | {"quote": "非公甲库达95%"}], relation=relation)).empty


SOURCES = [
    ("date-gap", {"document_on": "2014", "page_on": "2023-02-15"}, {"document_on": "2014", "page_on": "2015-11"}, "存疑"),
    ("other-site", {"publisher": "甲会", "retrieved_from": "乙网"}, {"publisher": "甲会", "retrieved_from": "甲会网站"}, "存疑"),
    ("unreadable-date", {"date_as_printed": "阅读:512月9日"}, {"date_as_printed": "2012-2-14 10:50:53"}, "存疑"),
    ("damaged-text", {"sample": "會(huì)議"}, {"sample": "会议（第二次）"}, "存疑"),
    ("damaged-text", {"sample": "《?谑工会"}, {"sample": "怎么办？"}, "存疑"),
    ("damaged-text", {"sample": "關於開展會員評議"}, {"sample": "关于猇亭区、硚口区开展会员评议活动的有关情况和通知"}, "存疑"),
    ("masked-time", {"sample": "201*年工会"}, {"sample": "2014年工会"}, "提示"),
    ("masked-time", {"sample": "一、**年主要工作"}, {"sample": "一、主席***同志"}, "提示"),
]


@pytest.mark.parametrize(("rule", "bad", "good", "verdict"), SOURCES)
def test_source_rule_catches_the_bad_and_passes_the_good(rule: str, bad: dict[str, str], good: dict[str, str], verdict: str) -> None:
    blank = {"publisher": "", "document_on": "", "page_on": ""}
    found = derive(federation(source=[blank | {"code": "s"} | bad]))
    assert verdict in set(found.loc[found["rule"] == rule, "verdict"])
    assert derive(federation(source=[blank | {"code": "s"} | good])).empty


def test_one_source_with_two_provinces_is_told_but_a_statistical_one_is_not() -> None:
    rows = [{"unit": unit, "indicator": "A", "period": "2018", "value": "1", "source": "s"} for unit in ("990100", "980000")]
    found = derive(federation(observation=rows, source=[{"code": "s", "type": "来源文本"}]))
    assert list(found["rule"]) == ["many-places"]
    assert "乙省、甲市" in found["right_text"].iloc[0]
    assert derive(federation(observation=rows, source=[{"code": "s", "type": "统计资料"}])).empty
    assert derive(federation(observation=[rows[0], rows[0] | {"unit": "990000"}], source=[{"code": "s", "type": "来源文本"}])).empty


def test_a_figure_printed_three_times_counts_once_and_is_told() -> None:
    row = {"unit": "990100", "indicator": "A", "period": "2018", "value": "1", "source": "s"}
    found = derive(federation(observation=[row | {"repeats": "3"}], source=[{"code": "s"}]))
    assert found[["rule", "verdict"]].to_numpy().tolist() == [["repeated-text", "提示"]]
    assert "3次" in found["statement"].iloc[0]
    assert derive(federation(observation=[row], source=[{"code": "s"}])).empty


def test_readings_of_dates_and_masks() -> None:
    assert readings("阅读:512月9日") == ["12月9日", "2月9日"]
    assert readings("第13月1日") == ["3月1日"]
    assert readings("2023年02月15日 09:01") is None
    assert readings("看不清") == []
    assert masks("201*年、20xx年、“xxxx”、**年、2014年") == ["201*", "20xx", "xxxx", "**"]
    assert damage("甲\ufffd乙") == {"lost": ["\ufffd"]}
    assert (days_apart("2014", "2015-01-01"), days_apart("2015-01-01", "2014-12"), days_apart("2014", "2014-06")) == (1, 1, 0)


def test_bounds_span_what_the_words_allow() -> None:
    frame = pd.DataFrame({"value": [1000.0, 41.0, 98.0, 85.0, 9.65, 7.0], "digits": [0, 0, 0, 0, 2, 0]})
    frame["bound"] = ["余", "余", "≥", "近", "=", None]
    spans = intervals(frame["value"], frame["digits"].astype("Int64"), frame["bound"], pd.Series([False] * 4 + [True, False]))
    expected = [[1000, 2000], [41, 42], [98, float("inf")], [76.5, 85], [9.645, 9.655], [7, 7]]
    assert [pytest.approx(pair) for pair in expected] == spans.to_numpy().tolist()


@pytest.fixture(scope="module")
def found() -> pd.DataFrame:
    reading, _ = read_folder(DATA, KINDS)
    guarded = [guard_table(check_table(raw)[0], public=False, as_of="2018-12-31")[0] for raw in reading.tables if not raw.demo]
    return derive(merge(guarded, reading.refused, KINDS, "2018-12-31")[0])


# Number in the list of built-in contradictions, rule, unit or source, verdict, what the sentence must say.
EXPECTED = [
    (1, "unions-by-kind", "511024", "相符", ("922个", "373个", "117个", "90个", "342个", "相符")),
    (2, "women-rate", "511024", "矛盾", ("1295个", "99.11%", "1307个", "922个", "分子大于分母")),
    (3, "wage-agreement-rate", "511024", "矛盾", ("909个", "92%", "988个", "1048个", "60个")),
    (4, "private-system-rate", "511024", "矛盾", ("767个", "90%", "852个", "1048个", "196个")),
    (5, "non-enterprise-wording", "511024", "存疑", ("非企业数据库", "非公企业数据库", "不改")),
    (6, "solved-within-found", "330800", "矛盾", ("35个", "11个", "24个")),
    (7, "own-unions-and-covered", "330800", "提示", ("6284家", "11851家", "两个不同的指标")),
    (8, "gift-by-standard", "230102", "矛盾", ("947名", "51名", "40名", "200元", "20.76万元", "10万元")),
    (9, "hardest-by-age", "230102", "相符", ("1058人", "612人", "140人", "196人", "110人")),
    (9, "hardest-by-schooling", "230102", "相符", ("1058人", "692人", "345人", "21人")),
    (9, "hardship-share", "230102", "相符", ("3456人", "33724人", "10.25%", "约10%")),
    (10, "repeated-text", "text-004", "提示", ("11个数字", "3次", "只计一次")),
    (10, "masked-time", "text-004", "提示", ("20xx", "xxxx", "未注明时期")),
    (11, "harmonious-by-level", "371300", "提示", ("2363家", "146家", "2217家", "不强求相等")),
    (12, "date-gap", "text-001", "存疑", ("2014", "2023-02-15", "9年")),
    (12, "other-site", "text-001", "存疑", ("湖北省总工会", "无关网站", "不作链接")),
    (13, "damaged-text", "text-002", "存疑", ("拼音", "關(guān)", "不作猜补")),
    (13, "damaged-text", "text-002", "存疑", ("问号", "《?谑", "不作猜补")),
    (13, "damaged-text", "text-002", "存疑", ("繁体", "不作猜补")),
    (13, "masked-time", "text-002", "提示", ("201*", "不上图")),
    (14, "many-places", "text-000", "提示", ("湖北省", "衢州市", "威远县", "德州市")),
    (15, "unreadable-date", "text-003", "存疑", ("512月9日", "12月9日或2月9日", "不采用")),
]


@pytest.mark.parametrize(("number", "rule", "where", "verdict", "says"), EXPECTED)
def test_known_contradiction_of_the_real_data_comes_out(
    found: pd.DataFrame, number: int, rule: str, where: str, verdict: str, says: tuple[str, ...]
) -> None:
    rows = found[(found["rule"] == rule) & ((found["unit"] == where) | (found["sources"] == where)) & (found["verdict"] == verdict)]
    assert any(all(word in statement for word in says) for statement in rows["statement"]), (number, list(rows["statement"]))


def test_all_fifteen_are_expected_and_nothing_else_is_called_a_contradiction(found: pd.DataFrame) -> None:
    assert {row[0] for row in EXPECTED} == set(range(1, 16))
    assert set(found.loc[found["verdict"] == "矛盾", "rule"]) == {row[1] for row in EXPECTED if row[3] == "矛盾"}
    assert set(found["verdict"]) == set(VERDICTS)


def test_columns_are_those_declared_and_every_row_says_what_it_compares(found: pd.DataFrame) -> None:
    assert list(found.columns) == [column.name for column in COLUMNS]
    assert found[["rule", "type", "verdict", "statement", "left_text", "right_text", "sources", "rule_text"]].notna().all().all()
    assert not found["statement"].str.contains(r"nan|None|<NA>|[{}]").any()
