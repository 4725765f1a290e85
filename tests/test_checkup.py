"""The plan check-up: each rule decided by its method, good and bad, and nothing decided that no record tells."""

import csv
import io
import re
from collections.abc import Mapping
from pathlib import Path

import pytest
from small_checkup import (
    CITY,
    COUNTY,
    HELD,
    OTHER,
    REACHED,
    ROOT,
    UNION,
    VETO,
    YEAR,
    federation,
    figure,
    rule,
    said,
    union,
    verdicts,
    vetoes,
)
from small_records import UNIT

from build_scripts.derive.checkup.table import METHODS
from build_scripts.kinds import checkup as kind

DATA = Path(__file__).parent.parent / "data"
PASSED, FAILED, UNKNOWN, INAPPLICABLE = "通过", "未通过", "无数据", "不适用"
DISCLOSURE = "索引号,公开事项,标题,内容概述,所属单位,发布机构,文件日期,公开日期,公开方式,公开范围,密级,版本,来源\n"
HONOUR = "荣誉代码,称号,级别,年度,性质,受奖名称,受奖类型,隶属单位,来源\n"
OVERRIDE = "单位,年度,决定机构,决定日期,文号,理由,来源\n"


def disclosed(number: int, item: str, unit: str = COUNTY, year: str = YEAR) -> str:
    return f"990101/{year}-{number:05},{item},标题,内容,{unit},某总工会,{year}-03-01,{year}-03-02,公开,社会,公开,1,report\n"


def honours(*years: int, title: str = "省模范职工之家", level: str = "省", granted: bool = True) -> dict[str, str]:
    """One honour awarded in each of these years."""
    rows = "".join(f"h{year},{title},{level},{year},授予,某工会,工会,{CITY},report\n" for year in years)
    steps = "".join(f"h{year},{'表彰' if granted else '申报'},{year}-05-01\n" for year in years)
    return {"honour/h.csv": HONOUR + rows, "honour_step/h.csv": "荣誉代码,步骤,日期\n" + steps}


def test_every_way_of_deciding_is_a_function_and_every_function_a_way_of_deciding() -> None:
    assert set(METHODS) == set(kind.METHODS) - {kind.VETO, kind.AWAITED, kind.UNDECIDABLE}


@pytest.mark.parametrize(
    ("quarters", "verdict", "words"),
    [
        ({"Q1": 79, "Q2": 85}, FAILED, "2期里有1期没有达到80%：2018年一季度 79.0%（79/100，还差1家）。"),
        ({"Q1": 79, "Q2": 60}, FAILED, "2期都没有达到80%：2018年一季度 79.0%（79/100，还差1家）；2018年二季度 60.0%（60/100，还差20家）。"),
        ({"Q1": 85, "Q2": 80}, PASSED, "2期都达到80%，最低的是2018年二季度 80.0%（80/100）。"),
        ({"Q3": 80}, PASSED, "达到80%：2018年三季度 80.0%（80/100）。"),
        ({"Q1": None, "Q2": 90}, PASSED, "另有1期没有数字"),
        ({"Q1": None}, UNKNOWN, "报了1期"),
        ({}, UNKNOWN, "还没有记录。"),
    ],
)
def test_a_target_is_held_only_where_no_judged_period_of_the_year_misses_it(
    quarters: dict[str, int | None], verdict: str, words: str
) -> None:
    found = said(federation(HELD, figures="".join(figure(CITY, f"2018-{quarter}", value) for quarter, value in quarters.items())))
    assert (found["verdict"], words in found["statement"]) == (verdict, True), found["statement"]


@pytest.mark.parametrize(("first", "verdict"), [(85, PASSED), (None, UNKNOWN), (79, FAILED)])
def test_who_cannot_be_judged_in_a_period_in_which_most_can_has_not_passed_the_year(first: int | None, verdict: str) -> None:
    others = "".join(figure(unit, f"2018-{quarter}", 85) for unit in (OTHER, COUNTY) for quarter in ("Q1", "Q2"))
    found = said(federation(HELD, figures=others + figure(CITY, "2018-Q1", first) + figure(CITY, "2018-Q2", 85)))
    assert found["verdict"] == verdict
    assert ("多数单位能判定的2期里，这里判定了1期" in found["statement"]) == (verdict == UNKNOWN)


def test_what_decides_a_target_is_named_with_its_sources() -> None:
    found = said(federation(HELD, figures=figure(CITY, "2018-Q1", 79) + figure(CITY, "2018-Q2", 85)))
    assert (found["evidence"], found["sources"], found["_demo"]) == (f"observation:{CITY}/RATE/2018-Q1", "report", False)
    assert said(federation(HELD, figures=figure(CITY, "2017-Q1", 79)))["verdict"] == UNKNOWN
    assert said(federation(HELD, figures=figure(CITY, "2017-Q1", 79)), year="2017")["verdict"] == FAILED


@pytest.mark.parametrize(
    ("period", "value", "verdict"),
    [("2018-Q4", 79, FAILED), ("2018-Q4", 80, PASSED), ("2018", 80, PASSED), ("2018-Q3", 79, UNKNOWN), ("2018-Q3", 95, UNKNOWN)],
)
def test_a_target_at_the_end_is_asked_of_the_last_day_alone(period: str, value: int, verdict: str) -> None:
    world = federation(REACHED, figures=figure(CITY, period, value, indicator="END"))
    assert said(world)["verdict"] == verdict
    assert said(world, year="2017")["verdict"] == INAPPLICABLE


def test_an_indicator_is_held_against_the_threshold_of_the_rule_itself_even_off_the_dashboard() -> None:
    full = rule("P-04", "指标", indicators="FULL", value="100")
    assert said(federation(full, figures=figure(CITY, "2018", 99, indicator="FULL")))["verdict"] == FAILED
    assert said(federation(full, figures=figure(CITY, "2018", 100, indicator="FULL")))["verdict"] == PASSED
    assert said(federation(full, figures=figure(CITY, "2018", None, indicator="FULL")))["verdict"] == UNKNOWN


def test_the_province_is_judged_by_its_sum_and_only_where_most_have_reported() -> None:
    most = figure(CITY, "2018-Q1", 95) + figure(OTHER, "2018-Q1", 60)
    found = said(federation(HELD, figures=most), ROOT)
    assert (found["verdict"], found["evidence"]) == (FAILED, f"observation:{ROOT}/RATE/2018-Q1")
    assert "77.5%（155/200，还差5家，3个应报单位中2个已报）" in found["statement"]
    assert said(federation(HELD, figures=figure(OTHER, "2018-Q1", 60)), ROOT)["verdict"] == UNKNOWN


def test_figures_of_a_former_unit_count_for_its_successor() -> None:
    units = "单位代码,单位名称,简称,层级,类别,报送单位,落图方式,前身,启用日期,停用日期,核实状态,来源\n"
    units += (
        "990299,旧市,旧,市州,区划,990000,不落图,,1990,2018-04,已核,report\n990300,新市,新,市州,区划,990000,面,990299,2018-04,,已核,report\n"
    )
    figures = figure("990299", "2018-Q1", 79) + figure("990300", "2018-Q2", 85)
    found = said(federation(HELD, figures=figures, files={"unit/renamed.csv": units}), "990300")
    assert (found["verdict"], found["evidence"]) == (FAILED, "observation:990300/RATE/2018-Q1")


def test_a_figure_that_names_no_list_is_found_in_its_unit_and_in_the_province() -> None:
    listed = rule("P-24", "名录版本", indicators="RATE FULL")
    good = figure(CITY, "2018-Q1", 85, list="一季度名录")
    world = federation(listed, figures=good + figure(COUNTY, "2018-Q1", 85, indicator="FULL"))
    assert {unit: said(world, unit)["verdict"] for unit in (CITY, COUNTY, OTHER, ROOT)} == {
        CITY: PASSED,
        COUNTY: FAILED,
        OTHER: UNKNOWN,
        ROOT: FAILED,
    }
    assert said(world, ROOT)["evidence"] == f"observation:{COUNTY}/FULL/2018-Q1"


CADRES = rule("P-08", "专职干部", test="现状", employees=200)
LEAGUES = rule("P-09", "联合会专职干部", test="现状", employees=2000, units=100)
THREE = rule("P-16", "三委同建", test="现状")
JOINT = rule("P-05", "联合覆盖", test="现状")
LEAGUE = {"type": "工会联合会", "covered": 99, "employees": 1999}


@pytest.mark.parametrize(
    ("asked", "stated", "verdict"),
    [
        (CADRES, {"cadres": 1}, PASSED),
        (CADRES, {"cadres": 0}, FAILED),
        (CADRES, {}, UNKNOWN),
        (CADRES, {"employees": 200, "cadres": 0}, FAILED),
        (CADRES, {"employees": 199, "cadres": 0}, INAPPLICABLE),
        (CADRES, {"sector": "事业", "cadres": 0}, FAILED),
        (CADRES, {"sector": "机关", "cadres": 0}, INAPPLICABLE),
        (CADRES, {"type": "联合", "covered": 9, "cadres": 0}, INAPPLICABLE),
        (LEAGUES, {**LEAGUE, "covered": 100, "cadres": 0}, FAILED),
        (LEAGUES, {**LEAGUE, "employees": 2000, "cadres": 0}, FAILED),
        (LEAGUES, {**LEAGUE, "employees": 2000, "cadres": 1}, PASSED),
        (LEAGUES, {**LEAGUE, "cadres": 0}, INAPPLICABLE),
        (LEAGUES, {"employees": 2000, "cadres": 0}, INAPPLICABLE),
        (THREE, {"audit": "有", "delegate": "委员会"}, PASSED),
        (THREE, {"audit": "有", "delegate": "委员"}, PASSED),
        (THREE, {"audit": "无", "delegate": "委员会"}, FAILED),
        (THREE, {"audit": "有", "delegate": "无"}, FAILED),
        (THREE, {"audit": "有", "delegate": "无", "women": 0}, PASSED),
        (THREE, {"audit": "有"}, UNKNOWN),
        (THREE, {"audit": "无"}, FAILED),
        (THREE, {"type": "分会"}, INAPPLICABLE),
        (JOINT, {"type": "联合", "covered": 2}, PASSED),
        (JOINT, {}, INAPPLICABLE),
    ],
)
def test_an_organisation_is_asked_what_its_kind_and_size_call_for(asked: dict[str, str], stated: dict[str, object], verdict: str) -> None:
    world = federation(asked, unions=union(**stated))
    assert said(world, COUNTY)["verdict"] == verdict
    assert said(world, COUNTY)["statement"].startswith("按工会组织登记现状（截至2018年12月31日），")


def test_a_township_union_is_asked_like_a_federation() -> None:
    town = {"unit/town.csv": f"{UNIT}990101001,某镇,某镇,乡镇,区划,990101,不落图,已核,report\n"}
    stated = union("990101001", type="总工会", employees=2000, cadres=0)
    assert said(federation(LEAGUES, unions=stated, files=town), COUNTY)["verdict"] == FAILED
    assert said(federation(LEAGUES, unions=union(type="总工会", employees=2000, cadres=0)), COUNTY)["verdict"] == INAPPLICABLE


def test_organisations_count_for_all_above_them_and_for_today_alone() -> None:
    unions = union(code="a", cadres=0, name="甲厂工会") + union(code="b", cadres=1) + union(OTHER, code="c", cadres=1) + union(code="d")
    world = federation(CADRES, unions=unions)
    assert {unit: said(world, unit)["verdict"] for unit in (COUNTY, CITY, OTHER, UNION, ROOT)} == {
        COUNTY: FAILED,
        CITY: FAILED,
        OTHER: PASSED,
        UNION: UNKNOWN,
        ROOT: FAILED,
    }
    found = said(world, ROOT)
    assert "4个，其中1个没有专职工会干部：甲厂工会。另有1个没有填写。" in found["statement"]
    assert found["evidence"] == "organisation:a"
    assert (said(world, year="2017")["verdict"], said(world, year="2017")["statement"]) == (UNKNOWN, "登记只有现状，不能倒推2017年。")


def test_disclosures_prove_what_was_done_and_their_absence_proves_nothing() -> None:
    asked = rule("P-19", "会务公开", items="D03 D05")
    both = {"disclosure/d.csv": DISCLOSURE + disclosed(1, "D03") + disclosed(2, "D05") + disclosed(3, "D05")}
    found = said(federation(asked, files=both), COUNTY)
    assert (found["verdict"], found["evidence"]) == (PASSED, "disclosure:990101/2018-00001 disclosure:990101/2018-00003")
    assert found["statement"] == "当年公开3条，其中代表大会1条、决算2条。"
    assert said(federation(asked, files=both), CITY)["verdict"] == PASSED
    half = said(federation(asked, files={"disclosure/d.csv": DISCLOSURE + disclosed(1, "D05")}), COUNTY)
    assert (half["verdict"], "没有“代表大会”的公开记录" in half["statement"]) == (UNKNOWN, True)
    assert said(federation(asked, files=both), COUNTY, "2017")["verdict"] == UNKNOWN


def test_the_province_needs_a_reporting_line_that_is_no_division() -> None:
    asked = rule("P-31", "报送线", level="省级")
    world = federation(asked)
    assert (said(world, ROOT)["verdict"], said(world, ROOT)["evidence"]) == (PASSED, f"unit:{UNION}")
    assert said(world, CITY)["verdict"] == INAPPLICABLE
    none = {"unit/more.csv": f"{UNIT}990101,子县,子,县,区划,990100,面,已核,report\n"}
    assert said(federation(asked, files=none), ROOT)["verdict"] == FAILED


@pytest.mark.parametrize(
    ("years", "verdict", "words"),
    [
        ((2018,), PASSED, "此前没有表彰记录可比"),
        ((2016, 2018), PASSED, "间隔2年"),
        ((2015, 2018), PASSED, "间隔3年"),
        ((2017, 2018), FAILED, "比每2至3年一次短"),
        ((2014, 2018), FAILED, "超过每2至3年一次"),
        ((2015,), PASSED, "还没有超过"),
        ((2014,), FAILED, "已4年，超过"),
        ((2019,), UNKNOWN, "没有“模范职工之家”的表彰记录"),
        ((), UNKNOWN, "没有“模范职工之家”的表彰记录"),
    ],
)
def test_an_honour_comes_neither_sooner_nor_later_than_its_cycle(years: tuple[int, ...], verdict: str, words: str) -> None:
    asked = rule("P-30", "荣誉周期", level="省级", honour="模范职工之家", cycle_least=2, cycle_most=3)
    found = said(federation(asked, files=honours(*years)), ROOT)
    assert (found["verdict"], words in found["statement"]) == (verdict, True), found["statement"]


def test_only_honours_of_the_province_that_were_awarded_make_a_cycle() -> None:
    asked = rule("P-30", "荣誉周期", level="省级", honour="模范职工之家", cycle_least=2, cycle_most=3)
    for files in (honours(2018, granted=False), honours(2018, level="市"), honours(2018, title="省先锋号")):
        assert said(federation(asked, files=files), ROOT)["verdict"] == UNKNOWN


def test_what_no_record_tells_is_unknown_and_what_none_can_tell_does_not_apply() -> None:
    awaited, never = rule("P-10", "待有记录"), rule("P-32", "不由记录判定", reason="记录判不了。")
    assert (said(federation(awaited))["verdict"], said(federation(awaited))["statement"]) == (UNKNOWN, "还没有记录。")
    assert (said(federation(never))["verdict"], said(federation(never))["statement"]) == (INAPPLICABLE, "记录判不了。")


def test_everybody_who_owes_a_report_is_asked_every_rule_in_every_year() -> None:
    found = verdicts(federation(HELD, VETO, rule("P-10", "待有记录", first_year="2018")))
    assert set(found) == {
        (code, unit, year) for code in ("P-01", "P-10", "P-28") for unit in (ROOT, CITY, OTHER, COUNTY, UNION) for year in ("2017", YEAR)
    }
    assert found["P-10", CITY, "2017"]["statement"] == "这一条适用于2018年至2018年。"
    assert found["P-28", ROOT, YEAR]["verdict"] == INAPPLICABLE


MISSED = figure(CITY, "2018-Q1", 79) + figure(OTHER, "2018-Q1", 85)
EXCEPTION = {"veto_override/v.csv": f"{OVERRIDE}{CITY},2018,省总工会主席办公会,2018-12-20,省工发〔2018〕9号,名录更新晚。,report\n"}


def test_a_binding_target_missed_makes_a_candidate_for_the_veto() -> None:
    world = federation(HELD, VETO, figures=MISSED)
    found = verdicts(world)
    assert found["P-28", CITY, YEAR]["verdict"] == FAILED
    assert found["P-28", CITY, YEAR]["evidence"] == "checkup:P-01"
    assert found["P-28", OTHER, YEAR]["verdict"] == PASSED
    assert found["P-28", COUNTY, YEAR]["verdict"] == UNKNOWN
    (only,) = vetoes(world)
    assert (only["unit"], only["year"], only["verdict"], only["rules"]) == (CITY, YEAR, "候选", "P-01")
    assert "P-01 P-01的名称：没有达到80%：2018年一季度 79.0%（79/100，还差1家）。" in only["reasons"]


def test_a_recorded_exception_lifts_the_veto_of_its_unit_and_year_and_of_no_other() -> None:
    world = federation(HELD, VETO, figures=MISSED + figure(CITY, "2017-Q1", 70) + figure(COUNTY, "2018-Q1", 70), files=EXCEPTION)
    assert [(row["unit"], row["year"], row["verdict"]) for row in vetoes(world)] == [
        (CITY, "2018", "已记录例外"),
        (COUNTY, "2018", "候选"),
        (CITY, "2017", "候选"),
    ]
    told = vetoes(world)[0]
    assert (told["decided_by"], told["document_number"], told["reason"]) == ("省总工会主席办公会", "省工发〔2018〕9号", "名录更新晚。")
    found = verdicts(world)["P-28", CITY, YEAR]
    assert (found["verdict"], found["evidence"]) == (INAPPLICABLE, f"checkup:P-01 veto_override:{CITY}/2018")
    assert "省工发〔2018〕9号" in found["statement"]


def test_an_exception_without_a_miss_and_a_miss_of_an_advisory_rule_veto_nobody() -> None:
    advisory = HELD | {"strictness": "提示"}
    assert vetoes(federation(advisory, VETO, figures=MISSED)) == []
    assert vetoes(federation(HELD, VETO, figures=figure(CITY, "2018-Q1", 85), files=EXCEPTION)) == []
    assert vetoes(federation(CADRES, VETO, unions=union(cadres=0))) == []


def test_a_verdict_that_rests_on_an_invented_record_says_so() -> None:
    invented = {"demo/source/s.csv": "来源代码,标题,来源类型\ndemo,虚构,示例\n"}
    head = "单位,指标,时期,口径,数据状态,数值,分子,分母,取得方式,版本,来源\n"
    invented["demo/observation/o.csv"] = f"{head}{CITY},RATE,2018-Q2,all,有值,70.0,70,100,自报,1,demo\n"
    world = federation(HELD, VETO, figures=figure(CITY, "2018-Q1", 79) + figure(OTHER, "2018-Q1", 79), files=invented)
    found = verdicts(world)
    assert [found["P-01", unit, YEAR]["_demo"] for unit in (CITY, OTHER, COUNTY)] == [True, False, False]
    assert {row["unit"]: row["_demo"] for row in vetoes(world)} == {CITY: True, OTHER: False}


def rows_of(name: str) -> list[dict[str, str]]:
    files = sorted((DATA / name).glob("*.csv"))
    return [row for file in files for row in csv.DictReader(io.StringIO(file.read_text("utf-8")))]


def misquoted(rules: list[dict[str, str]], known: Mapping[str, str]) -> list[str]:
    """Codes of rules whose quote is not in the words of the targets and thresholds that were compiled from the same clause."""
    quotes = {row["规则代码"]: row["原文"] for row in rules}
    codes = {re.sub("[a-z]$", "", code): code for code in known}
    assert len(codes) > 10
    return [code for code, full in codes.items() if known[full] not in quotes[code] and quotes[code] not in known[full]]


def test_the_whole_plan_is_declared_once_and_in_its_own_words() -> None:
    rules = rows_of("checkup")
    assert [row["规则代码"] for row in rules] == [f"P-{number:02}" for number in range(1, 36)]
    known = {row["目标代码"]: row["原文"] for row in rows_of("target")} | {row["规定代码"]: row["原文"] for row in rows_of("rule")}
    known = {code: quote for code, quote in known.items() if code.startswith("P-")}
    assert misquoted(rules, known) == []
    planted = [row | {"原文": row["原文"].replace("动态", "静态")} for row in rules]
    assert misquoted(planted, known) == ["P-01", "P-02", "P-03"]


def test_rules_of_the_plan_that_await_records_say_which() -> None:
    for row in rows_of("checkup"):
        assert row["没有记录时怎样说"], row["规则代码"]
        assert (row["判定方法"] == "待有记录") == ("还没有" in row["没有记录时怎样说"] and row["判定方法"] not in METHODS), row["规则代码"]
