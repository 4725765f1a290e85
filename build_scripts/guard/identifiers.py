"""Personal identifiers in texts: identity card numbers, mobile numbers, bank cards. Found ones withhold the record."""

import re
import unicodedata
from collections.abc import Iterator
from datetime import date

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
_RUN = re.compile(r"(?<![0-9A-Za-z])[0-9](?:[ \-]?[0-9]){10,18}(?:[ \-]?[xX])?(?![0-9A-Za-z])")
_BANK_WORDS = ("卡号", "账号", "帐号", "账户", "帐户", "银行")

# The cheap question asked of every text before the exact one: eleven digits in a row, however they are set apart (RE2).
SUSPECT = r"(?:[0-9０-９][ \-－　]?){11}"


def identifiers(text: str) -> Iterator[tuple[str, str]]:
    """Every personal identifier in the text: its sort (`identity`, `mobile`, `bank`) and the digits masked 前3后2.

    An identity card number has 18 places, a date of birth between 1900 and today's century and the check character of GB 11643-1999; a
    mobile number eleven digits beginning 13..19; a bank card 16 to 19 digits that pass Luhn's test beside a word that speaks of accounts.
    """
    plain = unicodedata.normalize("NFKC", text)
    for run in _RUN.finditer(plain):
        digits = re.sub(r"[ \-]", "", run[0]).upper()
        if _identity(digits):
            yield "identity", _masked(digits)
        elif len(digits) == 11 and digits[0] == "1" and digits[1] in "3456789":
            yield "mobile", _masked(digits)
        elif 16 <= len(digits) <= 19 and digits.isdigit() and _luhn(digits) and any(word in plain for word in _BANK_WORDS):
            yield "bank", _masked(digits)


def _identity(digits: str) -> bool:
    if len(digits) != 18 or not digits[:17].isdigit():
        return False
    try:
        born = date(int(digits[6:10]), int(digits[10:12]), int(digits[12:14]))
    except ValueError:
        return False
    total = sum(int(digit) * weight for digit, weight in zip(digits, _WEIGHTS, strict=False))
    return born.year >= 1900 and _CHECKS[total % 11] == digits[17]


def _luhn(digits: str) -> bool:
    doubled = [int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(digits))]
    return sum(number // 10 + number % 10 for number in doubled) % 10 == 0


def _masked(digits: str) -> str:
    return digits[:3] + "*" * (len(digits) - 5) + digits[-2:]
