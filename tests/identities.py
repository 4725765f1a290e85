"""Invented identifiers of every sort, twelve ways to disguise them, and what unions rightly publish that looks like them; by seed."""

import hashlib
import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

REGIONS = ("110105", "120101", "310104", "420525", "421003", "440305", "510104", "650102")
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CREDIT_SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
CARDS = ("622202", "621700", "955880", "622848", "603367", "436742", "524094", "356833")
FAMILY, GIVEN = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗", "伟芳娜敏静丽强磊军洋勇艳杰涛超秀霞平刚桂"
LETTERED = str.maketrans({"0": "O", "1": "l"})
FULL = str.maketrans({chr(code): chr(code + 0xFEE0) for code in range(0x21, 0x7F)})


@dataclass(frozen=True, slots=True)
class Identifier:
    """One identifier: its sort, what stands before and behind it, itself, and the lengths into which people cut it (none: it is words)."""

    sort: str
    before: str
    signs: str
    behind: str
    cut: tuple[int, ...]

    def written(self, signs: str) -> str:
        return f"{self.before}{signs}{self.behind}"


def identity_check(body: str) -> str:
    return "10X98765432"[sum(int(digit) * weight for digit, weight in zip(body, WEIGHTS, strict=True)) % 11]


def luhn(body: str) -> str:
    total = sum(sum(divmod(int(digit) * (2 - place % 2), 10)) for place, digit in enumerate(reversed(body)))
    return str(-total % 10)


def credit_check(body: str) -> str:
    return CREDIT_SIGNS[-sum(CREDIT_SIGNS.index(sign) * pow(3, place, 31) for place, sign in enumerate(body)) % 31]


def digits(chance: random.Random, count: int) -> str:
    return f"{chance.randrange(10**count):0{count}}"


def born(chance: random.Random) -> date:
    return date(1935, 1, 1) + timedelta(days=chance.randrange(27000))


def name(chance: random.Random) -> str:
    return chance.choice(FAMILY) + "".join(chance.choices(GIVEN, k=chance.choice((1, 2))))


def identity(chance: random.Random, region: str = "") -> str:
    """18 signs that could be somebody's: region, birthday, sequence and the right check character."""
    body = f"{region or chance.choice(REGIONS)}{born(chance):%Y%m%d}{digits(chance, 3)}"
    return body + identity_check(body)


def _identity(chance: random.Random) -> Identifier:
    return Identifier(
        "identity", chance.choice(("", "身份证", "ID:", "张三")), identity(chance), chance.choice(("", "。", "的职工")), (6, 8, 4)
    )


def _old(chance: random.Random) -> Identifier:
    signs = f"{chance.choice(REGIONS)}{born(chance):%y%m%d}{digits(chance, 3)}"
    return Identifier("identity", chance.choice(("身份证号：", "证件号码 ")), signs, "", (6, 6, 3))


def _resident(chance: random.Random) -> Identifier:
    return Identifier(
        "residence", chance.choice(("", "居住证")), identity(chance, chance.choice(("810000", "820000", "830000"))), "", (6, 8, 4)
    )


def _foreigner(chance: random.Random) -> Identifier:
    if chance.random() < 0.5:
        body = f"9{chance.choice(REGIONS)[:2]}{chance.choice(('840', '826', '392'))}{born(chance):%Y%m%d}{digits(chance, 3)}"
        return Identifier("permit", "", body + identity_check(body), "", (6, 8, 4))
    signs = f"{chance.choice(('USA', 'GBR', 'JPN', 'DEU'))}{chance.choice(REGIONS)[:4]}{born(chance):%y%m%d}{digits(chance, 2)}"
    return Identifier("permit", "外国人永久居留证：", signs, "", (7, 4, 4))


def _mobile(chance: random.Random) -> Identifier:
    signs = f"1{chance.randrange(3, 10)}{digits(chance, 9)}"
    return Identifier(
        "mobile", chance.choice(("", "电话", "tel:", "+86 ", "周三")), signs, chance.choice(("", "，王师傅", "。")), (3, 4, 4)
    )


def _bank(chance: random.Random) -> Identifier:
    start = chance.choice(CARDS)
    body = start + digits(chance, (15 if start[0] in "435" else 18) - len(start))
    return Identifier("bank", chance.choice(("银行卡号", "账号：", "请汇款到 ")), body + luhn(body), "", (4, 4, 4, 4, 3))


def _passport(chance: random.Random) -> Identifier:
    second = chance.choice("ABCDEFGHJKLMNPQRSTUVWXYZ")
    signs = f"E{second}{digits(chance, 7)}" if chance.random() < 0.5 else f"{chance.choice('EGDSP')}{digits(chance, 8)}"
    return Identifier("passport", chance.choice(("护照", "护照号码：", "持 passport ")), signs, "", (5, 4))


def _travel(chance: random.Random) -> Identifier:
    if chance.random() < 0.5:
        return Identifier(
            "travel", "港澳居民来往内地通行证", f"{chance.choice('HM')}{digits(chance, chance.choice((8, 10)))}", "", (5, 4, 2)
        )
    return Identifier(
        "travel", chance.choice(("台胞证", "台湾居民来往大陆通行证：")), digits(chance, chance.choice((8, 10))), "", (4, 4, 2)
    )


def _address(chance: random.Random) -> Identifier:
    door, block, stair = chance.randrange(101, 2000), chance.randrange(1, 40), chance.randrange(1, 6)
    forms = (
        f"解放路{block}号{stair}栋{door}室",
        f"东风巷{block}号{stair}单元{door}室",
        f"幸福小区{block}栋{stair}单元{door}",
        f"阳光花园{block}号楼{stair}单元{door}室",
        f"青山村{stair}组{block}号",
        f"人民街{block}号宿舍{door}室",
    )
    return Identifier("address", chance.choice(("住", "家住", "现住甲市")), chance.choice(forms), "", ())


def _plight(chance: random.Random) -> Identifier:
    who = chance.choice((name(chance), f"{chance.choice(FAMILY)}某某", f"{chance.choice(FAMILY)}××", f"{chance.choice(FAMILY)}*"))
    what = chance.choice(("尿毒症", "白血病", "肺癌", "脑瘤", "下肢瘫痪"))
    forms = (f"职工{who}因患{what}", f"{who}，{what}", f"慰问{who}（特困）", f"救助对象：{who}", f"{who}一家系低保户")
    return Identifier("plight", "", chance.choice(forms), "", ())


SORTS: Mapping[str, Callable[[random.Random], Identifier]] = {
    "identity": _identity,
    "old identity": _old,
    "residence": _resident,
    "permit": _foreigner,
    "mobile": _mobile,
    "bank": _bank,
    "passport": _passport,
    "travel": _travel,
    "address": _address,
    "plight": _plight,
}


def identifiers(count: int, seed: int) -> Iterator[Identifier]:
    """So many, of all sorts in turn."""
    chance = random.Random(seed)
    makers = list(SORTS.values())
    return (makers[number % len(makers)](chance) for number in range(count))


def _groups(identifier: Identifier) -> list[str]:
    groups, start = [], 0
    for length in identifier.cut:
        groups.append(identifier.signs[start : start + length])
        start += length
    return [group for group in groups if group] or list(identifier.signs)


def _between(signs: Sequence[str]) -> Callable[[Identifier, random.Random], str]:
    """One of the signs between the groups, or now and then between all digits; words are set apart by blanks."""

    def disguise(identifier: Identifier, chance: random.Random) -> str:
        if not identifier.cut:
            return chance.choice((" ", "\u00a0", "\u3000")).join(identifier.signs)
        whole = chance.random() < 0.25
        return chance.choice(signs).join(identifier.signs if whole else _groups(identifier))

    return disguise


def _each(*alphabets: str) -> Callable[[Identifier, random.Random], str]:
    """Digits of one or another alphabet."""

    def disguise(identifier: Identifier, chance: random.Random) -> str:
        return "".join(chance.choice(alphabets)[int(sign)] if sign in "0123456789" else sign for sign in identifier.signs)

    return disguise


def _invisible(identifier: Identifier, chance: random.Random) -> str:
    signs = "\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u202c\ufe0f\U000e0031\U000e0101\u034f\u180e\u0336"
    return "".join(sign + chance.choice(("", *signs)) for sign in identifier.signs)


def _lettered(identifier: Identifier, chance: random.Random) -> str:
    if not identifier.cut:
        return identifier.signs
    letters = "".join(sign.translate(LETTERED) if chance.random() < 0.6 else sign for sign in identifier.signs)
    return letters[:-1] + chance.choice("xX×Хх✕") if identifier.signs[-1] == "X" else letters


DISGUISES: Mapping[str, Callable[[Identifier, random.Random], str]] = {
    "plain": lambda identifier, _: identifier.signs,
    "blanks": _between((" ", "\u00a0", "\u3000", "\u2009", "  ")),
    "hyphens": _between(("-", "－", "–", "—", "\u2011", "−", " - ")),
    "dots": _between((".", "·", "・", "•", "．", "_", "＿")),
    "other signs": _between(("/", ",", "，", "、", ":", "|", "\\", "~", ";", "；")),
    "line ends": _between(("\n", "\r\n", "\u2028", " \n ")),
    "invisible signs": _invisible,
    "full width": lambda identifier, _: identifier.signs.translate(FULL),
    "circles and mathematics": _each("⓪①②③④⑤⑥⑦⑧⑨", "⁰¹²³⁴⁵⁶⁷⁸⁹", "₀₁₂₃₄₅₆₇₈₉", "𝟎𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟗", "⓿❶❷❸❹❺❻❼❽❾", "🄋➀➁➂➃➄➅➆➇➈"),
    "Chinese numerals": _each("〇一二三四五六七八九", "零壹贰叁肆伍陆柒捌玖", "○一二三四五六七八九"),
    "other scripts": _each("٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹", "०१२३४५६७८९", "๐๑๒๓๔๕๖๗๘๙", "᠐᠑᠒᠓᠔᠕᠖᠗᠘᠙"),
    "letters": _lettered,
}


def _credit_code(chance: random.Random, start: str = "") -> str:
    start = start or chance.choice(("81", "91", "92", "12", "51", "11", "13", "52", "53", "31", "93"))
    area = chance.choice(("420105", "420525", "421003", "110119", "120119", "310120", "110120", "420000", "440305"))
    body = start + area + digits(chance, 9)
    return body + credit_check(body)


def _day(chance: random.Random, form: str = "%Y-%m-%d") -> str:
    return f"{date(2009, 1, 1) + timedelta(days=chance.randrange(5800)):{form}}"


def _amount(chance: random.Random) -> str:
    number = chance.randrange(10 ** chance.randrange(1, 13))
    forms = (
        f"收入{number}元",
        f"{number:,}.{chance.randrange(100):02}元",
        f"合计{number / 10000:.4f}万元",
        f"￥{number:,}",
        f"共{number:,}元",
    )
    return chance.choice(forms)


def _aggregate(chance: random.Random) -> str:
    few, many, money = chance.randrange(1, 50), chance.randrange(50, 9000), f"{chance.randrange(1, 900) / 10}万元"
    forms = (
        f"帮扶困难职工 {many} 户、特困 {few} 户",
        f"全年慰问困难职工{many}户，发放慰问金{money}，其中大病救助{few}人",
        f"低保户{few}户、单亲家庭{few}户，金秋助学资助{many}人",
        f"职工医疗互助补助患重大疾病会员{few}人次，{money}",
        f"为{many}名特困职工免费体检，查出高血压{few}人",
        f"困难职工帮扶中心（{few}号窗口）办公地点：解放路{few}号",
        f"职业病防治专项集体合同签订{many}家，尘肺病筛查{few}家",
    )
    return chance.choice(forms)


LEGITIMATE: Sequence[Callable[[random.Random], str]] = (
    _credit_code,
    lambda chance: _credit_code(chance, "81"),
    lambda chance: f"组织代码 8142{digits(chance, 14)}",
    lambda chance: f"鄂工发〔{chance.randrange(2009, 2026)}〕{chance.randrange(1, 400)}号",
    _amount,
    lambda chance: f"办公电话027-{chance.randrange(2, 9)}{digits(chance, 7)}",
    lambda chance: f"电话：0{chance.randrange(710, 729)}-{chance.randrange(2, 9)}{digits(chance, 6)}转{digits(chance, 3)}",
    lambda chance: (
        f"（027）{chance.randrange(2, 9)}{digits(chance, 3)} {digits(chance, 4)}、12351、400-{digits(chance, 3)}-{digits(chance, 4)}"
    ),
    lambda chance: f"{_day(chance)}至{_day(chance)}",
    lambda chance: f"{_day(chance)}/{_day(chance)}",
    lambda chance: f"{_day(chance, '%Y.%m.%d')}-{_day(chance, '%Y.%m.%d')}，{_day(chance, '%Y/%m/%d')} 0{chance.randrange(8, 10)}:30:00",
    lambda chance: f"{_day(chance, '%Y年%m月%d日')}　{_day(chance, '%Y%m%d')}",
    lambda chance: f"{chance.choice(REGIONS)}/{chance.randrange(2009, 2026)}-{digits(chance, 5)}",
    lambda chance: hashlib.sha256(digits(chance, 9).encode()).hexdigest(),
    lambda chance: f"ISBN 978-7-{digits(chance, 4)}-{digits(chance, 4)}-{digits(chance, 1)}",
    lambda chance: f"gh{digits(chance, 6)}@example.org",
    lambda chance: (
        f"https://example.org/{_day(chance, '%Y/%m/%d')}/content_{digits(chance, chance.randrange(6, 20))}.html?id={digits(chance, 11)}"
    ),
    lambda chance: f"建会率{digits(chance, 2)}.{digits(chance, 2)}%，{chance.randrange(10**6):,}/{chance.randrange(10**6):,}",
    lambda chance: "、".join(str(chance.randrange(1, 3000)) for _ in range(12)),
    lambda chance: " ".join(str(chance.randrange(1900, 2026)) for _ in range(9)),
    _aggregate,
    lambda chance: f"甲市解放路{chance.randrange(1, 900)}号，邮编{chance.choice(REGIONS)}",
    lambda chance: f"东经113.{digits(chance, 6)}，北纬30.{digits(chance, 6)}",
    lambda chance: f"2018010112{digits(chance, 6)}号流水，序号{digits(chance, 8)}",
    lambda chance: f"G{chance.randrange(10, 99)}高速、E{digits(chance, 3)}、H{digits(chance, 4)}，P-{digits(chance, 2)}",
)


def legitimate(count: int, seed: int) -> Iterator[str]:
    """So many texts in which nobody is given away, of all sorts in turn."""
    chance = random.Random(seed)
    return (LEGITIMATE[number % len(LEGITIMATE)](chance) for number in range(count))
