"""Laws of the demonstration data: the same bytes, valid records, plausible shapes, and a mark on everything invented."""

import csv
import io
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from build_scripts import demo
from build_scripts.check.conditions import holds
from build_scripts.declare import Kind, discover
from build_scripts.demo.lines import lines_of
from build_scripts.demo.observations import tenths

KINDS = discover()
DATA = Path(__file__).parent.parent / "data"
SMALL = demo.Size(organisations=120, disclosures=600, honours=60)
LIMIT_BYTES = 10_000_000


def unit(code: str, name: str, level: str, report_to: str, **stated: str) -> dict[str, str]:
    blank = {field.name: "" for field in KINDS["unit"].fields}
    return blank | {"code": code, "name": name, "short": "某" + name, "level": level, "sort": "区划", "report_to": report_to} | stated


def register() -> pd.DataFrame:
    """An invented province: three prefectures of seven counties, one county direct, a renamed county, zones of both sorts, a union."""
    rows = [unit("990000", "某省", "省", ""), unit("980000", "邻省", "省", ""), unit("980100", "邻市", "市州", "980000")]
    for prefecture in ("990100", "990200", "990300"):
        rows.append(unit(prefecture, f"{prefecture}市", "市州", "990000"))
        rows += [unit(f"{prefecture[:4]}{n:02d}", f"{prefecture[:4]}{n:02d}县", "县", prefecture) for n in range(1, 8)]
    rows.append(unit("999001", "直管市", "县", "990000"))
    rows.append(unit("990111", "旧县", "县", "990100", valid_to="2016-02"))
    rows.append(unit("990121", "新区", "县", "990100", former="990111", valid_from="2016-02"))
    zone = {"sort": "开发区", "on_map": "依附"}
    rows.append(unit("x-zone-in", "内含开发区", "非地理", "990200", hosts="990201 990202", overlaps_host="是", **zone))
    rows.append(unit("x-zone-by", "并列开发区", "非地理", "990200", hosts="990203", overlaps_host="否", **zone))
    rows.append(unit("x-union", "某省甲产业工会", "非地理", "990000", sort="产业工会"))
    rows.append(unit("990101001", "某镇", "乡镇", "990101"))
    return pd.DataFrame(rows)


def cells(files: dict[str, bytes], kind: Kind) -> pd.DataFrame:
    """All rows of a kind as text, columns by field name; the header must be titles of the kind."""
    names = {field.title: field.name for field in kind.fields}
    rows = []
    for path, content in files.items():
        if path.startswith(f"demo/{kind.name}/"):
            rows += [{names[title]: cell for title, cell in row.items()} for row in csv.DictReader(io.StringIO(content.decode()))]
    return pd.DataFrame(rows).fillna("")


def typed(kind: Kind, text: pd.DataFrame) -> pd.DataFrame:
    """The typed table that the rules of a kind ask for."""
    table = pd.DataFrame(index=text.index)
    for field in kind.fields:
        column = text[field.name] if field.name in text else pd.Series("", index=text.index)
        stated = column.astype("str").where(column != "")
        table[field.name] = stated
        if field.grammar.name in ("count", "number"):
            table[field.name] = pd.to_numeric(stated).astype("Int64" if field.grammar.name == "count" else "Float64")
            table[f"{field.name}_digits"] = stated.str.extract(r"\.([0-9]+)", expand=False).fillna("").str.len().astype("Int64")
    return table


def faults(kind: Kind, text: pd.DataFrame) -> list[str]:
    """What breaks a field's grammar, length, choice or part, or a rule of the kind."""
    found = []
    table = typed(kind, text)
    for field in kind.fields:
        column = text[field.name] if field.name in text else pd.Series("", index=text.index)
        stated = column[column != ""]
        if field.required and len(stated) < len(text):
            found.append(f"{field.name} missing")
        if not stated.astype("str").str.fullmatch(field.grammar.pattern).all() or (stated.str.len() > field.most).any():
            found.append(f"{field.name} misspelt")
        if field.one_of and not stated.isin(field.one_of).all():
            found.append(f"{field.name} no choice")
        if field.part_of and (table[field.name] > table[field.part_of]).fillna(False).any():
            found.append(f"{field.name} beyond {field.part_of}")
    found += [rule.code for rule in kind.rules if holds(rule.broken, table).any()]
    keys = [*kind.key, *([kind.version] if kind.version else [])]
    return found + (["key repeated"] if table[keys].duplicated().any() else [])


@pytest.fixture(scope="module")
def small() -> dict[str, bytes]:
    return demo.generate(register(), 1, SMALL)


@pytest.fixture(scope="module")
def hubei() -> dict[str, bytes]:
    return demo.generate(demo.read_units(DATA))


@pytest.fixture(scope="module")
def newest(hubei: dict[str, bytes]) -> pd.DataFrame:
    """The version that counts of every figure, typed, sorted by unit, indicator and quarter."""
    table = typed(KINDS["observation"], cells(hubei, KINDS["observation"])).sort_values(["unit", "indicator", "period", "version"])
    return table.drop_duplicates(["unit", "indicator", "period"], keep="last")


def test_same_seed_same_bytes_whatever_the_order_of_the_register_and_another_seed_differs(small: dict[str, bytes]) -> None:
    assert demo.generate(register()[::-1], 1, SMALL) == small
    other = demo.generate(register(), 2, SMALL)
    assert [path for path in small if other[path] == small[path]] == ["demo/source/demo-2014-2018.csv"]


@pytest.mark.parametrize("kind", ["source", "observation", "organisation", "disclosure", "honour", "honour_step", "veto_override"])
def test_every_record_is_valid_by_its_kind(kind: str, small: dict[str, bytes], hubei: dict[str, bytes]) -> None:
    for files in (small, hubei):
        rows = cells(files, KINDS[kind])
        assert len(rows)
        assert faults(KINDS[kind], rows) == []


def test_the_check_of_validity_finds_a_planted_fault(small: dict[str, bytes]) -> None:
    rows = cells(small, KINDS["observation"])
    plants = (("value", "7.77", "E137"), ("period", "2014-Q5", "period misspelt"), ("numerator", "999999", "numerator beyond"))
    for field, wrong, fault in plants:
        planted = rows.copy()
        planted.loc[0, field] = wrong
        assert any(text.startswith(fault) for text in faults(KINDS["observation"], planted))


def test_references_hold(hubei: dict[str, bytes]) -> None:
    known = {path.name: set() for path in DATA.iterdir() if path.is_dir()}
    for folder in ("unit", "indicator", "scope"):
        for path in (DATA / folder).glob("*.csv"):
            known[folder] |= {row[0] for row in csv.reader(io.StringIO(path.read_text("utf-8-sig")))}
    observed = cells(hubei, KINDS["observation"])
    unions = cells(hubei, KINDS["organisation"])
    disclosed, awards = cells(hubei, KINDS["disclosure"]), cells(hubei, KINDS["honour"])
    for rows in (observed, unions, disclosed, awards):
        assert set(rows["unit"]) <= known["unit"]
        assert set(rows["source"]) == {"demo-2014-2018"}
    assert set(observed["indicator"]) <= known["indicator"]
    assert set(observed["scope"]) <= known["scope"]
    assert set(disclosed["organisation"]) - {""} <= set(unions["code"])
    assert set(awards["organisation"]) <= set(unions["code"])
    assert set(cells(hubei, KINDS["honour_step"])["honour"]) == set(awards["code"])


def test_everything_invented_says_so(hubei: dict[str, bytes]) -> None:
    source = cells(hubei, KINDS["source"]).iloc[0]
    assert source["type"] == "示例"
    assert source["title"].startswith("示例数据（虚构）")
    assert cells(hubei, KINDS["organisation"])["name"].str.startswith("示例").all()
    assert cells(hubei, KINDS["disclosure"])["publisher"].str.contains("示例").all()
    honours = cells(hubei, KINDS["honour"])
    assert honours["recipient"].str.startswith("示例").all()
    assert honours["granting_body"].str.contains("示例").all()
    assert cells(hubei, KINDS["honour_step"])["body"].str.contains("示例").all()
    assert cells(hubei, KINDS["veto_override"])[["decided_by", "reason"]].apply(lambda column: column.str.contains("示例")).all(axis=None)


def test_counts_are_as_asked_and_the_whole_stays_small(hubei: dict[str, bytes]) -> None:
    counts = {kind: len(cells(hubei, KINDS[kind])) for kind in ("organisation", "disclosure", "honour")}
    assert counts == {"organisation": 500, "disclosure": 11_090, "honour": 300}
    assert sum(map(len, hubei.values())) < LIMIT_BYTES


def test_every_line_reports_once_a_quarter_under_the_code_then_in_force(newest: pd.DataFrame) -> None:
    lines = lines_of(demo.read_units(DATA), (2014, 2018))
    assert (int(lines.prefecture.sum()), int(lines.county.sum())) == (13, 103)
    periods = newest.groupby("unit")["period"].agg(["min", "max"])
    for old, new, last, first in (("420321", "420304", "2014-Q3", "2014-Q4"), ("420821", "420882", "2018-Q1", "2018-Q2")):
        assert periods.loc[old, "max"] <= last
        assert periods.loc[new, "min"] >= first
    assert "421023" in periods.index
    assert "421088" not in periods.index
    assert "420000" not in periods.index


def test_series_remember_and_dip_in_spring(newest: pd.DataFrame) -> None:
    rates = newest[newest["indicator"] == "MEM_RATE"]
    wide = rates.pivot_table(index="unit", columns="period", values="value").astype("float64").dropna()
    assert len(wide) > 90
    memory = np.array([np.corrcoef(row[:-1], row[1:])[0, 1] for row in wide.to_numpy()])
    assert (memory > 0.6).mean() > 0.97
    mean = wide.mean()
    assert all(mean[f"{year}-Q1"] < mean[f"{year - 1}-Q4"] for year in range(2015, 2019))
    assert mean["2018-Q4"] > mean["2014-Q1"] + 10
    assert 2 <= (wide["2018-Q4"] < wide["2015-Q1"]).sum() <= 8


def test_counties_resemble_their_prefecture(newest: pd.DataFrame) -> None:
    last = newest[(newest["indicator"] == "ORG_RATE") & (newest["period"] == "2018-Q2") & newest["unit"].str.fullmatch("42[0-8][0-9]{3}")]
    county = last[~last["unit"].str.endswith("00")].set_index("unit")["value"].astype("float64")
    group = county.groupby(county.index.str[:4])
    assert group.mean().var() > county.var() / group.size().mean()


def test_some_are_late_some_missing_some_revised(newest: pd.DataFrame) -> None:
    due = (pd.to_datetime(newest["as_of"]) + pd.Timedelta(days=15)).dt.strftime("%Y-%m-%d")
    punctual = (newest["submitted_on"] <= due).mean()
    assert 0.9 < punctual < 0.995
    assert 0.005 < (newest["version"] == 2).mean() < 0.05
    reported = newest.groupby("period")["unit"].nunique()
    assert reported.max() - reported["2018-Q4"] >= 3
    assert (newest["numerator"] <= newest["denominator"]).all()
    assert newest["value"].max() <= 100


def sums(newest: pd.DataFrame) -> pd.DataFrame:
    """By prefecture, indicator and period the sums of the full figures below it, and what it states itself (`…_stated`)."""
    lines = lines_of(demo.read_units(DATA), (2014, 2018))
    prefecture = {
        code: lines.codes[above, 0]
        for line, above in enumerate(lines.parent)
        if above >= 0 and lines.adds[line]
        for code in lines.codes[line]
        if code
    }
    by = ["unit", "indicator", "period"]
    parts = newest[newest["unit"].isin(prefecture)].assign(unit=lambda table: table["unit"].map(prefecture))
    stated = newest.set_index(by)[["numerator", "denominator"]]
    return parts.groupby(by)[["numerator", "denominator"]].sum().join(stated.add_suffix("_stated"), how="inner")


def test_sums_of_counties_are_their_prefecture_for_most_cells_but_not_all(newest: pd.DataFrame) -> None:
    both = sums(newest)
    agree = (both["numerator"] == both["numerator_stated"]) & (both["denominator"] == both["denominator_stated"])
    assert len(agree) > 1900
    assert 0.9 <= agree.mean() < 1


def test_a_few_counties_and_lines_beside_them_report_a_state_or_a_bare_percentage(newest: pd.DataFrame) -> None:
    bare = (newest["state"] == "有值") & newest["numerator"].isna()
    assert newest.loc[bare, "value"].notna().all()
    assert set(newest.loc[bare, "indicator"]) == {"ORG_RATE", "STD_RATE"}
    for odd, counties, others in ((bare, 3, 0), (newest["state"] == "不适用", 1, 1), (newest["state"] == "不公开", 1, 1)):
        units = newest.loc[odd & (newest["period"] == "2018-Q2"), "unit"]
        assert (units.str.isdigit().sum(), (~units.str.isdigit()).sum()) == (counties, others)
        assert newest.loc[odd, ["numerator", "denominator", "list_version"]].isna().all(axis=None)
    assert (newest["numerator"].isna()).mean() < 0.01


def test_what_a_county_has_nothing_of_is_in_no_sum_and_what_it_may_not_tell_is(newest: pd.DataFrame) -> None:
    both = sums(newest)
    for state, told in (("不适用", True), ("不公开", False)):
        (unit, indicator), *_ = newest.loc[(newest["state"] == state) & newest["unit"].str.isdigit(), ["unit", "indicator"]].to_numpy()
        periods = newest.loc[(newest["unit"] == unit) & (newest["state"] == state), "period"]
        rows = both.loc[[(f"{unit[:4]}00", indicator, period) for period in periods]]
        assert (rows["denominator_stated"] > rows["denominator"]).all() != told
        assert ((rows["denominator_stated"] == rows["denominator"]).mean() > 0.8) == told


def test_two_prefectures_lately_tell_more_than_the_sum_of_their_counties(newest: pd.DataFrame) -> None:
    both = sums(newest).reset_index()
    full = both["denominator"] == both["denominator_stated"]
    boasted = both[full & (both["numerator_stated"] > both["numerator"] + 0.015 * both["denominator"])]
    boasted = boasted[boasted.groupby("unit")["period"].transform("nunique") == 3]  # others once forgot to follow a correction
    assert boasted["unit"].nunique() == 2
    assert set(boasted["indicator"]) <= {"ORG_RATE", "MEM_RATE"}
    assert set(boasted["period"]) == {"2018-Q2", "2018-Q3", "2018-Q4"}


def test_one_denominator_jumps_with_its_completed_list(newest: pd.DataFrame) -> None:
    completed = newest[newest["list_version"].str.endswith("（补入新登记单位）")]
    (line,) = set(completed["unit"])
    series = newest[(newest["unit"] == line) & (newest["indicator"] == "ORG_RATE")].set_index("period")["denominator"]
    assert series["2016-Q1"] > 1.25 * series["2015-Q4"]


def test_a_zone_that_its_hosts_contain_is_never_larger_than_its_share(small: dict[str, bytes]) -> None:
    table = typed(KINDS["observation"], cells(small, KINDS["observation"])).query("version == 1 and indicator == 'ORG_RATE'")
    wide = table.pivot_table(index="period", columns="unit", values="denominator")
    assert (wide["x-zone-in"] <= wide["990201"] + wide["990202"]).all()


def test_honours_count_as_given_only_after_an_award(hubei: dict[str, bytes]) -> None:
    honours, steps = cells(hubei, KINDS["honour"]), cells(hubei, KINDS["honour_step"])
    assert set(honours.loc[honours["nature"] == "授予", "code"]) == set(steps.loc[steps["type"] == "表彰", "honour"])
    assert set(steps.loc[steps["type"] == "撤销", "honour"]) <= set(steps.loc[steps["result"] == "不通过", "honour"])
    assert {"申报", "推荐公示", "考核", "拟表彰公示", "表彰", "授牌", "复查", "撤销"} == set(steps["type"])
    assert (steps["on"] <= "2018-12-31").all()


def test_disclosures_cover_the_catalogue_on_working_days(hubei: dict[str, bytes]) -> None:
    rows = cells(hubei, KINDS["disclosure"])
    assert set(rows["item"]) == {f"D{number:02d}" for number in range(1, 19)}
    assert set(rows["security"]) == {"公开"}
    assert rows["published_on"].between("2014-01-01", "2019-07-01").all()
    assert pd.to_datetime(rows["published_on"]).dt.day_of_week.max() < 5
    publisher = rows["organisation"].where(rows["organisation"] != "", rows["unit"])
    assert (rows["index_number"].str.rpartition("-")[0] == publisher + "/" + rows["published_on"].str[:4]).all()
    assert not (rows["title"] + rows["summary"]).str.contains("[{}]|[0-9]{6,}").any()


def test_what_tells_of_a_period_is_written_and_published_after_its_end(hubei: dict[str, bytes]) -> None:
    rows = cells(hubei, KINDS["disclosure"])
    rows = rows[(rows["period"] != "") & (rows["item"] != "D04")]  # a budget is told in its own year
    ends = {"Q1": "-03-31", "Q2": "-06-30", "Q3": "-09-30", "Q4": "-12-31", "": "-12-31"}
    end = rows["period"].str[:4] + rows["period"].str[5:].map(ends)
    assert set(rows["item"]) == {"D03", "D05", "D06", "D08", "D12", "D13"}
    assert (rows["document_on"] > end).all()
    assert (rows["published_on"] >= rows["document_on"]).all()


@pytest.mark.parametrize(
    ("numerator", "denominator", "text"), [(1, 2000, "0.1"), (1, 8, "12.5"), (3, 3, "100.0"), (0, 7, "0.0"), (1, 3, "33.3")]
)
def test_rates_are_rounded_half_up(numerator: int, denominator: int, text: str) -> None:
    assert tenths(np.array([numerator]), np.array([denominator])).tolist() == [text]


def test_writing_removes_what_is_stale(tmp_path: Path) -> None:
    stale = tmp_path / "demo" / "honour" / "old.csv"
    stale.parent.mkdir(parents=True)
    stale.write_bytes(b"x")
    (tmp_path / "unit").mkdir()
    rows = register()
    titles = {field.name: field.title for field in KINDS["unit"].fields}
    rows.rename(columns=titles).to_csv(tmp_path / "unit" / "units.csv", index=False)
    paths = demo.write_demo(tmp_path, 1)
    assert {path.relative_to(tmp_path).as_posix() for path in (tmp_path / "demo").rglob("*.csv")} == set(paths)


def test_the_kept_demonstration_data_are_what_the_generator_makes(hubei: dict[str, bytes]) -> None:
    kept = {path.relative_to(DATA).as_posix(): path.read_bytes() for path in (DATA / "demo").rglob("*") if path.is_file()}
    assert [path for path in sorted({*kept, *hubei}) if kept.get(path) != hubei.get(path)] == []
