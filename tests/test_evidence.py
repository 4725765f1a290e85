"""The page of evidence says how each figure is made, who submitted it and where it stands; its data say the same."""

import csv
import gzip
import json
from collections.abc import Mapping
from functools import cache
from typing import Any

from golden import PROJECT, Built
from small_records import UNIT
from small_sides import TARGET, rates, side

from build_scripts.view.edition import Edition
from build_scripts.view.evidence import Evidence, Witness
from build_scripts.view.figure import said, why
from build_scripts.view.proved import Proof
from build_scripts.view.trace import Traces
from build_scripts.write.output import Output, Page
from build_scripts.write.why_json import why_json, why_schema
from build_scripts.write.why_pages import why_pages

Q1, Q2, Q3, Q4 = (f"2018-Q{number}" for number in range(1, 5))
A, B, C = "990100", "990200", "990300"
PROVINCE = "990000"
SCOPES = {"scope/s.csv": "口径代码,口径名称,定义\nall,全部,全部\nother,另一种,另一种\n"}
COUNTIES = UNIT + "990101,子县,子,县,区划,990100,面,已核,report\n990102,丑县,丑,县,区划,990100,面,已核,report\n"
RENAMED = {
    "unit/more.csv": UNIT.replace("\n", ",前身,启用日期,停用日期\n")
    + "990300,丙市,丙,市州,区划,990000,面,已核,report,990301,2018-05,\n990301,旧丙县,旧丙,市州,区划,990000,面,已核,report,,,2018-05\n"
}


@cache
def pages(figures: str, files: tuple[tuple[str, str], ...] = ()) -> dict[str, Evidence]:
    """The pages of the only indicator by place."""
    edition = side(figures, {**SCOPES, **dict(files)}).edition
    witness = Witness(edition, "RATE")
    return {trace.place: witness.evidence(trace) for trace in Traces(edition, "RATE").all()}


def proof(page: Evidence, period: str) -> Proof:
    """The only proof of a period."""
    (section,) = [section for section in page.sections if section.period == period]
    (found,) = section.proofs
    return found


def lines(found: Proof) -> dict[str, str]:
    """What is said, by label."""
    return {line.label: said(line.told) for line in found.lines}


def test_a_figure_is_told_with_formula_target_gap_submission_source_and_row() -> None:
    figures = rates({A: 70, B: 90}) + f"{A},RATE,{Q2},all,有值,71.4,5000,7000,自报,1,report\n"
    page = pages(figures)[A]
    assert [section.period for section in page.sections] == [Q2, Q1]
    found = proof(page, Q2)
    assert (found.value.text, found.value.value, found.verdict) == ("71.4%", "71.4", "未达标")
    assert found.fraction is not None
    assert (found.fraction.text, found.fraction.value) == ("5,000/7,000", "5000/7000")
    assert lines(found) == {
        "算式": "已建 5,000 ÷ 应建 7,000 × 100% ≈ 71.42857%，四舍五入到1位小数为 71.4%",
        "目标": "80%（原文和出处），动态保持：未达标，差 8.6 个百分点，按当前分母，分子还要增加 600。",
        "比上期": "+1.4 个百分点（2018年一季度为 70%）",
        "进程": "2018年一季度起未达标（连续 2 期）。按近四季度的速度，2019年四季度达到；要在期限前达到，每季度须增 4.3 个百分点，约 300。",
        "名次": "1/1（市州，同一时期、同一口径，按分子÷分母从高到低）",
        "口径": "全部",
        "报送": "所说的是甲市；自报。",
        "来源": "报表",
        "原始记录": "data/observation/o.csv 第 4 行；公开下载的 observation.csv 第 3 行",
    }
    assert [(target.title, target.quote) for target in page.targets] == [("八成", "八成")]
    assert [source.id for source in page.sources] == ["source-report"]


def test_how_rate_and_parts_go_together_is_told_as_it_is() -> None:
    cells = {
        Q1: "70.0,700,1000",
        Q2: "71.35,1427,2000",
        Q3: "71.3,1427,2000",
        Q4: "71,,",
    }
    figures = "".join(f"{A},RATE,{period},all,有值,{cell},自报,1,report\n" for period, cell in cells.items())
    told = {period: lines(proof(pages(figures)[A], period))["算式"] for period in cells}
    assert told[Q1].endswith("× 100% ＝ 70.0%")
    assert told[Q2].endswith("× 100% ＝ 71.35%")
    assert told[Q3].endswith("× 100% ＝ 71.35%，填报为 71.3%")
    assert told[Q4] == "填报为 71%，没有分子分母，无法复算，不参加合计、比较和排名。"


def test_a_corrected_figure_names_the_record_that_it_replaced() -> None:
    line = f"{A},RATE,{Q1},all,有值,{{0}}.0,{{0}},100,自报,{{1}},report\n"
    found = proof(pages(line.format(70, 1) + line.format(72, 2))[A], Q1)
    assert found.value.text == "72.0%"
    assert lines(found)["报送"] == "所说的是甲市；自报；第 2 版，取代 data/observation/o.csv 第 2 行。"
    named = f"老甲,件数,{Q1},全部,有值,5,,,自报,1,report\n"
    assert lines(proof(pages(named + line.format(70, 1) + line.format(72, 2).replace(A, "老甲"))[A], Q1))["报送"].endswith("第 3 行。")


def test_a_renamed_unit_says_under_which_name_and_code_it_reported() -> None:
    figures = rates({"990301": 70, A: 70}) + rates({C: 75, A: 72}, Q2)
    page = pages(figures, tuple(RENAMED.items()))[C]
    assert page.title == "丙市 · 建会率"
    assert lines(proof(page, Q1))["报送"] == "所说的是旧丙县；自报；以旧丙县（990301）的名义，今丙市。"
    assert "名义" not in lines(proof(page, Q2))["报送"]
    assert page.chart is not None
    assert [len(points.split()) for points in page.chart.course.lines] == [2]


def test_what_most_reported_and_one_did_not_is_a_part_of_its_own() -> None:
    page = pages(rates({A: 70, B: 80, C: 90}) + rates({A: 71, B: 81}, Q2) + rates({A: 72, B: 82, C: 92}, Q3))[C]
    gap = next(section for section in page.sections if section.period == Q2)
    assert (gap.proofs, gap.told[:8]) == ((), "丙市没有报这一期"[:8])
    assert page.chart is not None
    assert page.chart.told.endswith("2018年二季度未报。")
    assert [column.y is None for column in page.chart.course.columns] == [False, True, False]
    early = pages(rates({A: 70, B: 80, C: 90}) + rates({A: 71}, Q2))[C]
    assert [section.period for section in early.sections] == [Q1]


def test_a_total_lists_its_addends_and_who_is_left_out() -> None:
    figures = rates({A: 70}) + f"{B},RATE,{Q1},other,有值,90.0,90,100,自报,1,report\n" + rates({"990101": 10, "990102": 20})
    figures += f"{A},RATE,{Q2},all,有值,71,,,自报,1,report\n" + rates({B: 80, C: 85}, Q2)
    found = pages(figures, (("unit/c.csv", COUNTIES),))
    page = found[PROVINCE]
    assert page.title == "测试省（合计） · 建会率"
    first, second = proof(page, Q1), proof(page, Q2)
    assert [(row.name, row.numerator.text, row.role) for row in first.addends] == [
        ("甲市", "70", ""), ("乙市", "90", "口径不同：另一种"), ("丙市", "", "未报"),
    ]  # fmt: skip
    assert [row.numerator.why for row in first.addends if row.numerator.text] == [why("RATE", code, Q1) for code in (A, B)]
    assert (first.value.text, lines(first)["计入/应报"], first.addends_told) == ("70.0%", "1/3 个市州和直报单位计入合计", "相加的 1 个单位")
    assert [said(line.told) for line in first.lines if line.label == "没有计入"] == ["口径不同：乙市", "未报：丙市"]
    assert [said(line.told) for line in second.lines if line.label == "没有计入"] == ["没有分子分母：甲市"]
    assert lines(second)["算式"] == "已建 165 ÷ 应建 200 × 100% ＝ 82.5%"
    assert lines(second)["目标"] == "80%（原文和出处），动态保持：达标，高 2.5 个百分点。"
    assert "不是下面各单位相加" in found[A].below_told
    assert [link.text for link in found[A].below] == ["子县", "丑县"]


def test_targets_are_told_once_a_page_with_clause_quote_and_document() -> None:
    targets = TARGET.replace("原文\n", "原文,条款,取代目标\n") + (
        "T,八成,RATE,990000,≥,80,%,动态保持,2014-01-01,2018-03-31,report,八成,二（一）,\n"
        "U,八成五,RATE,990000,≥,85,%,期末,2018-04-01,2018-12-31,report,八成五,三,T\n"
    )
    sources = "来源代码,标题,来源类型,文号\nreport,规划,文件,测工发〔2014〕1号\nmirror,某镜像,镜像,\ninvented,虚构,示例,\n"
    page = pages(rates({A: 82}) + rates({A: 83}, Q2), (("target/t.csv", targets), ("source/s.csv", sources)))[A]
    told = {target.id: {line.label: said(line.told) for line in target.lines} for target in page.targets}
    assert told["target-U"] == {
        "考核方式": "期末（到截止日达到）",
        "期限": "2018年4月1日至2018年12月31日",
        "条款": "三",
        "取代": "八成",
        "来源": "规划（测工发〔2014〕1号）",
    }
    assert lines(proof(page, Q1))["目标"].startswith("80%（原文和出处），动态保持：达标，高 2.0 个百分点")
    assert lines(proof(page, Q2))["目标"].startswith("85%（原文和出处），期末：未到期，差 2.0 个百分点")
    assert page.chart is not None
    assert page.chart.told.endswith("目标80%。2018年二季度起目标85%。")
    assert [label.text for label in page.chart.course.aims] == ["目标 80%", "目标 85%"]


def faults(value: Any, schema: Mapping[str, Any], place: str = "$") -> list[str]:
    """Where a value is not as its JSON Schema says; of the few words that ours uses."""
    kinds = {"string": str, "number": (int, float), "integer": int, "boolean": bool, "array": list, "object": dict, "null": type(None)}
    allowed = [schema["type"]] if isinstance(schema["type"], str) else schema["type"]
    fits = [kind for kind in allowed if isinstance(value, kinds[kind]) and (kind == "boolean" or not isinstance(value, bool))]
    if not fits:
        return [f"{place}: {value!r}"]
    found = []
    if isinstance(value, list):
        found += [fault for number, each in enumerate(value) for fault in faults(each, schema["items"], f"{place}[{number}]")]
    if isinstance(value, dict):
        known = schema.get("properties", {})
        found += [f"{place}: lacks {name}" for name in schema.get("required", ()) if name not in value]
        for name, each in value.items():
            below = known.get(name, schema["additionalProperties"])
            found += [f"{place}: {name}"] if below is False else faults(each, below, f"{place}.{name}")
    return found


def edition(figures: str, files: Mapping[str, str] | None = None) -> Edition:
    return side(figures, {**SCOPES, **(files or {})}).edition


def test_the_data_say_what_the_page_says_and_keep_their_schema() -> None:
    told = edition(rates({A: 70, B: 80}) + f"{A},RATE,{Q2},all,有值,71,,,自报,1,report\n" + rates({B: 81, C: 91}, Q2))
    schema = json.loads(why_schema(told).data)
    witness = Witness(told, "RATE")
    for trace in Traces(told, "RATE").all():
        page = witness.evidence(trace)
        document = json.loads(why_json(witness.references, trace, page).data)
        assert faults(document, schema) == []
        proofs = [(section.period, each) for section in page.sections for each in section.proofs]
        assert len(proofs) == len(document["figures"])
        for (period, each), figure in zip(proofs, document["figures"], strict=True):
            assert (figure["why"], figure["period"]) == (f"{page.path}#{period}", period)
            assert f"{figure['value']:.{figure['digits']}f}%" == each.value.text
            assert (each.fraction.value if each.fraction else None) == (
                f"{figure['numerator']}/{figure['denominator']}" if figure["numerator"] is not None else None
            )
            assert [part["why"] for part in figure.get("addends", ()) if part["numerator"] is not None] == [
                row.numerator.why for row in each.addends if row.numerator.text
            ]
            if not trace.is_total:
                published = f"公开下载的 observation.csv 第 {figure['published_line']} 行"
                assert said(each.lines[-1].told) == f"{figure['file']} 第 {figure['line']} 行；{published}"
    assert faults({"page": 1, "more": ""}, schema)
    assert faults(document | {"figures": [document["figures"][0] | {"value": "70"}]}, schema)


def test_every_figure_of_the_dashboard_has_its_page_part_and_no_page_is_heavy(province: Built) -> None:
    site = province.site
    rows = json.loads((site / "downloads/statistics-coverage.json").read_bytes())
    names = [column["name"] for column in rows["columns"]]
    places = {(row[names.index("indicator")], row[names.index("place")], row[names.index("period")]) for row in rows["rows"]}
    assert len(places) > 10
    for indicator, place, period in places:
        text = (site / f"why/{indicator}/{place}.html").read_text("utf-8")
        assert f'<section class="gk-proof" id="{period}">' in text
        assert len(gzip.compress(text.encode())) <= 15_000
        document = json.loads((site / f"why/{indicator}/{place}.json").read_bytes())
        assert period in {figure["period"] for figure in document["figures"]}


def test_a_figure_s_row_is_the_row_that_states_it(province: Built) -> None:
    lines_of: dict[str, list[str]] = {}
    data = PROJECT / "tests/site"
    for path in sorted((province.site / "why").rglob("*.json")):
        for figure in json.loads(path.read_bytes())["figures"]:
            for each in (figure, *figure.get("replaced", ()), *figure.get("addends", ())):
                if each["file"]:
                    known = lines_of.setdefault(each["file"], _text(data / each["file"]))
                    stated = known[each["line"] - 1]
                    assert figure["period"] in stated
                    if "value" in each and each["value"] is not None:
                        assert f",{each['value']:.{each['digits']}f}," in stated
    assert len(lines_of) > 2


def test_a_figure_s_line_in_the_download_is_the_line_that_states_it(province: Built) -> None:
    table = list(csv.reader((province.site / "downloads/observation.csv").read_text("utf-8-sig").splitlines()))
    unit, indicator, period, value = (table[0].index(name) for name in ("单位", "指标", "时期", "数值"))
    seen = 0
    for path in sorted((province.site / "why").rglob("*.json")):
        document = json.loads(path.read_bytes())
        for figure in [] if document["is_total"] else document["figures"]:
            row = table[figure["published_line"] - 1]
            assert (row[unit], row[indicator], row[period]) == (figure["unit"], document["indicator"]["code"], figure["period"])
            if figure["value"] is not None:
                assert float(row[value]) == figure["value"]
            seen += 1
    assert seen > 10


def _text(path: Any) -> list[str]:
    data = path.read_bytes()
    try:
        return list(data.decode("utf-8-sig").splitlines())
    except UnicodeDecodeError:
        return list(data.decode("gb18030").splitlines())


def test_pages_and_data_come_in_pairs() -> None:
    made = list(why_pages(edition(rates({A: 70, B: 80})), "RATE"))
    stems = [each.path.rpartition(".")[0] for each in made]
    assert stems == [f"why/RATE/{place}" for place in (PROVINCE, A, B) for _ in range(2)]
    assert {type(each) for each in made} == {Page, Output}
