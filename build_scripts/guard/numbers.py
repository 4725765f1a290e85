"""Numbers that are somebody's: identity cards, residence permits, mobiles, bank cards; asked of one `Number` and what stands around."""

import re
from collections.abc import Callable
from datetime import date

from build_scripts.guard.digits import Number, attached
from build_scripts.guard.signs import squeezed

_PROVINCES = re.compile("1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]")
RESIDENTS = frozenset({"810000", "820000", "830000"})
"""Residence permits (居住证) for people from Hong Kong, Macao and Taiwan."""

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
CREDIT_SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_REGISTERS = re.compile("1[1-39]|2[19]|3[1-59]|4[19]|5[1-39]|6[129]|7[129]|8[19]|9[1-3]")

IDENTITY_CUTS = frozenset(
    {(6, 8, 4), (6, 4, 4, 4), (6, 4, 2, 2, 4), (3, 3, 4, 4, 4), (2, 2, 2, 4, 4, 4), (2, 2, 2, 8, 4), (2, 2, 2, 4, 2, 2, 4)}
)
MOBILE_CUT = (3, 4, 4)
_MOBILE = re.compile(r"((?:00)?86|0)?1[3-9][0-9]{9}")
_CARD = re.compile("6[02][0-9]{14,17}|9[0-9]{15,18}|[345][0-9]{15}|3[47][0-9]{13}")
_OWN_CARD = re.compile("62|9558")

IDENTITY_WORDS = ("身份证", "证件", "身份号", "公民身份", "居民证", "证号")
BANK_WORDS = (
    ("卡号", "账号", "帐号", "账户", "帐户", "银行", "开户", "汇款", "转账", "工资卡", "储蓄卡", "信用卡", "借记卡", "收款", "打款"),
)
CALL_WORDS = ("电话", "手机", "联系", "拨打", "致电", "微信", "短信", "号码")
_IDENTITY = re.compile("|".join(IDENTITY_WORDS))
_BANK = re.compile("|".join(word for row in BANK_WORDS for word in row))
_CALL = re.compile("|".join(CALL_WORDS))
_MONEY = re.compile(r"(?:\.[0-9]+)? ?(?:元(?![旦宵月老素件])|万元|亿|美元)")
_BEFORE, _AFTER = 300, 100


def around(text: str, start: int, end: int) -> str:
    """What stands near a place, in small letters and without blanks: 300 signs before it, 100 after it."""
    return squeezed(text[max(0, start - _BEFORE) : start] + text[end : end + _AFTER]).lower()


def sort_of(number: Number, text: str) -> str:
    """Which sort of identifier the number is in this plain text; empty where it is none."""
    judge = _BY_LENGTH.get(len(number.digits))
    return judge(number, text) if judge else ""


def _eighteen(number: Number, text: str) -> str:
    return _identity(number) or _card(number, text)


def _identity(number: Number) -> str:
    """18 places with a region and a date of birth 1900-2029 (GB 11643-1999); a foreigner's permanent residence permit begins with 9.

    The check character is not asked for, since a number with one digit mistyped still gives its owner away, but for numbers cut as
    nobody cuts them and those whose own check makes them a credit code (GB 32100-2015).
    """
    digits = number.digits
    if not digits[:17].isdigit() or not ("1900" <= digits[6:10] <= "2029") or not is_day(digits[6:14]):
        return ""
    checked = digits[17] == identity_check(digits)
    known = number.lengths in IDENTITY_CUTS
    if number.listed(IDENTITY_CUTS):
        return ""
    if not checked and (is_credit_code(digits) or not (number.even or known)):
        return ""
    if digits[:6] in RESIDENTS:
        return "residence"
    if digits[0] == "9":
        return "permit" if checked and _PROVINCES.match(digits, 1) else ""
    return "identity" if _PROVINCES.match(digits) and digits[0] != "8" else ""


def identity_check(digits: str) -> str:
    """The check character over the first 17 digits (GB 11643-1999)."""
    return _CHECKS[sum(int(digit) * weight for digit, weight in zip(digits[:17], _WEIGHTS, strict=True)) % 11]


def is_credit_code(signs: str) -> bool:
    """True where 18 signs are a unified social credit code by register, province and check (GB 32100-2015)."""
    if not _REGISTERS.match(signs) or not _PROVINCES.match(signs, 2):
        return False
    values = [CREDIT_SIGNS.find(sign) for sign in signs]
    return (sum(value * pow(3, place, 31) for place, value in enumerate(values[:17])) + values[17]) % 31 == 0


def _fifteen(number: Number, text: str) -> str:
    return _old_identity(number, text) or _mobile(number, text) or _card(number, text)


def _old_identity(number: Number, text: str) -> str:
    """15 digits of before 1999, beside a word that speaks of it: there are registers and taxes with numbers like it."""
    digits = number.digits
    plausible = digits.isdigit() and _PROVINCES.match(digits) and is_day(f"19{digits[6:12]}")
    if not plausible or not number.even or number.listed({(6, 6, 3)}):
        return ""
    return "identity" if _IDENTITY.search(around(text, number.start, number.end)) else ""


def _mobile(number: Number, text: str) -> str:
    """11 digits beginning 13-19, with 86 or 0 before them or without, cut as people cut them: lists of short numbers make one too."""
    digits = number.digits.removesuffix("X")
    match = _MOBILE.fullmatch(digits)
    if not match or not _cut_as_mobile(number.without(len(match[1] or ""))):
        return ""
    before, after = attached(number, text)
    if any(sign.isdigit() for sign in before + after):
        return ""
    if number.whole and _MONEY.match(text, number.end) and not _CALL.search(squeezed(text[max(0, number.start - 10) : number.start])):
        return ""
    return "mobile"


def _cut_as_mobile(number: Number) -> bool:
    lengths = number.lengths
    if number.whole or (lengths == MOBILE_CUT and not number.hard):
        return True
    if number.listed({MOBILE_CUT}) or not number.even:
        return False
    if number.hard or number.single:
        return True
    return number.bounded and (number.regular or min(lengths) >= 3 or (len(lengths) == 2 and number.gaps == {"\n"}))


def _card(number: Number, text: str) -> str:
    """15 to 19 digits of a card's beginning that pass Luhn's test, beside a word that speaks of accounts or cut as printed on a card."""
    digits = number.digits
    if not digits.isdigit() or not _CARD.fullmatch(digits) or not number.even or number.listed(frozenset()) or not _luhn(digits):
        return ""
    printed = number.fours and not number.whole and not number.hard and _OWN_CARD.match(digits)
    return "bank" if printed or _BANK.search(around(text, number.start, number.end)) else ""


def is_day(digits: str) -> bool:
    """True where eight digits are a day of the calendar."""
    try:
        date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return False
    return True


def _luhn(digits: str) -> bool:
    doubled = [int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(digits))]
    return sum(number // 10 + number % 10 for number in doubled) % 10 == 0


_BY_LENGTH: dict[int, Callable[[Number, str], str]] = {
    11: _mobile,
    12: _mobile,
    13: _mobile,
    15: _fifteen,
    16: _card,
    17: _card,
    18: _eighteen,
    19: _card,
}
