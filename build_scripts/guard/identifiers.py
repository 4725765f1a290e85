"""Personal identifiers in texts: identity card numbers, mobile numbers, bank cards. Found ones withhold the record."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from datetime import date

_PROVINCES = re.compile("1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71")
_PERMITS = frozenset({"810000", "820000", "830000"})  # residence permits for people from Hong Kong, Macao and Taiwan
_IDENTITY_WORDS = ("身份证", "证件号")
_BANK_WORDS = ("卡号", "账号", "帐号", "账户", "帐户", "银行")
_BANK_CARD = re.compile(r"62\d{14,17}|9558\d{15}|[345]\d{15}")
_MOBILE = re.compile(r"(?:(?:00)?86)?1[3-9]\d{9}")
_LONGEST = 19

# What people put between the digits of a number; invisible characters are dropped before.
_APART = r"[ \-\u2010-\u2015\u2212._·\n]{0,3}"
_RUN = re.compile(rf"[0-9]+(?:{_APART}[0-9]+)*(?:{_APART}[xX](?![0-9A-Za-z]))?")

# The cheap question asked of every text before the exact one: eleven digits in a row, however they are set apart (RE2).
SUSPECT = r"(?:[0-9０-９₀-₉⁰¹²³⁴-⁹\x{1d7ce}-\x{1d7ff}][^0-9A-Za-z\x{4e00}-\x{9fff}，。；：、,;:/（）()]*){11}"


def identifiers(text: str) -> Iterator[tuple[str, str]]:
    """Every personal identifier in the text: its sort (`identity`, `mobile`, `bank`) and the digits masked 前3后2.

    An identity card number has 18 places, the code of a province and a date of birth from 1900 to 2029 (GB 11643-1999); its check
    character is not asked for, since a number with one digit mistyped still gives its owner away. The old form of 15 digits counts
    beside a word that speaks of it. A mobile number has eleven digits beginning 13..19, with or without 86 before it; a bank card 16 to
    19 digits of a card's beginning that pass Luhn's test beside a word that speaks of accounts. Digits set apart by blanks, hyphens,
    dots or line ends are read as one number; a mobile number only where it is cut as people cut it, for lists of short numbers would
    make one too.
    """
    plain = "".join(sign for sign in unicodedata.normalize("NFKC", text) if unicodedata.category(sign) != "Cf")
    for run in _RUN.finditer(plain):
        groups = re.findall(r"[0-9]+[xX]?|[xX]", run[0])
        first = 0
        while first < len(groups):
            found, length = _beginning(groups[first:], plain)
            if found:
                yield found
            first += length


def _beginning(groups: Sequence[str], plain: str) -> tuple[tuple[str, str] | None, int]:
    """The longest identifier with which these groups of digits begin, and how many of them it takes: one where there is none."""
    digits = ""
    found: tuple[tuple[str, str] | None, int] = (None, 1)
    for length, group in enumerate(groups, 1):
        digits += group.upper()
        if len(digits) > _LONGEST:
            break
        sort = _sort(digits, groups[:length], plain)
        if sort:
            found = (sort, digits[:3] + "*" * (len(digits) - 5) + digits[-2:]), length
    return found


def _sort(digits: str, groups: Sequence[str], plain: str) -> str:
    if _identity(digits) or (_old_identity(digits) and any(word in plain for word in _IDENTITY_WORDS)):
        return "identity"
    if _MOBILE.fullmatch(digits.rstrip("X")) and (min(map(len, groups)) >= 3 or max(map(len, groups)) == 1):
        return "mobile"
    if _BANK_CARD.fullmatch(digits) and _luhn(digits) and any(word in plain for word in _BANK_WORDS):
        return "bank"
    return ""


def _identity(digits: str) -> bool:
    if len(digits) != 18 or not digits[:17].isdigit() or not (_PROVINCES.match(digits) or digits[:6] in _PERMITS):
        return False
    return "1900" <= digits[6:10] <= "2029" and _day(digits[6:14])


def _old_identity(digits: str) -> bool:
    return len(digits) == 15 and digits.isdigit() and bool(_PROVINCES.match(digits)) and _day(f"19{digits[6:12]}")


def _day(digits: str) -> bool:
    try:
        date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return False
    return True


def _luhn(digits: str) -> bool:
    doubled = [int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(digits))]
    return sum(number // 10 + number % 10 for number in doubled) % 10 == 0
