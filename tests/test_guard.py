"""The guard: personal identifiers, secrets, taken-down and invented records stay off the site, and no message repeats what it found."""

import random
import re
from collections.abc import Sequence

import pytest
from identities import DISGUISES, identifiers, identity

from build_scripts.check.table import check_table
from build_scripts.declare import discover
from build_scripts.findings import Finding
from build_scripts.guard.asides import exposed
from build_scripts.guard.identifiers import identifiers as found_in
from build_scripts.guard.markings import marking
from build_scripts.guard.signs import counted, plain
from build_scripts.guard.silence import silenced
from build_scripts.guard.table import guard_table
from build_scripts.messages import MESSAGES
from build_scripts.phrases import IDENTIFIERS
from build_scripts.place import Place
from build_scripts.read.csv_text import read_csv
from build_scripts.read.raw import RawTable
from build_scripts.sentences import line

DISCLOSURE = discover()["disclosure"]
HEAD = "索引号,公开事项,标题,内容概述,所属单位,发布机构,文件日期,公开日期,公开方式,公开范围,撤下日期,密级,审核环节,版本,来源"


def guarded(
    *,
    summary: str = "全年收支",
    audience: str = "社会",
    takedown: str = "",
    security: str = "公开",
    published: str = "2018-03-12",
    title: str = "经费收支",
    reviewed: str = "",
    demo: bool = False,
    public: bool = False,
) -> list[Finding]:
    dates = f"2018-03-01,{published},公开,{audience},{takedown},{security},{reviewed}"
    kept, findings = let_through([f'420525/2018-00001,D05,{title},"{summary}",420525,远安县总工会,{dates},1,report'], demo, public)
    assert kept == (0 if findings else 1)
    return findings


def let_through(rows: Sequence[str], demo: bool = False, public: bool = False) -> tuple[int, list[Finding]]:
    """How many rows went on, and all that was told."""
    raw, faults = read_csv(DISCLOSURE, "disclosure/a.csv", "\n".join([HEAD, *rows, ""]).encode(), demo)
    assert isinstance(raw, RawTable)
    table, more = check_table(raw)
    kept, held = guard_table(table, public, "2018-12-31")
    return len(kept.rows), [*faults, *more, *held]


@pytest.mark.parametrize("disguise", ["{}", "号码{}。", "{} ", "（{}）"])
def test_identity_numbers_withhold_the_record_and_are_never_repeated(disguise: str) -> None:
    chance = random.Random(7)
    for number in [identity(chance) for _ in range(6)]:
        for text in (
            number,
            f"{number[:6]} {number[6:14]} {number[14:]}",
            number.translate(str.maketrans("0123456789", "０１２３４５６７８９")),
        ):
            found = guarded(summary=disguise.format(text).strip())
            assert [finding.code for finding in found] == ["W301"], text
            assert not any(part in line(found[0]) for part in (number, text, number[5:14]))


def test_an_identity_number_with_one_digit_mistyped_withholds_the_record_too() -> None:
    chance = random.Random(11)
    for number in [identity(chance) for _ in range(20)]:
        place = chance.choice([*range(14, 18)])
        mistyped = number[:place] + str((int(number[place].replace("X", "9")) + 1) % 10) + number[place + 1 :]
        assert [finding.code for finding in guarded(summary=mistyped)] == ["W301"], mistyped


@pytest.mark.parametrize("text", ["手机13812345678", "138-1234-5678", "１３８１２３４５６７８", "银行账号6222020200112230111"])
def test_mobiles_and_bank_cards_withhold_the_record(text: str) -> None:
    assert [finding.code for finding in guarded(summary=text)] == ["W301"]


@pytest.mark.parametrize(
    "text",
    [
        "91350100M000100Y43",
        "91420100177739097A",
        "81420525000000019M",
        "办公电话027-87654321",
        "鄂工发〔2014〕13号",
        "收入12345678901元",
        "1767825943096733697",
        "510104203012315678",
        "420525199013010017",
        "2014-04-08至2014-04-20",
        "12351",
        "流水6222020200112230112",
    ],
)
def test_what_unions_rightly_publish_is_let_through(text: str) -> None:
    assert list(found_in(text)) == []
    assert guarded(summary=text) == []


def test_a_number_in_a_refused_cell_is_not_repeated_either() -> None:
    number = identity(random.Random(3))
    text = f"{HEAD}\n420525/2018-00001,D05,经费,摘要,420525,工会,{number},2018-03-12,公开,社会,,公开,,1,report\n"
    raw, _ = read_csv(DISCLOSURE, "disclosure/a.csv", text.encode(), False)
    assert isinstance(raw, RawTable)
    _, found = check_table(raw)
    assert [finding.code for finding in found] == ["E102"]
    assert number[4:14] not in line(found[0])


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"security": "内部"}, "W302"),
        ({"summary": "职工张三因患尿毒症住院"}, "W312"),
        ({"title": "情况通报（内部资料）"}, "W313"),
        ({"summary": "此件不公开"}, "W313"),
        ({"reviewed": "审核"}, "W314"),
        ({"reviewed": "办公室看过"}, "W314"),
        ({"takedown": "2018-12-31"}, "W308"),
        ({"takedown": "2018-03-20"}, "W308"),
        ({"audience": "本单位"}, "W310"),
        ({"published": "2019-01-01"}, "W311"),
        ({"security": "内部", "demo": True, "public": True}, "W304"),
        ({"demo": True, "public": True}, "W304"),
    ],
)
def test_each_reason_withholds(changes: dict[str, str], code: str) -> None:
    assert [finding.code for finding in guarded(**changes)] == [code]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "changes",
    [
        {"reviewed": "签发"},
        {"reviewed": ""},
        {"takedown": "2019-01-01"},
        {"published": "2018-12-31"},
        {"audience": "会员"},
        {"demo": True},
        {"public": True},
    ],
)
def test_what_is_not_a_reason_withholds_nothing(changes: dict[str, str]) -> None:
    assert guarded(**changes) == []  # type: ignore[arg-type]


def bare(text: str) -> str:
    """What remains of a text when every disguise is taken off."""
    return re.sub("[^0-9A-Z\u4e00-\u9fff]", "", counted(plain(text)).upper())


@pytest.mark.parametrize("disguise", DISGUISES)
def test_no_message_repeats_what_was_found_whatever_its_sort(disguise: str) -> None:
    chance = random.Random(disguise)
    made = list(identifiers(400, 23))
    texts = [identifier.written(DISGUISES[disguise](identifier, chance)) for identifier in made]
    rest = "420525,远安县总工会,2018-03-01,2018-03-12,公开,社会,,公开,,1,report"
    kept, findings = let_through([f'420525/2018-{number:05},D05,经费,"{text}",{rest}' for number, text in enumerate(texts)])
    assert kept == 0
    told = [bare(line(finding)) for finding in silenced(findings)]
    assert len(told) >= len(made)
    hidden = [
        signs[3:-2] if len(signs) > 10 and identifier.cut else signs[1:-1] for identifier in made if (signs := bare(identifier.signs))
    ]
    assert [secret for secret in hidden if any(secret in text for text in told)] == []
    if disguise == "plain":
        assert {finding.facts["what"] for finding in findings} == set(IDENTIFIERS) - {"marking"}


def test_names_of_files_and_sheets_are_silenced_like_facts() -> None:
    finding = Finding(
        "E103", Place("李小明白血病13800138000.xlsx", sheet="张某某 低保户", line=2, column=3), {"found": "一三八〇〇一三八〇〇〇"}
    )
    told = silenced([finding])[0]
    assert (told.place.file, told.place.sheet, dict(told.facts)) == ("138******00/李**", "张**", {"found": "138******00"})
    assert (told.code, told.place.line, told.place.column) == ("E103", 2, 3)
    sound = Finding("E103", Place("报表.xlsx", line=2), {"found": "甲"})
    assert silenced([sound]) == [sound]


MARKED = (
    "内部",
    "（内部资料）",
    "内部资料，请勿外传",
    "内 部 资 料",
    "【内部文件】2018年工作要点",
    "2018年工作总结-内部",
    "秘密★5年",
    "机密★",
    "绝密☆",
    "密级：秘密",
    "公开属性：不予公开",
    "（此件不公开）",
    "此件依申请公开",
    "本件为内部文件",
    "仅供内部参考",
    "仅供本单位内部使用。",
    "请勿外传",
    "名单附后。严禁外传！",
    "以上情况不宜公开",
    "不宜对外公开。",
    "不公开",
    "涉密",
    "工作秘密",
)
SPOKEN = (
    "内部审计结果公示",
    "内部控制制度建设",
    "公开与不公开的界限",
    "对依法不予公开的事项说明理由",
    "不公开事项目录",
    "商业秘密条款",
    "保守国家秘密教育培训",
    "保密工作责任制考核",
    "涉及个人隐私的内容不宜公开。",
    "会务公开，接受监督",
    "在单位内部公示五个工作日",
    "仅限内部职工参加的培训",
    "内部机构设置",
    "职工个人信息不得泄露",
    "名单张贴于单位公开栏，本站不载。",
    "公开方式：公开",
    "密级：公开",
    "信息公开年度报告",
)


@pytest.mark.parametrize("text", MARKED)
def test_a_text_that_is_marked_is_withheld(text: str) -> None:
    assert marking(plain(text))
    assert {finding.code for finding in guarded(summary=text)} == {"W313"}
    assert [sort for sort, _ in exposed([text])] == ["marking"]


@pytest.mark.parametrize("text", SPOKEN)
def test_a_sentence_about_secrets_is_none(text: str) -> None:
    assert guarded(summary=text) == []


def test_what_a_file_says_outside_its_records_is_told_once_and_masked() -> None:
    texts = ["报表.xlsx", "负责人13800138000", "张某某低保户.xlsx", "电话 138-0013-8000", "内部资料", "Sheet1"]
    assert exposed(texts) == [("mobile", "138******00"), ("plight", "张**"), ("marking", "内部资料")]
    for sort, masked in exposed(texts):
        assert "张某" not in (told := line(Finding("W315", Place("a.xlsx"), {"what": sort, "masked": masked})))
        assert IDENTIFIERS[sort] in told


def test_every_code_of_the_guard_has_its_message() -> None:
    assert {"W312", "W313", "W314", "W315", "E926", "E927", "E928"} <= set(MESSAGES)
