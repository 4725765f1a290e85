"""A template is the kind's declaration as a form: headers, drop-downs, prompts, an example that stays; always the same bytes."""

import csv
import io
import os
import subprocess
import sys
from dataclasses import replace
from functools import cache
from pathlib import Path

import pandas as pd
import pytest
from openpyxl.utils import get_column_letter, range_boundaries
from openpyxl.workbook import Workbook
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet
from small_forms import WORLD, below, book, federation, form_of_column, header_row, headers, lines, reported
from small_records import KINDS, SOURCE

from build_scripts.check.column import check_column
from build_scripts.check.table import check_table
from build_scripts.declare import Kind
from build_scripts.guard.asides import exposed
from build_scripts.guard.table import guard_table
from build_scripts.kinds.source import OWN_SOURCE
from build_scripts.merge.alone import examine
from build_scripts.merge.federation import Federation
from build_scripts.phrases import TEMPLATE
from build_scripts.read.csv_text import TEXT, read_csv
from build_scripts.read.raw import RawTable
from build_scripts.read.rows import EXAMPLES
from build_scripts.read.submission import HELPERS, read_submission
from build_scripts.read.theme import read_words
from build_scripts.sentences import line
from build_scripts.view.words import Words
from build_scripts.write.template import template, template_csv
from build_scripts.write.template_options import Options
from build_scripts.write.template_validation import validation

PROJECT = Path(__file__).parent.parent
PERIOD = {"observation": "2018-Q2"}
every_kind = pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)


@cache
def small() -> Federation:
    """The small world in which one county reported one figure."""
    return federation(reported("990101", "2018-Q1"))


@pytest.fixture
def world() -> Federation:
    return small()


@cache
def made(kind: str) -> Workbook:
    """The template of a kind for that county; tests only look at it."""
    return book(kind, small(), period=PERIOD.get(kind, ""))


def texts_above(sheet: Worksheet) -> str:
    """The title lines above the header."""
    return "\n".join(str(sheet.cell(row, 1).value) for row in range(1, header_row(sheet)))


def rules(sheet: Worksheet) -> dict[str, DataValidation]:
    """The rule of the first prepared cell of each column, by header."""
    first = header_row(sheet) + 2
    places = {get_column_letter(column): title for title, column in headers(sheet).items()}
    return {places[str(each.sqref).rstrip("0123456789").split(f"{first}:")[0]]: each for each in sheet.data_validations.dataValidation}


def entries(found: Workbook, rule: DataValidation) -> list[str]:
    """What a drop-down offers: what the rule says itself, or the cells that it names."""
    if rule.formula1.startswith('"'):
        return rule.formula1.strip('"').split(",")
    name, cells = rule.formula1.replace("'", "").split("!")
    column, first, _, last = range_boundaries(cells)
    return [str(found[name].cell(row, column).value) for row in range(first, last + 1)]


@every_kind
def test_header_is_the_numbering_and_the_titles_as_declared_and_last_figures_stand_behind_the_new(kind: Kind, world: Federation) -> None:
    found = made(kind.name)
    sheet = found.worksheets[0]
    assert found.sheetnames[:2] == [kind.title, "填写说明"]
    assert found.active is sheet
    assert all(each.sheet_state == "visible" for each in found.worksheets)
    own = [title for title in headers(sheet) if not title.startswith("上期")]
    assert own == ["序号", *(field.title for field in kind.asked)]
    beside = [title for title in headers(sheet) if title.startswith("上期")]
    assert beside == (["上期时期", "上期数值", "上期分子", "上期分母", "上期核对码"] if kind.name == "observation" else [])
    assert not sheet.merged_cells.ranges


@every_kind
def test_header_and_example_are_locked_and_every_row_below_can_be_filled_sorted_and_deleted(kind: Kind, world: Federation) -> None:
    sheet = made(kind.name).worksheets[0]
    head = header_row(sheet)
    columns = range(1, len(headers(sheet)) + 1)
    assert all(sheet.cell(row, column).protection.locked for row in range(1, head + 2) for column in columns)
    assert len(below(sheet)) > 0
    assert not any(
        sheet.cell(row, column).protection.locked for row in below(sheet) for column in columns
    )  # one locked cell in a row keeps spreadsheets from sorting or deleting it
    dimensions = sheet.column_dimensions.values()
    assert not any(dimension.protection.locked for dimension in dimensions)
    assert sum(dimension.max - dimension.min + 1 for dimension in dimensions) == 16384
    guarded = sheet.protection
    assert guarded.sheet
    assert not guarded.password
    allowed = (guarded.insertRows, guarded.deleteRows, guarded.sort, guarded.autoFilter, guarded.formatColumns)
    assert not any(allowed)  # these say what is forbidden
    assert guarded.formatCells  # so that nobody merges cells
    assert sheet.freeze_panes.endswith(str(head + 2))
    assert sheet.auto_filter.ref.startswith(f"A{head + 1}:")  # the example heads what is sorted, and stays


@every_kind
def test_only_numbers_are_numbers_and_all_other_cells_text_from_the_first_row_to_the_last(kind: Kind, world: Federation) -> None:
    sheet = made(kind.name).worksheets[0]
    forms = {"count": "0", "number": "General"}
    for field in kind.asked:
        column = headers(sheet)[field.title]
        expected = forms.get(field.grammar.name, "@")
        assert {sheet.cell(row, column).number_format for row in below(sheet)} == {expected}, field.title
        assert form_of_column(sheet, column) == expected, field.title


@every_kind
def test_required_columns_differ_in_colour_and_not_in_words(kind: Kind, world: Federation) -> None:
    sheet = made(kind.name).worksheets[0]
    colours = {title: sheet.cell(header_row(sheet), column).fill.fgColor.rgb for title, column in headers(sheet).items()}
    must = {field.title for field in kind.asked if field.required and not field.absent}
    red = {title for title, colour in colours.items() if colour == "FFB4232A"}
    assert red == must


@every_kind
def test_every_column_is_prompted_and_every_choice_and_register_is_a_drop_down(kind: Kind, world: Federation) -> None:
    found = made(kind.name)
    told = rules(found.worksheets[0])
    for field in kind.asked:
        rule = told[field.title]
        assert rule.promptTitle == field.title
        assert rule.prompt
        assert rule.error
        assert rule.showInputMessage
        if field.one_of:
            assert entries(found, rule) == list(field.one_of)
            assert rule.errorStyle in (None, "stop")
            assert len(rule.formula1) <= 257
        if field.refers and field.grammar.name != "codes":
            listed = rule.type == "list"
            assert listed == bool(len(world.tables[field.refers])) or field.refers in ("honour", "organisation", "target"), field.title
            assert rule.errorStyle == ("warning" if listed else rule.errorStyle)


def test_prompts_and_refusals_are_no_longer_than_a_spreadsheet_shows() -> None:
    field = replace(
        KINDS["observation"].field("state"), help="长" * 300, title="题" * 40, one_of=tuple(f"选项{number:03}" for number in range(99))
    )
    rule = validation(field, Options(field.one_of, ("",) * 99, only=True), "A1", "'选项'!$A$2:$A$100")
    assert [len(rule[name]) for name in ("input_title", "input_message", "error_title", "error_message")] == [32, 255, 32, 255]
    assert rule["source"] == "='选项'!$A$2:$A$100"


@every_kind
def test_every_entry_of_a_drop_down_is_accepted_and_means_one_record(kind: Kind, world: Federation) -> None:
    found = made(kind.name)
    told = rules(found.worksheets[0])
    for field in kind.asked:
        if told[field.title].type != "list":
            continue
        offered = entries(found, told[field.title])
        assert len(set(offered)) == len(offered)
        assert not check_column(pd.Series(offered, dtype=TEXT), field).refused.any(), field.title
        if field.refers:
            register = world.registers[field.refers]
            if field.absent == OWN_SOURCE:  # accepted though it is not there yet (tests/test_intake.py)
                assert offered.pop(0) == "submitted-990101"
            meant = [(text,) if text in register.published else register.names[text] for text in offered]
            assert [len(codes) for codes in meant] == [1] * len(offered), field.title


def test_drop_downs_hold_the_units_below_names_that_are_read_and_only_what_may_be_cited(world: Federation) -> None:
    found = book("observation", world, "990100", "2018-Q2")
    told = rules(found.worksheets[0])
    assert entries(found, told["单位"]) == ["甲市", "子县", "新县"]  # 旧县 is no more
    assert entries(found, told["指标"]) == ["建会率", "件数", "TWIN", "TWIN2"]  # two of one name go by their codes
    assert entries(found, told["来源"]) == ["submitted-990100", "report"]  # neither the mirror nor the invented one
    steps, disclosure = book("honour_step", world), book("disclosure", world)
    assert entries(steps, rules(steps.worksheets[0])["荣誉代码"]) == ["h-1"]
    assert entries(disclosure, rules(disclosure.worksheets[0])["公开主体"]) == ["o-1"]
    assert "先锋号" in [cell.value for cell in steps["选项"]["B"]]


def test_a_drop_down_too_long_for_its_rule_stands_whole_on_the_sheet_of_options() -> None:
    names = [f"第{number}个很长很长的口径名称" for number in range(40)]
    scopes = "口径代码,口径名称,定义\nall,全部,全部\n" + "".join(f'a{number},"{name},甲",定\n' for number, name in enumerate(names))
    found = book("observation", federation(scope=scopes), period="2018-Q2")
    rule = rules(found.worksheets[0])["口径"]
    assert rule.formula1.startswith("'选项'!")
    assert sorted(entries(found, rule)) == sorted(["全部", *(f"{name},甲" for name in names)])


@every_kind
def test_the_example_is_a_sound_record_of_the_unit_that_nobody_reads(kind: Kind, world: Federation) -> None:
    sheet = made(kind.name).worksheets[0]
    row = header_row(sheet) + 1
    cells = {title: sheet.cell(row, column) for title, column in headers(sheet).items()}
    assert cells["序号"].value in EXAMPLES
    assert all(cell.font.italic for cell in cells.values())
    marked = {field.title: str(cells[field.title].value or "") for field in kind.asked}
    assert all(marked[kind.field(name).title].startswith("例：") for name in kind.key if marked[kind.field(name).title])
    texts = {title: text.removeprefix("例：") for title, text in marked.items()}
    own = {field.title: "report" for field in kind.asked if field.refers == "source"}  # a template leaves it to be the submission
    shown = io.StringIO()
    csv.writer(shown).writerows([list(texts), list((texts | own).values())])
    raw, told = read_csv(kind, f"{kind.name}/example.csv", shown.getvalue().encode(), False)
    assert isinstance(raw, RawTable)
    table, faults = check_table(raw)
    guarded, held = guard_table(table, False, "2018-12-31")
    _, more = examine([guarded], [], world)
    # Samples of registers' own references, which only a province knows; a correction of a version that is not there.
    lacking = {"checkup": "E201", "unit": "E201", "target": "E201", "correction": "E212"}
    assert [line(finding) for finding in [*told, *faults, *held, *more] if finding.code != lacking.get(kind.name)] == []


@every_kind
@pytest.mark.parametrize("make", [template, template_csv])
def test_a_form_as_it_was_made_is_read_as_its_kind_and_exposes_nothing(kind: Kind, world: Federation, make: object) -> None:
    name = "模板.csv" if make is template_csv else "模板.xlsx"
    data = make(kind, world, "990101", PERIOD.get(kind.name, ""))  # type: ignore[operator]
    submission, told = read_submission(name, data, KINDS, False)
    assert [line(finding) for finding in told] == []
    assert [raw.kind.name for raw in submission.tables] == [kind.name]
    assert exposed(submission.asides.texts) == []
    assert {sort for sort, _ in submission.asides.rows} - {"unfilled"} == ({"example"} if make is template_csv else {"title", "example"})


@every_kind
@pytest.mark.parametrize("make", [template, template_csv])
def test_a_prepared_row_that_nobody_filled_in_is_no_record(kind: Kind, world: Federation, make: object) -> None:
    name = "模板.csv" if make is template_csv else "模板.xlsx"
    data = make(kind, world, "990101", PERIOD.get(kind.name, ""))  # type: ignore[operator]
    submission, _ = read_submission(name, data, KINDS, False)
    assert [len(raw.cells) for raw in submission.tables] == [0]
    assert submission.untouched == (kind.name == "observation")


@every_kind
def test_the_guide_tells_every_column_and_what_comes_next(kind: Kind, world: Federation) -> None:
    sheet = made(kind.name)["填写说明"]
    table = [[sheet.cell(row, column).value or "" for column in range(1, 6)] for row in range(4, sheet.max_row + 1)]
    rows = {first: rest for first, *rest in reversed(table)}  # of two rows that begin alike the upper one
    for field in kind.asked:
        duty, manner, helped, _ = rows[field.title]
        assert (duty == "必填") == (field.required and not field.absent)
        assert manner
        assert helped == field.help
        assert all(choice in manner for choice in field.one_of)
    assert any(str(text).startswith("3. 发给上级工会") for text in rows)
    assert sheet.page_setup.paperSize == 9
    assert (sheet.page_setup.orientation, sheet.sheet_properties.pageSetUpPr.fitToPage) == ("portrait", True)
    assert sum(dimension.width for dimension in sheet.column_dimensions.values()) < 110


def test_the_guide_says_what_the_indicators_of_the_form_count(world: Federation) -> None:
    sheet = made("observation")["填写说明"]
    rows = [[cell.value for cell in row][:3] for row in sheet.iter_rows()]
    assert ["建会率", "%", "分子：已建会单位数；分母：应建会单位数"] in rows


def test_helper_sheets_are_those_that_reading_passes_over() -> None:
    about = Words(read_words(Path(__file__).parent.parent / "site_theme/text.yml"))("data.about")
    assert {TEMPLATE["guide"], TEMPLATE["options"], about} == HELPERS


def test_csv_holds_what_the_sheet_holds(world: Federation) -> None:
    data = template_csv(KINDS["observation"], world, "990101", "2018-Q2")
    assert data.startswith(b"\xef\xbb\xbf")
    head, example, *rows = csv.reader(io.StringIO(data.decode("utf-8-sig")))
    sheet = made("observation").worksheets[0]
    assert head == list(headers(sheet))
    assert example[0] == "例"
    held = [{title: text for title, text in zip(head, row, strict=True) if text} for row in rows]
    assert held == [{title: str(value) for title, value in row.items()} | {"上期数值": "75.0"} for row in lines(sheet)]


def test_last_figures_are_numbers_that_show_their_places_and_last_periods_texts(world: Federation) -> None:
    sheet = made("observation").worksheets[0]
    cells = {title: sheet.cell(header_row(sheet) + 2, column) for title, column in headers(sheet).items() if title.startswith("上期")}
    assert [(title, cell.value, cell.number_format) for title, cell in cells.items()][:-1] == [
        ("上期时期", "2018-Q1", "@"),
        ("上期数值", 75, "0.0"),
        ("上期分子", 3, "General"),
        ("上期分母", 4, "General"),
    ]


def test_drop_downs_begin_with_what_the_unit_most_likely_wants() -> None:
    indicators = "指标代码,指标名称,指标类型,计量单位,产品约定,看板顺序\n" + "".join(
        f"{code},{code},计数,件,否,{front}\n" for code, front in (("A", ""), ("B", ""), ("C", ""), ("D", "2"), ("E", "1"), ("F", ""))
    )
    aims = WORLD["target/t.csv"].replace("RATE", "F") + "T-2,别处,B,990200,≥,80,件,期末,report,原文\n"
    sources = SOURCE + "report,报表,报送\nz-report,季报,报送\n"
    given = reported("990101", "2018-Q1", "5", indicator="C", source="z-report", numerator="", denominator="")
    federation_ = federation(given, indicator=indicators, target=aims, source=sources)
    found = book("observation", federation_, "990101", "2018-Q2")
    told = rules(found.worksheets[0])
    assert entries(found, told["指标"]) == ["E", "D", "F", "C", "A", "B"]  # in front, with a target, reported; then the rest
    assert entries(found, told["来源"]) == ["submitted-990101", "z-report", "report"]
    assert "下拉的第一个就是本次报送，与空着一样" in told["来源"].prompt
    assert "子县报送的记录（空着也是它）" in [cell.value for row in found["选项"].iter_rows() for cell in row]


_PRINTER = """
import hashlib, sys
sys.path.insert(0, "tests")
from small_forms import KINDS, federation, reported, template
world = federation(reported("990101", "2018-Q1"), reported("990101", "2018-Q1", indicator="N"))
made = [template(kind, world, "990101", "2018-Q2" * (name == "observation")) for name, kind in KINDS.items()]
print(hashlib.sha256(b"".join(made)).hexdigest())
"""


def test_the_same_records_make_the_same_bytes_in_any_process() -> None:
    told = {
        subprocess.run(
            [sys.executable, "-c", _PRINTER],
            cwd=PROJECT,
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed, zone in (("1", "UTC"), ("2", "Asia/Shanghai"))
    }
    assert len(told) == 1
    assert len(told.pop().strip()) == 64
