"""Duties: who owes what by when, what came of it, and what is said of those of whom nobody knows."""

import numpy as np
import pandas as pd
from small_records import load
from small_sides import side

from build_scripts.derive import disclosure_rate, punctuality
from build_scripts.derive.punctuality.duties import duties
from build_scripts.merge.federation import Federation
from build_scripts.sentences import line
from build_scripts.view.calendar import Teller
from build_scripts.view.columns import spread
from build_scripts.view.union import Unions

CATALOGUE = (
    "事项代码,事项,内容,频次,周期,应公开的工会,执行起始年,形成期限,公开时限,公示期,附收支表,公开对象,审批,产品约定,依据\n"
    "D01,组织,内容,变更,常设,各级工会,2016,,20,,否,社会,主席,否,某法\n"
    "D05,决算,内容,每年,每年,各级工会,2016,15,20,,是,会员,经审委,否,某法\n"
    "D09,推荐,内容,每次,每次,不列入,,,,5,否,社会,主席,否,某法\n"
    "D13,进展,内容,每季,每季,地方工会,2018,3,20,,否,社会,主席,否,某法\n"
)
UNIONS = (
    "组织代码,组织名称,组建形式,所属单位,单位性质,职工人数,会员人数,建会日期,来源\n"
    "o-old,老厂工会委员会,单独,990100,非公,20,20,2010,report\n"
    "o-young,新厂工会委员会,单独,990100,非公,20,20,2017-06,report\n"
    "o-branch,车间分会,分会,990100,非公,20,20,2010,report\n"
    "o-far,远厂工会委员会,单独,990200,非公,20,20,2010,report\n"
)
HEAD = (
    "索引号,公开事项,所属时期,标题,内容概述,所属单位,公开主体,发布机构,文件日期,公开日期,公开方式,公示开始,公示结束,意见反馈,"
    "公开范围,撤下日期,密级,版本,理由,来源\n"
)
EXEMPTION = "所属单位,公开主体,公开事项,所属时期,免予公开的理由,批准单位,批准日期,来源\n"
CORRECTION = "索引号,变更后的版本,变更类型,变更日期,变更理由,来源\n"


def told(number: str, on: str, **other: str) -> str:
    """One disclosure of D05 for 2016 by 老厂, unless told otherwise."""
    row = {"item": "D05", "period": "2016", "union": "o-old", "mode": "公开", "takedown": "", "version": "1", "reason": ""} | other
    return (
        f"{number},{row['item']},{row['period']},标题,内容,990100,{row['union']},某工会,2016-01-04,{on},{row['mode']},,,,"
        f"会员,{row['takedown']},公开,{row['version']},{row['reason']},report\n"
    )


def federation(*disclosed: str, **files: str) -> Federation:
    world = {"catalogue/c.csv": CATALOGUE, "organisation/o.csv": UNIONS, "disclosure/d.csv": HEAD + "".join(disclosed)}
    world |= {f"{kind}/x.csv": text for kind, text in files.items()}
    made, findings = load(world)
    assert [line(finding) for finding in findings if finding.is_error] == []
    return made


def states(made: Federation, by: str, item: str = "D05") -> dict[str, tuple[str, str, int]]:
    """By period: the day it is due, the state, and how late."""
    known = duties(made)
    rows = known.rows[(known.publishers["code"].to_numpy()[known.rows["publisher"]] == by) & (known.rows["item"] == item)]
    days = rows["due_on"].dt.strftime("%Y-%m-%d")
    return {row.period: (day, row.state, int(row.late_days)) for row, day in zip(rows.itertuples(), days, strict=True)}


FIRST = told("990100/2016-00001", "2016-03-01", item="D09", period="")
"""What shows that the records of 甲市 begin in 2016."""


def test_a_yearly_duty_is_due_so_many_working_days_after_its_month_and_told_as_it_was() -> None:
    made = federation(FIRST, told("990100/2017-00001", "2017-05-04"), told("990100/2018-00001", "2018-05-03", period="2017"))
    assert states(made, "o-old") == {
        "2016": ("2017-05-02", "逾期", 2),  # 2017-03-31, twenty working days, with 清明 2-4 April and 1 May off
        "2017": ("2018-04-28", "逾期", 2),  # a Saturday on which people work
        "2018": ("2019-04-28", "未到期", 0),
    }


def test_what_is_published_on_the_day_it_is_due_is_on_time_and_what_is_not_published_is_missing() -> None:
    made = federation(FIRST, told("990100/2017-00001", "2017-05-02"))
    found = states(made, "o-old")
    assert found["2016"][1:] == ("按时", 0)
    assert found["2017"][1] == "未公开"
    assert found["2017"][2] > 150


def test_a_union_owes_from_the_first_period_that_begins_after_it_was_founded_and_a_branch_nothing() -> None:
    made = federation(FIRST)
    assert list(states(made, "o-young")) == ["2018"]
    assert states(made, "o-branch") == {}


def test_nobody_owes_where_nothing_was_ever_collected() -> None:
    made = federation(FIRST)
    assert states(made, "o-far") == {}
    assert states(made, "990200") == {}
    assert "2016" in states(made, "990100")


def test_a_quarterly_duty_is_due_after_each_quarter_and_a_standing_one_once() -> None:
    found = states(federation(FIRST), "990100", "D13")
    assert list(found) == ["2018-Q1", "2018-Q2", "2018-Q3", "2018-Q4"]
    assert found["2018-Q1"][0] == "2018-04-28"
    assert found["2018-Q4"][1] == "未到期"
    assert list(states(federation(FIRST), "o-old", "D01")) == ["长期"]


def test_an_exemption_excuses_its_period_and_a_refusal_with_a_reason_too() -> None:
    exempt = f"{EXEMPTION}990100,o-old,D05,2017,当年停产。,甲市总工会,2018-01-02,report\n"
    made = federation(FIRST, told("990100/2017-00002", "2017-04-05", mode="不予公开", reason="依某条不予公布。"), exemption=exempt)
    assert {period: state for period, (_, state, _) in states(made, "o-old").items()} == {
        "2016": "免予公开",
        "2017": "免予公开",
        "2018": "未到期",
    }
    both = [told("990100/2016-00002", "2017-04-05"), told("990100/2018-00001", "2018-12-20", period="2017")]
    late = federation(FIRST, *both, exemption=exempt + "990100,o-old,D05,2016,停产。,甲市总工会,2018-01-02,report\n")
    assert {period: state[1:] for period, state in states(late, "o-old").items() if period != "2018"} == {
        "2016": ("按时", 0),
        "2017": ("免予公开", 0),
    }, "what is exempt is never late, and what is disclosed in time all the same is in time"
    assert (duties(late).rows.query("item == 'D05' and record >= 0")["exemption"] >= 0).all()
    general = f"{EXEMPTION}990100,o-old,D05,未注明,长期停产。,甲市总工会,2018-01-02,report\n"
    assert {state for _, state, _ in states(federation(FIRST, exemption=general), "o-old").values()} == {"免予公开"}


def test_the_calendar_says_of_what_is_exempt_and_disclosed_all_the_same_that_it_is() -> None:
    world = {"catalogue/c.csv": CATALOGUE, "organisation/o.csv": UNIONS}
    world["disclosure/d.csv"] = (
        HEAD + FIRST + told("990100/2016-00002", "2017-04-05") + told("990100/2018-00001", "2018-12-20", period="2017")
    )
    world["exemption/x.csv"] = EXEMPTION + "".join(
        f"990100,o-old,D05,{year},停产。,甲市总工会,2018-01-02,report\n" for year in (2016, 2017, 2018)
    )
    edition = side("", world).edition
    unions = Unions(edition)
    numbers = np.array([number for number, each in enumerate(unions.publishers) if each.code == "o-old"])
    rows = unions.batch(numbers).calendar.rows
    rows = rows[rows["item"] == "D05"]
    said = Teller(edition).tell(rows)
    columns = (said.period.to_pylist(), said.state.to_pylist(), (rows["record"] >= 0).tolist(), spread(said.note, len(rows)).to_pylist())
    assert list(zip(*columns, strict=True)) == [
        ("2018年", "免予公开", False, "停产。"),
        ("2017年", "免予公开", True, "免予公开，仍已公开"),
        ("2016年", "按时", True, "免予公开，仍已公开"),
    ]


def test_the_first_version_tells_when_and_what_was_taken_down_counts_but_not_what_was_revoked() -> None:
    twice = told("990100/2017-00003", "2017-05-02"), told("990100/2017-00003", "2017-09-01", version="2")
    assert states(federation(FIRST, *twice), "o-old")["2016"][1] == "按时"
    gone = told("990100/2017-00003", "2017-05-02", takedown="2018-01-01")
    assert states(federation(FIRST, gone), "o-old")["2016"][1] == "按时"
    revoked = f"{CORRECTION}990100/2017-00003,2,撤销,2018-02-01,不实。,report\n"
    assert states(federation(FIRST, twice[0], correction=revoked), "o-old")["2016"][1] == "未公开"


def test_sums_and_rate_count_what_is_over_and_nothing_else() -> None:
    made = federation(FIRST, told("990100/2017-00001", "2017-05-02"), told("990100/2018-00001", "2018-05-03", period="2017"))
    table = punctuality.derive(made)
    own = table[(table["owner"] == "基层工会") & (table["item"] == "D05")].set_index("year")
    assert own.loc["2017", ["due", "on_time", "late", "missing"]].tolist() == [1, 1, 0, 0]
    assert own.loc["2018", ["due", "on_time", "late", "missing"]].tolist() == [1, 0, 1, 0]
    assert "2019" not in own.index
    assert int(table["due"].sum()) == int((duties(made).rows["due_on"] <= pd.Timestamp(made.as_of)).sum())
    rates = disclosure_rate.derive(made).set_index(["unit", "year"])
    assert rates.loc[("990100", "2018"), ["numerator", "denominator"]].tolist() == [1, 1]
    assert rates.loc[("990000", "2018"), "value"] == 100
