"""A verdict is lost only with its own figure or target: a later period that nobody can judge takes none away."""

from small_sides import TARGET, rates, side

from build_scripts.change.changes import Changes, compare
from build_scripts.change.targets import SORTS

UNTIL_JUNE = {"target/t.csv": f"{TARGET}T,八成,RATE,990000,≥,80,%,动态保持,2014-01-01,2018-06-30,report,八成\n"}
FIRST, NEXT, THIRD = "2018-Q1", "2018-Q2", "2018-Q3"
MET, MISSED = {"990100": 85}, {"990100": 75}


def test_a_new_period_without_a_target_takes_no_verdict_away() -> None:
    changes = compare(side(rates(MET, NEXT), UNTIL_JUNE), side(rates(MET, NEXT) + rates(MET, THIRD), UNTIL_JUNE))
    assert _told(changes) == []


def test_a_new_period_without_a_value_takes_no_verdict_away() -> None:
    closed = f"990100,RATE,{NEXT},all,不公开,,,,自报,1,report\n"
    assert _told(compare(side(rates(MET)), side(rates(MET) + closed))) == []


def test_a_verdict_whose_figure_is_gone_is_told_without_the_figure() -> None:
    lost = ("unjudged", "2018年二季度", "达标", "没有数")
    assert _told(compare(side(rates(MET, NEXT)), side(""))) == [lost]
    older = rates(MET) + rates(MET, NEXT)
    assert _told(compare(side(older), side(rates(MET)))) == [lost]
    assert _told(compare(side(older), side(rates(MET, NEXT)))) == [("unjudged", "2018年一季度", "达标", "没有数")]


def test_a_verdict_whose_target_is_gone_is_told() -> None:
    changes = compare(side(rates(MET, THIRD)), side(rates(MET, THIRD), UNTIL_JUNE))
    assert _told(changes) == [("unjudged", "2018年三季度", "85.0%（85/100），达标", "85.0%（85/100），无目标")]


def test_a_verdict_that_cannot_be_recomputed_any_more_is_told() -> None:
    bare = "990100,RATE,2018-Q1,all,有值,85.0,,,自报,2,report\n"
    changes = compare(side(rates(MET)), side(rates(MET) + bare))
    assert _told(changes) == [("unjudged", "2018年一季度", "85.0%（85/100），达标", "85.0%，口径不符")]


def test_what_never_had_a_verdict_loses_none() -> None:
    assert _told(compare(side(rates(MET, THIRD), UNTIL_JUNE), side("", UNTIL_JUNE))) == []


def test_a_verdict_that_stood_before_is_not_new_because_it_is_the_latest_again() -> None:
    closed = f"990100,RATE,{NEXT},all,不公开,,,,自报,1,report\n"
    assert _told(compare(side(rates(MET) + closed), side(rates(MET)))) == []
    assert _told(compare(side(closed), side(rates(MET) + closed))) == []  # an older one behind it is not the latest
    assert [line[0] for line in _told(compare(side(closed), side(closed + rates(MET, THIRD))))] == ["judged"]


def test_an_older_figure_that_is_the_latest_again_is_held_against_the_verdict_of_the_one_that_is_gone() -> None:
    changes = compare(side(rates(MISSED) + rates(MET, NEXT)), side(rates(MISSED)))
    assert _told(changes) == [
        ("missed", "2018年二季度 → 2018年一季度", "达标", "75.0%（75/100），未达标，还差 5（后一期的数字没有了）"),
        ("unjudged", "2018年二季度", "达标", "没有数"),
    ]


def _told(changes: Changes) -> list[tuple[str, str, str, str]]:
    return [(name, line.when, line.before, line.after) for name in SORTS for line in changes.section(name).lines]
