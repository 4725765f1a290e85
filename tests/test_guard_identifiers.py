"""Ten thousand identifiers in twelve disguises, and ten thousand texts that unions rightly publish."""

import random
import unicodedata

import pyarrow as pa
import pyarrow.compute as pc
import pytest
from identities import DISGUISES, SORTS, Identifier, credit_check, digits, identifiers, identity_check, legitimate

from build_scripts.guard.identifiers import SORTS as ALL
from build_scripts.guard.identifiers import identifiers as found
from build_scripts.guard.identifiers import identifiers_in_pieces
from build_scripts.guard.signs import BREAK, SEAM, counted, plain
from build_scripts.guard.suspect import TEXT
from build_scripts.phrases import IDENTIFIERS

COUNT = 10_000
MADE = list(identifiers(COUNT, seed=2026))


def written(identifier: Identifier, disguise: str, chance: random.Random) -> str:
    return identifier.written(DISGUISES[disguise](identifier, chance))


def test_every_sort_has_its_name_and_is_made() -> None:
    assert ALL | {"marking"} == set(IDENTIFIERS)
    assert {identifier.sort for identifier in MADE} == ALL
    assert (len(SORTS), len(DISGUISES)) == (10, 12)


@pytest.mark.parametrize("disguise", DISGUISES)
def test_no_identifier_gets_through_in_disguise(disguise: str) -> None:
    chance = random.Random(disguise)
    texts = [written(identifier, disguise, chance) for identifier in MADE]
    asked = pc.match_substring_regex(pa.array(texts), TEXT).to_pylist()
    missed = [
        (identifier.sort, text)
        for identifier, text, suspect in zip(MADE, texts, asked, strict=True)
        if not suspect or identifier.sort not in {sort for sort, _ in found(text)}
    ]
    assert missed == []


def test_hardly_any_legitimate_text_is_taken_for_an_identifier() -> None:
    alarms = [(text, list(found(text))) for text in legitimate(COUNT, seed=2026)]
    assert len([text for text, hits in alarms if hits]) <= 1, [alarm for alarm in alarms if alarm[1]]


def test_a_credit_code_that_reads_like_a_birthday_is_one_still() -> None:
    """Registers of counties whose code ends in 19 or 20: what follows may be a day of the twentieth century."""
    chance = random.Random(29)
    bodies = [
        f"12{area}{chance.randrange(10)}{chance.randrange(10)}0{chance.randrange(1, 10)}15{digits(chance, 3)}"
        for area in ("110119",) * 4000
    ]
    codes = [body + credit_check(body) for body in bodies]
    alike = [code for code in codes if code.isdigit() and code[-1] != identity_check(code[:-1])]
    assert len(alike) > 500
    assert [code for code in alike if list(found(code))] == []
    assert all(list(found(code[:-1] + identity_check(code[:-1]))) for code in alike[:50])


def test_masked_forms_give_nobody_away() -> None:
    for identifier in MADE[:2000]:
        for sort, masked in found(identifier.written(identifier.signs)):
            plain_digits = sum(sign.isdigit() for sign in masked)
            assert plain_digits <= 5, masked
            assert identifier.signs not in masked
            assert sort not in ("plight", "address") or len(masked) <= 5


def test_digits_of_every_script_are_read() -> None:
    for point in range(0x110000):
        digit = unicodedata.digit(chr(point), None)
        if digit is not None:
            assert plain(chr(point)).strip(".,()") == str(digit), hex(point)


def test_signs_that_nobody_sees_are_dropped_and_ours_are_kept() -> None:
    dropped = [chr(point) for point in range(0x110000) if unicodedata.category(chr(point)) in ("Cf", "Mn", "Me")]
    assert [hex(ord(sign)) for sign in dropped if plain(f"1{sign}2") != "12"] == []
    assert plain(f"1{SEAM}{SEAM}2 {SEAM} 3\r\n 4{BREAK}5") == f"1{SEAM}2 3\n4{BREAK}5"


def test_counting_keeps_places_and_words() -> None:
    assert counted("二〇一八年oil周三，l38OO13 8OOO，E一2") == "2018年oil周3，1380013 8000，E12"


EXACT = [
    ("138-0013-8000", [("mobile", "138******00")]),
    ("联系(138)00138000", [("mobile", "138******00")]),
    ("+86 138 0013 8000", [("mobile", "861********00")]),
    ("wx13800138000", [("mobile", "138******00")]),
    ("13800138000@example.org", [("mobile", "138******00")]),
    ("https://example.org/?phone=13800138000", [("mobile", "138******00")]),
    ("https://example.org/13800138000.html", []),
    ("138,001,380.00元", []),
    ("13800138000元", []),
    ("电话13800138000元旦值班", [("mobile", "138******00")]),
    ("电话13800138000元", [("mobile", "138******00")]),
    ("138001380.00", []),
    ("1380013.8000", []),
    ("1844、1109、922、496、1300", []),
    ("第1号 138 0013 8000 139 0013 9000", [("mobile", "138******00"), ("mobile", "139******00")]),
    ("420525201801010", []),
    ("42 0525-2018 12031105", []),
    ("420525 2018-12-03 1105", [("identity", "420*************05")]),
    ("420525 20181203 1105", [("identity", "420*************05")]),
    ("身份证420525800101001", [("identity", "420**********01")]),
    ("420525/2012-01001", []),
    ("6222 0202 0011 2230 111", [("bank", "622**************11")]),
    ("6222020200112230111", []),
    ("E12345678", [("passport", "E12****78")]),
    ("E20180312", []),
    ("护照E20180312", [("passport", "E20****12")]),
    ("D12345678", []),
    ("E12345678-001", []),
    ("h-2018-0001", []),
    ("台湾居民服务电话87654321", []),
    ("台胞证号12345678", [("travel", "123***78")]),
    ("911840198507153714", []),
    ("武昌区东湖路181号", []),
    ("武昌区东湖路181号市总工会办公楼1201室", []),
    ("武昌区东湖路181号3栋2单元1201室", [("address", "区***室")]),
    ("改造解放路小区12栋、36个单元", []),
    ("困难职工帮扶中心电话12351", []),
    ("县总工会主席走访慰问困难职工35户", []),
    ("慰问白血病患者", []),
    ("金秋助学资助困难职工子女", []),
    ("张三荣获五一劳动奖章", []),
    ("职工张某某身患重病", [("plight", "张**")]),
    ("欧阳锋家庭，特困", [("plight", "欧阳**")]),
    (f"困难职工{BREAK}张三", []),
]


@pytest.mark.parametrize(("text", "hits"), EXACT, ids=[text for text, _ in EXACT])
def test_texts_on_the_edge(text: str, hits: list[tuple[str, str]]) -> None:
    assert list(identifiers_in_pieces(text)) == hits
