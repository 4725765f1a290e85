"""Files whose rows are held against records of other kinds, for the program and the check page alike, and the records that are there."""

from collections.abc import Mapping

from desk_texts import Files, text
from desk_workbooks import line, sheets

_DISCLOSURE = (
    "索引号,公开事项,标题,内容概述,所属单位,公开主体,发布机构,文件日期,公开日期,公开方式,公示开始,公示结束,意见反馈,公开范围,密级,版本,来源"
)
_LINE = "索引号,行号,收支,科目,合计行,预算数,决算数,来源"
_CORRECTION = "索引号,变更后的版本,变更类型,变更日期,变更理由,来源"


def _disclosed(number: str, unit: str = "990100", by: str = "", item: str = "D05", **other: str) -> str:
    told = {"notice": ",", "mode": "公开", "feedback": "", "security": "公开", "version": "1"} | other
    return (
        f"{number},{item},标题,内容,{unit},{by},某工会,2018-01-04,2018-01-08,{told['mode']},{told['notice']},{told['feedback']},"
        f"社会,{told['security']},{told['version']},report\n"
    )


THERE: Mapping[str, str] = {
    "catalogue/more.csv": "事项代码,事项,内容,频次,周期,应公开的工会,公示期,附收支表,公开对象,审批,产品约定,依据\n"
    "D04,预算,内容,每年,每年,不列入,,是,会员,经审委,否,某法\nD09,推荐,内容,每次,每次,不列入,7,否,社会,主席,否,某法\n",
    "indicator/computed.csv": "指标代码,指标名称,指标类型,计量单位,产品约定,由本站算出\nC,公开率,其他,项,是,是\n",
    "organisation/more.csv": "组织代码,组织名称,组建形式,所属单位,单位性质,职工人数,会员人数,来源\n"
    "o-works,丙厂工会,单独,990100,非公,30,20,report\n",
    "unit/renamed.csv": "单位代码,单位名称,简称,层级,类别,报送单位,前身,落图方式,启用日期,停用日期,核实状态,来源\n"
    "990281,旧县,旧,县,区划,990200,,面,,2016-02,已核,report\n990282,中县,中,县,区划,990200,990281,面,2016-02,2017-02,已核,report\n"
    "990283,新县,新,县,区划,990200,990282,面,2017-02,,已核,report\n",
    "workday/own.csv": "日期,上班或放假,依据\n2018-03-14,放假,停电\n2018-03-18,上班,停电\n",
    "disclosure/there.csv": f"{_DISCLOSURE}\n{_disclosed('990100/2018-00001')}{_disclosed('990100/2018-00002', item='D09')}"
    f"{_disclosed('990100/2018-00003', version='1')}{_disclosed('990100/2018-00003', version='3')}"
    f"{_disclosed('990100/2018-00004', security='内部')}",
}
"""Items with and without accounts, a computed indicator, a union, a county renamed twice, a day off, disclosures of several versions."""

_NUMBERED = (
    ("990100/2018-90001", "990100", ""),
    ("990200/2018-90001", "990100", ""),
    ("990999/2018-90001", "990100", ""),
    ("o-works/2018-90001", "990100", "o-works"),
    ("o-works/2018-90001", "990100", "丙厂工会"),
    ("o-works/2018-90001", "990100", ""),
    ("990100/2018-90001", "甲市", "o-works"),
    ("990281/2018-90001", "990283", ""),
    ("990283/2018-90001", "990282", ""),
    ("990281/2018-90001", "990200", ""),
    ("990200/2018-90001", "990100", "o-works"),
)
_WINDOWS = (
    *("2018-03-12,2018-03-16", "2018-03-12,2018-03-19", "2018-03-12,2018-03-20", "2018-03-12,2018-03-21", "2018-02-12,2018-02-23"),
    *("2018-02-12,2018-02-24", "2018-02-10,2018-02-24", "2018-12-29,2019-01-04", "2018-03-17,2018-03-18", "1989-01-01,1990-01-05"),
    *("2099-12-25,2120-01-01", "2018-04-05,2018-04-13"),
)
_CORRECTED = (
    *("990100/2018-00001,1,更正", "990100/2018-00001,2,更正", "990100/2018-00001,2,撤销", "990100/2018-00001,3,撤销"),
    *("990100/2018-00003,3,修订", "990100/2018-00003,4,修订", "990100/2018-00003,9,撤销", "990100/2018-00004,7,更正"),
    *("990100/2018-00009,2,更正", "990200/2018-00001,1,撤销"),
)
_ACCOUNTS: Mapping[str, tuple[str, ...]] = {
    "sound": ("收入,甲,否,100.10,1", "收入,乙,否,200.20,2", "收入,合计,是,300.30,3"),
    "fen": ("收入,甲,否,0.10,", "收入,乙,否,0.20,", "收入,合计,是,0.31,"),
    "half": ("收入,甲,否,0.125,0.375", "收入,合计,是,9,9", "支出,甲,否,-0.125,1234567.891", "支出,合计,是,-7,7"),
    "within": ("收入,甲,否,1.004,", "收入,合计,是,1,"),
    "sides": ("收入,甲,否,5,5", "支出,甲,否,6,6", "收入,合计,是,5,6", "支出,合计,是,6,6"),
    "nothing": ("收入,合计,是,5,5", "结余,年末,否,,5"),
    "one": ("收入,甲,否,,5", "收入,合计,是,5,7"),
    "many": (*(f"支出,第{number}项,否,{number}.1{number % 7},0.7" for number in range(40)), "支出,合计,是,785,28", "支出,小计,是,,28"),
    "large": ("收入,甲,否,999999999999999,0.1", "收入,乙,否,999999999999999,0.2", "收入,合计,是,1,0.3"),
}


def across() -> Files:
    """Numbers of others, notices too short, corrections of what nobody submitted, accounts that do not add up or belong nowhere."""
    for place, (number, unit, by) in enumerate(_NUMBERED):
        yield text(f"across-number-{place:02}", f"{_DISCLOSURE}\n{_disclosed(number, unit, by)}")
    for item in ("D05", "D09"):
        told = (
            _disclosed(f"990100/2018-{90000 + place}", item=item, notice=each, mode="公示", feedback="办公室")
            for place, each in enumerate(_WINDOWS)
        )
        yield text(f"across-window-{item}", f"{_DISCLOSURE}\n{''.join(told)}")
    yield text(
        "across-computed",
        "单位,指标,时期,口径,数据状态,数值,取得方式,版本,来源\n"
        + "".join(f"990100,{name},2018,all,有值,5,自报,1,report\n" for name in ("C", "公开率", "N")),
    )
    for place, each in enumerate(_CORRECTED):
        yield text(f"across-correction-{place:02}", f"{_CORRECTION}\n{each},2018-05-04,合计有误。,report\n")
    for number in ("990100/2018-00001", "990100/2018-00002", "990100/2018-00004", "990100/2018-00009"):
        for name in _ACCOUNTS if number == "990100/2018-00001" else ("sound",):
            lines = _ACCOUNTS[name]
            rows = "".join(f"{number},{place},{each},report\n" for place, each in enumerate(lines, 1))
            yield text(f"across-account-{name}-{number[-1]}", f"{_LINE}\n{rows}")
    yield (
        "across-together.xlsx",
        sheets(
            (
                "会务公开",
                "visible",
                _sheet(_DISCLOSURE, _disclosed("990100/2018-00007", version="2"), _disclosed("990100/2018-00008", item="D09")),
            ),
            (
                "公开变更",
                "visible",
                _sheet(_CORRECTION, *(f"990100/2018-00007,{version},更正,2018-05-04,有误。,report\n" for version in (2, 3))),
            ),
            ("收支明细", "visible", _sheet(_LINE, *(f"990100/2018-0000{place},1,收入,甲,否,5,5,report\n" for place in (7, 8)))),
        ),
    )


def _sheet(head: str, *rows: str) -> str:
    return "".join(line(at, *each.strip("\n").split(",")) for at, each in enumerate((head, *rows), 1))
