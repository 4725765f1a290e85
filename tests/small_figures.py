"""Figures of one rate in an invented province of three cities and four counties, put into a federation that is loaded only once."""

import dataclasses
from collections.abc import Iterable
from functools import cache

import pandas as pd
from small_records import UNIT, load
from small_sides import TARGET

from build_scripts.merge.federation import Federation
from build_scripts.merge.stack import empty_rows

SCOPES = "口径代码,口径名称,定义\nall,全部,全部\nother,另一种,另一种\n"
INDICATORS = (
    "指标代码,指标名称,指标类型,计量单位,分子,分母,产品约定,看板顺序\nRATE,建会率,比率,%,已建,应建,否,1\nEND,达标率,比率,%,合格,全部,否,2\n"
)
CITIES, COUNTIES = ("990100", "990200", "990300"), ("990101", "990102", "990103", "990201")
UNITS = (
    "990300,丙市,丙,市州,区划,990000,面,已核,report\n"
    + "".join(f"{code},{name}县,{name},县,区划,{code[:4]}00,面,已核,report\n" for code, name in zip(COUNTIES, "子丑寅卯", strict=True))
    + "990101001,某镇,某镇,乡镇,区划,990101,不落图,已核,report\n"
)


def aim(code: str, value: str = "80", test: str = "动态保持", **other: str) -> str:
    """One line of a target; `indicator`, `unit`, `start`, `end`, `supersedes` where they are not the usual ones."""
    told = {"indicator": "RATE", "unit": "990000", "start": "2014-01-01", "end": "2018-12-31", "supersedes": ""} | other
    days = f"{told['start']},{told['end']}"
    return f"{code},目标,{told['indicator']},{told['unit']},≥,{value},%,{test},{days},report,原文,{told['supersedes']}\n"


HELD = aim("T")


def figure(unit: str, period: str, numerator: float | None, denominator: float | None, **other: object) -> dict[str, object]:
    """One observation; its value is the rate to one decimal, unless `other` says otherwise."""
    rate = round(100 * numerator / denominator, 1) if denominator and numerator is not None else None
    parts = {"numerator": numerator, "denominator": denominator, "value": rate, "value_digits": 1}
    return {"unit": unit, "indicator": "RATE", "period": period, "scope": "all", "state": "有值", "bound": "="} | parts | other


def bare(unit: str, period: str, value: float, **other: object) -> dict[str, object]:
    """An observation of which only the percentage is known."""
    return figure(unit, period, None, None, value=value, **other)


def federation(figures: Iterable[dict[str, object]], targets: str = HELD, units: str = "") -> Federation:
    """The federation that holds exactly these observations; `units` are further lines of the register."""
    world = _world(targets, units)
    blank = empty_rows(world.kinds["observation"]).drop(columns=["_table", "_row"])
    rows = pd.DataFrame([{"subject": None, "version": 1, "source": "report", "_demo": False} | each for each in figures])
    rows = rows.reindex(columns=blank.columns).astype(blank.dtypes.to_dict())
    file = pd.Categorical(["observation/o.csv"] * len(rows))
    rows = rows.assign(_file=file, _line=range(2, len(rows) + 2))
    return dataclasses.replace(world, tables={**world.tables, "observation": rows})


@cache
def _world(targets: str, units: str) -> Federation:
    files = {
        "scope/s.csv": SCOPES,
        "indicator/r.csv": INDICATORS,
        "target/t.csv": TARGET.replace("\n", ",取代目标\n") + targets,
        "unit/more.csv": UNIT + UNITS,
        "unit/yet.csv": UNIT.replace("\n", ",前身,启用日期,停用日期,数字已含在依附区划内,依附区划,同时计入层级\n") + units,
    }
    found, findings = load(files)
    assert not [finding for finding in findings if finding.is_error], findings
    return found
