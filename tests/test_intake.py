"""Taking files in: what may be kept is kept once, whatever the order of arrival; every row has one fate; nothing personal is kept."""

import csv
import io
import shutil
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_intake import AS_OF, HEAD, figure, records, sheet, taken_in, world

from build_scripts.intake.attach import Wish
from build_scripts.intake.keep import written_out
from build_scripts.intake.look import check_file
from build_scripts.intake.receipt import Occasion, receipt
from build_scripts.intake.shelf import put_all
from build_scripts.intake.submit import Folder, take_attached
from build_scripts.loading import load
from build_scripts.merge.ledger import PUBLISHED, REJECTED, WITHHELD
from build_scripts.sentences import line
from build_scripts.write.template import template, template_csv

GOLDEN = Path(__file__).parent / "site" / "data"
STORED = "observation/submitted/990100.csv"


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return world(tmp_path / "data")


def test_sound_rows_are_kept_under_their_unit_with_codes_for_names_and_their_own_source(folder: Folder) -> None:
    taken = taken_in(folder, sheet([figure(), figure("7", 单位="乙市总工会", 版本="")]))
    assert [line(finding) for finding in taken.findings] == []
    assert (folder.data / STORED).read_text("utf-8") == (
        "单位,指标,时期,口径,数据状态,数值,取得方式,版本,来源\n990100,N,2018,all,有值,5,自报,1,submitted-990100\n"
    )
    assert "990200,N,2018,all,有值,7,自报,1,submitted-990200" in (folder.data / STORED.replace("9901", "9902")).read_text("utf-8")
    federation, findings = load(folder.data, AS_OF, public=True)
    assert findings == []
    assert federation.tables["observation"]["value"].tolist() == [5, 7]


def test_what_is_at_fault_comes_back_with_its_place_and_the_rest_is_kept(folder: Folder) -> None:
    rows = [figure(), figure("约90", 时期="2017"), figure(单位="丙市", 时期="2016"), figure(时期="2015", 说明="联系人电话13812345678")]
    taken = taken_in(folder, sheet(rows))
    assert [(fate.state, fate.code) for _, fate in sorted(taken.fates.items())] == [
        (PUBLISHED, ""),
        (REJECTED, "E111"),
        (REJECTED, "E201"),
        (WITHHELD, "W301"),
    ]
    assert [finding.place.spot for finding in taken.findings] == ["3:18", "4:1", "5:25"]
    kept = b"".join(records(folder.data).values())
    assert b"13812345678" not in kept
    assert (folder.data / STORED).read_text("utf-8").count("\n") == 2


def test_a_row_withheld_for_what_it_states_is_kept_since_it_may_replace_an_older_one(folder: Folder) -> None:
    head = "索引号,公开事项,标题,内容概述,所属单位,发布机构,文件日期,公开日期,公开方式,公开范围,密级,版本"
    names = head.split(",")
    usual = ["990100/2018-00001", "决算", "决算", "内容", "甲市", "甲市总工会", "2018-03-01", "2018-03-02", "公开", "社会", "公开", "1"]
    first = dict(zip(names, usual, strict=True))
    added = receipt(taken_in(folder, sheet([first], names)), 1, Occasion("2018-12-31", []))["changes"]["added"]
    assert [change["key"] for change in added] == ["决算 · 990100/2018-00001"]
    assert len(load(folder.data, AS_OF, public=True)[0].tables["disclosure"]) == 1
    taken = taken_in(folder, sheet([first | {"密级": "内部", "版本": "2"}], names))
    assert [(fate.state, fate.code) for fate in taken.fates.values()] == [(WITHHELD, "W302")]
    assert len(load(folder.data, AS_OF, public=True)[0].tables["disclosure"]) == 0
    assert [change["key"] for change in receipt(taken, 1, Occasion("2018-12-31", []))["changes"]["removed"]] == ["990100/2018-00001"]


def test_a_period_that_has_not_begun_is_not_kept(folder: Folder) -> None:
    periods = ("2018-12", "2018-Q4", "2018/2019", "2019-Q1", "2019", "2081", "2019-01-01")
    taken = taken_in(folder, sheet([figure(时期=period) for period in periods]))
    assert [fate.code for _, fate in sorted(taken.fates.items())] == ["", "", "", "W316", "W316", "W316", "W316"]
    assert (folder.data / STORED).read_text("utf-8").count("\n") == 4


def test_a_figure_that_disagrees_with_another_one_is_kept_and_told_at_its_place(folder: Folder) -> None:
    put_all(folder.data, {"relation/r.csv": "关系代码,关系类型,结果指标,组成指标,说明\nr,不超过,N,M,件数不应多于人数\n".encode()})
    taken_in(folder, sheet([figure("8", 指标="人数"), figure("8"), figure("1", 单位="乙市", 指标="人数")]))
    taken = taken_in(folder, sheet([figure("1", 单位="乙市"), figure("9", 版本="2")]))
    assert [fate.state for fate in taken.fates.values()] == [PUBLISHED, PUBLISHED]
    told = [line(finding) for finding in taken.findings]
    assert told == [told[0]]
    assert told[0].startswith("报表.csv:3: 提示 N401 与另一个数字对不上：件数 9件，多于人数 8人，多出1件。改法：")
    both = taken_in(folder, sheet([figure("9", 时期="2017"), figure("8", 指标="人数", 时期="2017")]))
    assert [(finding.code, finding.place.line) for finding in both.findings] == [("N401", 2)]


def test_rivals_of_one_version_are_both_kept_and_neither_is_published(folder: Folder) -> None:
    taken_in(folder, sheet([figure("5")]))
    taken = taken_in(folder, sheet([figure("6")]))
    assert [(fate.state, fate.code) for fate in taken.fates.values()] == [(REJECTED, "E203")]
    assert load(folder.data, AS_OF, public=True)[0].tables["observation"].empty
    assert [finding.code for finding in taken.findings] == ["E203"]
    taken_in(folder, sheet([figure("6", 版本="2")]))
    assert load(folder.data, AS_OF, public=True)[0].tables["observation"]["value"].tolist() == [6]


def test_the_same_row_twice_in_one_file_is_one_record_and_the_other_is_told(folder: Folder) -> None:
    taken = taken_in(folder, sheet([figure(), figure()]))
    assert [(fate.state, fate.code) for _, fate in sorted(taken.fates.items())] == [(PUBLISHED, ""), (WITHHELD, "W307")]


FIGURES = st.builds(
    figure,
    st.sampled_from(["5", "6", "约7", "8.5"]),
    单位=st.sampled_from(["甲市", "990200", "乙市总工会", "丙市"]),
    指标=st.sampled_from(["件数", "M"]),
    时期=st.sampled_from(["2017", "2018"]),
    版本=st.sampled_from(["", "1", "2"]),
    说明=st.sampled_from(["", "复核", "电话13812345678"]),
)


@given(st.lists(FIGURES, min_size=1, max_size=8).flatmap(lambda rows: st.tuples(st.just(rows), st.permutations(rows), st.integers(1, 4))))
@settings(max_examples=12)
def test_any_order_and_any_split_of_the_same_submissions_leave_the_same_bytes_and_twice_is_once(
    drawn: tuple[Sequence[dict[str, str]], Sequence[dict[str, str]], int],
) -> None:
    rows, shuffled, size = drawn
    left = []
    for files in ([rows], [shuffled[start : start + size] for start in range(0, len(shuffled), size)], [rows, rows]):
        with TemporaryDirectory() as place:
            folder = world(Path(place))
            for part in files:
                taken_in(folder, sheet(part))
            left.append(records(folder.data))
    assert left[0] == left[1] == left[2]


def test_every_row_of_a_file_has_exactly_one_fate(folder: Folder) -> None:
    rows = [figure(), figure(), figure("x"), figure(单位="丙市"), figure(时期="2015", 说明="身份证号11010519491231002X")]
    taken = taken_in(folder, sheet(rows))
    given_ = receipt(taken, 1, Occasion("2018-12-31", []))
    assert given_["counts"] == {"read": 5, PUBLISHED: 1, WITHHELD: 2, REJECTED: 2}
    assert [row["place"] for row in given_["rows"]] == ["2", "3", "4", "5", "6"]
    assert "19491231" not in str(given_)


def test_totals_stand_beside_those_of_the_last_receipt(folder: Folder) -> None:
    first = receipt(taken_in(folder, sheet([figure("5", 时期="2017")])), 1, Occasion("2018-01-31", []))
    second = receipt(taken_in(folder, sheet([figure("9")])), 1, Occasion("2018-12-31", [first]))
    (total,) = second["totals"]
    assert (total["unit"], total["label"], total["sums"]) == ("甲市", "件数", {"数值": "9"})
    assert (total["before"]["sums"], total["before"]["number"]) == ({"数值": "5"}, first["number"])


def test_checking_a_file_writes_nothing_and_tells_the_same_faults(folder: Folder) -> None:
    before = records(folder.data)
    data = sheet([figure(), figure("约90", 时期="2017"), figure(单位="丙市", 时期="2016")])
    look = check_file("报表.csv", data, folder)
    ledger, findings = look.ledger, look.findings
    assert [finding.code for finding in findings] == ["E111", "E201"]
    assert ledger.counts()[["read", PUBLISHED, REJECTED]].iloc[0].tolist() == [3, 1, 2]
    assert records(folder.data) == before
    assert [line(finding) for finding in taken_in(folder, data).findings] == [line(finding) for finding in findings]


def test_what_is_written_out_keeps_every_text_as_it_was_submitted(folder: Folder) -> None:
    taken = taken_in(folder, sheet([figure("5", 说明="=1+1，“引号”与 007")]))
    raw = taken.received.tables[0].table.raw
    texts = written_out(raw.kind, raw, taken.received.kept["observation"])
    assert texts["note"].tolist() == ["=1+1，“引号”与 007"]
    assert "=1+1，“引号”与 007" in (folder.data / STORED).read_text("utf-8")


def test_an_attachment_is_kept_made_anew_beside_its_record_and_only_when_its_disclosure_is_there(tmp_path: Path) -> None:
    folder = Folder(tmp_path / "data", AS_OF, demo=False)
    shutil.copytree(GOLDEN, folder.data, ignore=shutil.ignore_patterns("files", "attachment"))
    (picture,) = (GOLDEN / "files").glob("*.png")
    wish = Wish("990101/2018-00001", "公示栏照片", "办公室主任")
    for reviewer, code in (("", "W320"), ("王小明", "E146")):
        refused = take_attached("照片.png", picture.read_bytes(), replace(wish, reviewed_by=reviewer), folder)
        assert [finding.code for finding in refused.findings] == [code]
        assert refused.files == {}
    taken = take_attached("照片.png", picture.read_bytes(), wish, folder)
    assert [(fate.state, fate.code) for fate in taken.fates.values()] == [(PUBLISHED, "")]
    put_all(folder.data, taken.files)
    federation, findings = load(folder.data, AS_OF, public=False)
    assert federation.tables["attachment"]["title"].tolist() == ["公示栏照片"]
    assert [finding for finding in findings if "files" in finding.place.file or "attachment" in finding.place.file] == []
    for other, codes in (
        (replace(wish, reviewed_by="组织部"), ["E085"]),
        (replace(wish, disclosure="990101/2018-00009"), ["E084"]),
        (replace(wish, title="另一个名称"), ["E085"]),
    ):
        refused = take_attached("照片.png", picture.read_bytes(), other, folder)
        assert [finding.code for finding in refused.findings] == codes
        assert not any("files/" in path for path in refused.files)


def form(folder: Folder, period: str, name: str = "模板.csv") -> bytes:
    """The template of 甲市 for a period, from the records that are there."""
    federation, _ = load(folder.data, AS_OF, public=False)
    return (template_csv if name.endswith(".csv") else template)(federation.kinds["observation"], federation, "990100", period)


@pytest.mark.parametrize("name", ["模板.csv", "模板.xlsx"])
def test_a_template_handed_in_untouched_is_no_correction_and_every_row_of_it_is_told(folder: Folder, name: str) -> None:
    taken_in(folder, sheet([figure("8.50", 说明="=1+1"), figure("7", 具体主体="园区")], (*HEAD, "具体主体")))
    before = records(folder.data)
    for period, sort in (("2018", "unchanged"), ("2019", "unfilled")):
        taken = taken_in(folder, form(folder, period, name), name)
        assert taken.findings == []
        told = receipt(taken, 1, Occasion("2018-12-31", []))
        assert (told["counts"]["read"], told["kept"], told["known"]) == (0, 0, 0)
        assert [aside["sort"] for aside in told["asides"]].count(sort) == len(load(folder.data, AS_OF, False)[0].tables["observation"])
        assert taken.received.submission.untouched == 2
        assert check_file(name, form(folder, period, name), folder).untouched == 2
    assert records(folder.data) == before


def test_what_is_changed_in_a_template_is_a_correction_and_a_return_to_the_older_figure_is_one_too(folder: Folder) -> None:
    taken_in(folder, sheet([figure("5")]))
    for version, value in (("2", "9"), ("3", "5")):
        taken_in(folder, edited(form(folder, "2018"), value))
        (row,) = load(folder.data, AS_OF, public=True)[0].tables["observation"].to_dict("records")
        assert (str(row["version"]), f"{row['value']:g}") == (version, value)


EDITS = st.tuples(st.sampled_from(["2017", "2018", "2019"]), st.sampled_from(["", "", "5", "6", "复核"]))


@given(st.lists(EDITS, min_size=1, max_size=4).flatmap(lambda edits: st.tuples(st.just(edits), st.permutations(range(len(edits))))))
@settings(max_examples=6)
def test_templates_untouched_and_changed_leave_the_same_bytes_in_any_order_among_other_files(
    drawn: tuple[Sequence[tuple[str, str]], Sequence[int]],
) -> None:
    edits, order = drawn
    with TemporaryDirectory() as place:
        start = world(Path(place) / "data")
        taken_in(start, sheet([figure("5"), figure("6", 时期="2017")]))
        files = [edited(form(start, period), said) for period, said in edits]
        files.append(sheet([figure("9", 版本="2"), figure("5", 版本="3")]))
        left = []
        for number, turn in enumerate([range(len(files)), [len(edits), *order], [*order, len(edits), *order]]):
            folder = Folder(Path(place) / str(number), AS_OF, demo=False)
            shutil.copytree(start.data, folder.data)
            for each in turn:
                taken_in(folder, files[each])
            left.append(records(folder.data))
        taken = [taken_in(start, file) for file, (_, said) in zip(files, edits, strict=False) if not said]
    assert left[0] == left[1] == left[2]
    assert all(each.received.submission.untouched and not each.fates for each in taken)


def edited(data: bytes, said: str) -> bytes:
    """A template as CSV with a figure or a note in its first prepared row."""
    head, example, row, *rest = csv.reader(io.StringIO(data.decode("utf-8-sig")))
    if said:
        row[head.index("说明" if said == "复核" else "数值")] = said
    text = io.StringIO()
    csv.writer(text).writerows([head, example, row, *rest])
    return text.getvalue().encode()


def test_the_submission_of_a_unit_may_be_chosen_as_source_or_left_out(folder: Folder) -> None:
    rows = [figure(), figure(时期="2017", 来源="submitted-990100"), figure(时期="2016", 来源="submitted-990200")]
    taken = taken_in(folder, sheet(rows, (*HEAD, "来源")))
    assert [line(finding) for finding in taken.findings] == []
    federation, findings = load(folder.data, AS_OF, public=True)
    assert findings == []
    assert federation.tables["observation"].set_index("period")["source"].to_dict() == {
        "2018": "submitted-990100",
        "2017": "submitted-990100",
        "2016": "submitted-990200",
    }
    refused = taken_in(folder, sheet([figure(时期="2015", 来源="submitted-990999")], (*HEAD, "来源")))
    assert [finding.code for finding in refused.findings] == ["E201"]
    invented = replace(folder, demo=True)
    own = taken_in(invented, sheet([figure(时期="2014", 来源="submitted-990100")], (*HEAD, "来源")))
    assert own.rows["observation"]["source"].tolist() == ["demo-submitted-990100"]
