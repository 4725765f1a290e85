"""Sides of a comparison in memory: three cities whose only records beside the registers are the figures that a test gives."""

from collections.abc import Mapping
from functools import cache

from golden import PROJECT
from small_records import WORLD, load

from build_scripts import pipeline
from build_scripts.change.side import Side
from build_scripts.read.theme import read_words
from build_scripts.view.edition import Edition
from build_scripts.view.environment import templates
from build_scripts.view.words import Words

THEME = PROJECT / "site_theme"
TARGET = "目标代码,目标名称,指标,适用单位,比较,目标值,计量单位,考核方式,起始日期,截止日期,来源,原文\n"
_WORLD = {
    "indicator/r.csv": "指标代码,指标名称,指标类型,计量单位,分子,分母,产品约定,看板顺序\nRATE,建会率,比率,%,已建,应建,否,1\n",
    "relation/r.csv": "关系代码,关系类型,结果指标,组成指标,说明\nwithin,不超过,N,M,件数不超过人数\n",
    "target/t.csv": f"{TARGET}T,八成,RATE,990000,≥,80,%,动态保持,2014-01-01,2018-12-31,report,八成\n",
    "unit/more.csv": WORLD["unit/u.csv"].partition("\n")[0] + "\n990300,丙市,丙,市州,区划,990000,面,已核,report\n",
}
_HEAD = "单位,指标,时期,口径,数据状态,数值,分子,分母,取得方式,版本,来源\n"


def side(figures: str, files: Mapping[str, str] | None = None) -> Side:
    """The side of these lines of observations; `files` replace those of the world or stand beside them."""
    return _side(figures, tuple((files or {}).items()))


def rates(rates: Mapping[str, int], period: str = "2018-Q1", source: str = "report") -> str:
    """A line of the rate of each unit in one period, out of a hundred."""
    return "".join(f"{unit},RATE,{period},all,有值,{rate}.0,{rate},100,自报,1,{source}\n" for unit, rate in rates.items())


def invented(figures: str) -> dict[str, str]:
    """The file of these lines of observations as invented ones."""
    return {"demo/observation/o.csv": _HEAD + figures}


@cache
def _side(figures: str, files: tuple[tuple[str, str], ...]) -> Side:
    federation, findings = load({**_WORLD, "observation/o.csv": _HEAD + figures, **dict(files)})
    assert not [finding for finding in findings if finding.is_error], findings
    derived = {name: module.derive(federation) for name, module in pipeline.derivations().items()}
    return Side(Edition(federation, derived, _words(), templates(THEME / "pages", _words()), public=False), ())


@cache
def _words() -> Words:
    return Words(read_words(THEME / "text.yml"))
