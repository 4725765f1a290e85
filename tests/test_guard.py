"""The guard: personal identifiers, secrets, taken-down and invented records stay off the site, and no message repeats what it found."""

import random

import pytest

from build_scripts.check.table import check_table
from build_scripts.declare import discover
from build_scripts.findings import Finding
from build_scripts.guard.identifiers import identifiers
from build_scripts.guard.table import guard_table
from build_scripts.read.csv_text import read_csv
from build_scripts.read.raw import RawTable
from build_scripts.sentences import line

DISCLOSURE = discover()["disclosure"]
HEAD = "索引号,公开事项,标题,内容概述,所属单位,发布机构,文件日期,公开日期,公开方式,公开范围,撤下日期,密级,版本,来源"
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def guarded(
    *,
    summary: str = "全年收支",
    audience: str = "社会",
    takedown: str = "",
    security: str = "公开",
    published: str = "2018-03-12",
    demo: bool = False,
    public: bool = False,
) -> list[Finding]:
    dates = f"2018-03-01,{published},公开,{audience},{takedown},{security}"
    row = f"420525/2018-00001,D05,经费收支,{summary},420525,远安县总工会,{dates},1,report"
    raw, faults = read_csv(DISCLOSURE, "disclosure/a.csv", f"{HEAD}\n{row}\n".encode(), demo)
    assert isinstance(raw, RawTable)
    table, more = check_table(raw)
    kept, held = guard_table(table, public, "2018-12-31")
    assert len(kept.rows) == (0 if held else 1)
    return [*faults, *more, *held]


def identity(chance: random.Random) -> str:
    """A number that could be somebody's: region, birthday, sequence and the right check character."""
    born = f"{chance.randrange(1940, 2008)}{chance.randrange(1, 13):02}{chance.randrange(1, 29):02}"
    digits = f"42{chance.randrange(10**4):04}{born}{chance.randrange(1000):03}"
    return digits + "10X98765432"[sum(int(digit) * weight for digit, weight in zip(digits, WEIGHTS, strict=True)) % 11]


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
    assert list(identifiers(text)) == []
    assert guarded(summary=text) == []


def test_a_number_in_a_refused_cell_is_not_repeated_either() -> None:
    number = identity(random.Random(3))
    text = f"{HEAD}\n420525/2018-00001,D05,经费,摘要,420525,工会,{number},2018-03-12,公开,社会,,公开,1,report\n"
    raw, _ = read_csv(DISCLOSURE, "disclosure/a.csv", text.encode(), False)
    assert isinstance(raw, RawTable)
    _, found = check_table(raw)
    assert [finding.code for finding in found] == ["E102"]
    assert number[4:14] not in line(found[0])


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"security": "内部"}, "W302"),
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
    "changes", [{"takedown": "2019-01-01"}, {"published": "2018-12-31"}, {"audience": "会员"}, {"demo": True}, {"public": True}]
)
def test_what_is_not_a_reason_withholds_nothing(changes: dict[str, str]) -> None:
    assert guarded(**changes) == []  # type: ignore[arg-type]
