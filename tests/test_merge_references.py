"""References between records: exact codes and names, sources that may be cited, what a stopped record takes with it."""

import pytest
from small_records import OBSERVATION, SOURCE, WORLD, codes, figure, load

from build_scripts.findings import Finding
from build_scripts.merge.federation import Federation, model_faults
from build_scripts.sentences import sentence


def fate(federation: Federation, file: str) -> list[str]:
    """State and code of each record of a file, in order."""
    entries = federation.ledger.entries
    here = entries[entries["file"] == file]
    return [f"{state} {code}".strip() for state, code in zip(here["state"], here["code"], strict=True)]


def test_the_world_itself_is_sound() -> None:
    federation, findings = load({})
    assert findings == []
    assert set(federation.ledger.entries["state"]) == {"published"}


def test_an_ambiguous_name_is_answered_with_all_that_bear_it() -> None:
    federation, findings = load({"observation/o.csv": OBSERVATION + figure("双关")})
    assert fate(federation, "observation/o.csv") == ["rejected E202"]
    assert "990100、990200" in sentence(findings[0])


def test_who_leans_on_what_is_withheld_is_withheld_and_who_leans_on_what_is_rejected_is_not_published() -> None:
    honour = "荣誉代码,称号,级别,年度,性质,受奖名称,受奖类型,隶属单位,来源\n"
    steps = "荣誉代码,步骤,日期\n"
    files = {
        "honour/h.csv": f"{honour}h-1,称号,省,2018,授予,甲厂,单位,990100,mirror\nh-2,称号,省,18年,授予,甲厂,单位,990100,report\n",
        "honour_step/s.csv": f"{steps}h-1,表彰,2018\nh-2,表彰,2018\nh-3,表彰,2018\n",
    }
    federation, findings = load(files)
    assert fate(federation, "honour/h.csv") == ["withheld W303", "rejected E102"]
    assert fate(federation, "honour_step/s.csv") == ["withheld W305", "withheld W305", "rejected E201"]
    assert codes(findings) == ["W303", "E102", "W305", "W305", "E201"]


def test_who_leans_on_what_could_not_be_read_is_told_so_and_not_that_there_is_no_such_record() -> None:
    honour = "荣誉代码,称号,级别,年度,性质,受奖名称,受奖类型,隶属单位,来源\n"
    files = {
        "honour/ragged.csv": f"{honour}h-1,称号,省,2018,授予,甲厂,单位,990100,report,多出一格\n",
        "honour/headless.csv": "荣誉编号,称号\nh-2,称号\n",
        "honour_step/s.csv": "荣誉代码,步骤,日期\nh-1,表彰,2018\nh-2,表彰,2018\nh-3,表彰,2018\n",
    }
    federation, _ = load(files)
    assert fate(federation, "honour_step/s.csv") == ["withheld W305", "withheld W305", "rejected E201"]


def test_every_fault_of_a_row_is_told_and_one_that_has_to_be_mended_decides() -> None:
    organisation = "组织代码,组织名称,组建形式,所属单位,单位性质,职工人数,会员人数,来源\n"
    honour = "荣誉代码,称号,级别,年度,性质,受奖名称,受奖类型,隶属单位,受奖组织,来源\n"
    nowhere, ambiguous = (f"称号,省,2018,授予,甲厂,单位,{cited}\n" for cited in ("990100,o-1,nowhere", "双关,o-1,report"))
    files = {
        "organisation/o.csv": f"{organisation}o-1,甲厂工会,单独,990100,非公,9,8,mirror\n",
        "honour/h.csv": f"{honour}h-1,{nowhere}h-2,{ambiguous}",
    }
    federation, findings = load(files)
    assert fate(federation, "honour/h.csv") == ["rejected E201", "rejected E202"]
    told = [(finding.place.line, finding.code, finding.facts["title"]) for finding in findings if finding.place.file == "honour/h.csv"]
    assert told == [(2, "W305", "受奖组织"), (2, "E201", "来源"), (3, "E202", "隶属单位"), (3, "W305", "受奖组织")]


def test_real_and_invented_records_cite_their_own_sources_only() -> None:
    files = {
        "observation/o.csv": OBSERVATION + figure(source="invented") + figure(indicator="M", source="mirror"),
        "demo/observation/o.csv": OBSERVATION + figure("990200") + figure("990200", indicator="M", source="invented"),
    }
    federation, _ = load(files)
    assert fate(federation, "observation/o.csv") == ["rejected E205", "withheld W303"]
    assert fate(federation, "demo/observation/o.csv") == ["rejected E204", "published"]
    federation, _ = load(files, public=True)
    assert fate(federation, "demo/observation/o.csv") == ["withheld W304", "withheld W304"]


def test_an_invented_record_yields_to_a_real_one_whatever_its_version() -> None:
    files = {
        "observation/o.csv": OBSERVATION + figure(value="5"),
        "demo/observation/o.csv": OBSERVATION + figure(value="6", version="9", source="invented"),
    }
    federation, findings = load(files)
    assert codes(findings) == ["W309"]
    assert federation.tables["observation"]["value"].tolist() == [5.0]


UNITS = WORLD["unit/u.csv"]
BROKEN_REGISTERS = {
    "unknown report_to": ("E201", f"{UNITS}990300,丙市,丙,市州,区划,999999,面,已核,report\n"),
    "unknown report_to above another": (
        "E201",
        f"{UNITS}990300,丙市,丙,市州,区划,999999,面,已核,report\n990301,丙县,丙县,县,区划,990300,面,已核,report\n",
    ),
    "cycle of two": (
        "E206",
        f"{UNITS}990300,丙市,丙,市州,区划,990400,面,已核,report\n990400,丁市,丁,市州,区划,990300,面,已核,report\n",
    ),
    "reports to itself": ("E206", f"{UNITS}990300,丙市,丙,市州,区划,990300,面,已核,report\n"),
    "same code twice": ("E203", f"{UNITS}990100,丙市,丙,市州,区划,990000,面,已核,report\n"),
    "unknown source": ("E201", f"{UNITS}990300,丙市,丙,市州,区划,990000,面,已核,nowhere\n"),
    "bad cell": ("E103", f"{UNITS}990300,丙市,丙,城市,区划,990000,面,已核,report\n"),
    "no header": ("E010", "\n"),
}


@pytest.mark.parametrize("fault", BROKEN_REGISTERS)
def test_a_fault_in_the_register_of_units_stops_the_build(fault: str) -> None:
    code, text = BROKEN_REGISTERS[fault]
    federation, findings = load({"unit/u.csv": text})
    assert code in codes(model_faults(findings, federation.kinds))


def test_no_unit_is_published_below_one_that_is_not() -> None:
    hidden = "990300,丙市联系13800138000,丙,市州,区划,990000,面,已核,report\n"
    below = "990301,丙县,丙县,县,区划,990300,面,已核,report\n990302,丙乡,丙乡,乡镇,区划,990301,面,已核,report\n"
    federation, findings = load({"unit/u.csv": UNITS + hidden + below})
    assert fate(federation, "unit/u.csv")[3:] == ["withheld W301", "withheld W305", "withheld W305"]
    units = federation.tables["unit"]
    assert set(units["report_to"].dropna()) <= set(units["code"])
    assert model_faults(findings, federation.kinds) == []


@pytest.mark.parametrize("sites", [0, 2])
def test_there_is_exactly_one_site(sites: int) -> None:
    head, line = WORLD["site/s.csv"].splitlines()
    text = "\n".join([head, *(line.replace("990000", f"990{number}00") for number in range(sites))]) + "\n"
    federation, findings = load({"site/s.csv": text})
    wrong: list[Finding] = model_faults(findings, federation.kinds)
    assert codes(wrong) == ["E207"] if sites != 2 else "E207" in codes(wrong)


def test_a_source_that_cites_a_number_is_told_of_without_it() -> None:
    federation, findings = load({"source/s.csv": f"{SOURCE}report,报表,报送\nmirror,联系 138 0013 8000,镜像\ninvented,虚构,示例\n"})
    assert fate(federation, "source/s.csv") == ["published", "withheld W301", "published"]
    assert all("8000" not in sentence(finding) for finding in findings)


def test_every_reference_of_a_published_record_is_published() -> None:
    files = {"observation/o.csv": OBSERVATION + figure() + figure("老甲", period="2017") + figure(source="mirror", period="2016")}
    federation, _ = load(files)
    for kind in federation.kinds.values():
        for field in kind.fields:
            if field.refers:
                key = federation.kinds[field.refers].key[0]
                named = federation.tables[kind.name][field.name].dropna().str.split(" ").explode()
                assert set(named) <= set(federation.tables[field.refers][key]), f"{kind.name}.{field.name}"


def test_a_registered_name_stands_for_the_code_of_an_indicator_and_only_when_it_matches_exactly() -> None:
    row = figure(indicator="件数")
    federation, findings = load({"observation/o.csv": OBSERVATION + row})
    assert codes(findings) == []
    assert federation.tables["observation"]["indicator"].tolist() == ["N"]
    twice = "指标代码,指标名称,指标类型,计量单位,产品约定\nN,件数,计数,件,否\nM,件数,计数,人,否\n"
    _, findings = load({"indicator/i.csv": twice, "observation/o.csv": OBSERVATION + row + figure(indicator="件", period="2017")})
    assert sorted(codes(findings)) == ["E201", "E202"]
