"""The change report told in words: every sort of change in its own section, nothing where nothing changed, the reverse when swapped."""

import random
from dataclasses import replace
from pathlib import Path

import pytest
from golden import AS_OF, DATA, PROJECT
from small_change import EXPECTED, HELD_BACK, PERSON, WITHDRAWN, golden_report, report
from small_sides import THEME, rates, side

from build_scripts.change.changes import Changes, compare
from build_scripts.change.html import as_html
from build_scripts.change.lines import Line
from build_scripts.change.names import SECTIONS
from build_scripts.change.report import Origin, as_json
from build_scripts.change.text import FIRST, as_markdown, as_text
from build_scripts.comparison import State, compared

OPPOSITE = {"met": "missed", "missed": "met", "broken": "mended", "mended": "broken"}
UNDONE = {"judged": "unjudged", "speaking": "silent"}
"""What is told of the one sort is told of the other when the sides are swapped; not always the reverse, see the docstrings."""


def test_planted_changes_are_told_word_for_word_each_in_its_own_section() -> None:
    made = golden_report()
    assert "\n".join(as_text(made)) + "\n" == EXPECTED.read_text("utf-8")
    assert [section.name for section in made.changes.sections if not section.lines] == []


def test_equal_records_differ_in_nothing_and_every_section_says_so_in_one_line() -> None:
    made = report(DATA, DATA)
    assert made.changes.empty
    assert made.pairs == ()
    told = list(as_text(made))
    assert "两边的记录没有任何不同。" in told
    for name in SECTIONS:
        assert told.count(f"{made.words(name)}：没有。") == 1


def test_swapping_the_sides_turns_every_change_round() -> None:
    made = golden_report()
    there, back = made.changes, compare(made.sides[1], made.sides[0])
    _assert_turned_round(there, back)
    assert [_turned(line) for line in back.section("mended").lines] == list(there.section("broken").lines)
    assert (there.counts["added"], there.counts["changed"], there.counts["removed"]) == (
        back.counts["removed"],
        back.counts["changed"],
        back.counts["added"],
    )
    assert _subjects(there, "ranks") == _subjects(back, "ranks")
    assert there.ledgers == back.ledgers[::-1]


def test_records_that_readers_are_not_shown_are_told_by_place_codes_and_reason_alone() -> None:
    made = golden_report()
    forms = ["\n".join(as_text(made)), "\n".join(as_markdown(made)), as_json(made), as_html(made, THEME)]
    for form in forms:
        assert "990101/2018-00003" in form
        assert "W301" in form
        assert "139******78.csv" in form
        assert not [text for text in (HELD_BACK, PERSON, WITHDRAWN) if text in form]


def test_ranks_are_of_those_both_sides_rank_and_equal_rates_share_one() -> None:
    base = {"990100": 70, "990200": 80, "990300": 90}
    assert _moves(base, base | {"990100": 80}) == {"990100": (3, 2)}  # level with 乙市, which moves nowhere
    assert _moves(base, base | {"990100": 85}) == {"990100": (3, 2), "990200": (2, 3)}
    assert _moves({"990200": 80, "990300": 90}, base | {"990100": 99}) == {}  # a first report shifts nobody
    assert _moves(base, {"990100": 70, "990300": 90}) == {}  # nor does silence


@pytest.mark.parametrize("seed", range(5))
def test_a_report_is_empty_on_equal_sides_and_mirrored_on_swapped_ones(seed: int) -> None:
    chance = random.Random(seed)
    one, other = (side(_figures(chance)) for _ in range(2))
    assert compare(one, one).empty
    there, back = compare(one, other), compare(other, one)
    _assert_turned_round(there, back)
    assert _subjects(there, "ranks") == _subjects(back, "ranks")
    assert there.counts["added"] == back.counts["removed"]
    assert there.counts["changed"] == back.counts["changed"]


def test_the_screen_has_the_first_rows_of_a_section_and_says_how_many_more_there_are() -> None:
    made = golden_report()
    revised = made.changes.section("revised").lines
    told = "\n".join(as_text(made)).partition(f"{made.words('revised')}（{len(revised)}）")[2].partition("\n\n")[0].splitlines()[1:]
    assert len(told) == FIRST + 1
    assert f"另有 {len(revised) - FIRST} 条" in told[-1]
    whole = as_html(made, THEME)
    assert all(line.after in whole for line in revised)


def test_invented_records_are_marked_wherever_they_are_told() -> None:
    made = golden_report()
    marked = [line for line in as_text(made) if "示例〕" in line]
    assert len(marked) == 1  # the total that holds an invented figure
    assert "本单涉及示例数据" in "\n".join(as_text(made))


def test_a_fault_in_the_model_is_told_and_nothing_is_compared(tmp_path: Path) -> None:
    data = tmp_path / "data"
    for path in DATA.rglob("*.csv"):
        target = data / path.relative_to(DATA)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(path.read_bytes())
    states = [State(Origin("a", "", ""), folder, AS_OF) for folder in (DATA, data)]
    made, faults = compared(PROJECT, states[0], states[1], public=False)
    assert made is None
    assert "E207" in {finding.code for finding in faults}  # no site record: site.yaml was left out


def _assert_turned_round(there: Changes, back: Changes) -> None:
    for one, other in OPPOSITE.items():
        assert _subjects(there, one) == _subjects(back, other), one
    for one, other in UNDONE.items():
        for first, second in ((there, back), (back, there)):
            assert set(_subjects(first, one)) <= set(_subjects(second, other)), one


def _subjects(changes: Changes, name: str) -> list[tuple[str, str]]:
    return sorted((line.unit, line.what) for line in changes.section(name).lines)


def _turned(line: Line) -> Line:
    return replace(line, before=line.after, after=line.before)


def _moves(before: dict[str, int], after: dict[str, int]) -> dict[str, tuple[int, int]]:
    lines = compare(side(rates(before)), side(rates(after))).section("ranks").lines
    return {line.unit: (int(line.before[1]), int(line.after[1])) for line in lines}


def _figures(chance: random.Random) -> str:
    rows = []
    for unit in ("990100", "990200", "990300"):
        for period in ("2018-Q1", "2018-Q2"):
            if chance.random() < 0.8:
                rate = chance.choice((70, 80, 80, 90))
                rows.append(f"{unit},RATE,{period},all,有值,{rate}.0,{rate},100,自报,{chance.choice((1, 2))},report\n")
        for name in ("N", "M"):
            if chance.random() < 0.8:
                rows.append(f"{unit},{name},2018,all,有值,{chance.choice((1, 2))},,,自报,1,report\n")
    return "".join(rows)
