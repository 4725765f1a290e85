"""Numbers as spreadsheets keep them, written plainly: at most 15 significant digits, no exponent. Digits are moved as text."""

import re

DIGITS = 15
"""How many digits of a number a spreadsheet keeps."""

_SMALLEST = -330  # below the smallest number that a spreadsheet holds
_PLAIN = re.compile(r"0|-?[1-9][0-9]{0,14}|-?(?:0|[1-9][0-9]*)\.[0-9]*[1-9]")
_COUNT = re.compile("[0-9]{1,9}")
_NUMBER = re.compile(r"([+-]?)([0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE]([+-]?[0-9]{1,4}))?")


def plain(text: str) -> str | None:
    """The number in plain decimal notation, rounded half up to 15 significant digits; None where the text is no number.

    `0.30000000000000004` is `0.3`, `4.2E+05` is `420000`, `-0` is `0`.
    """
    if len(text) <= DIGITS + 1 and _PLAIN.fullmatch(text):
        return text
    match = _NUMBER.fullmatch(text)
    if match is None:
        return None
    whole, _, rest = match[2].partition(".")
    kept = (whole + rest).lstrip("0")
    point = len(whole) - (len(whole + rest) - len(kept)) + int(match[3] or "0")
    if len(kept) > DIGITS:
        rounded = str(int(kept[:DIGITS]) + (kept[DIGITS] >= "5"))
        point += len(rounded) - DIGITS
        kept = rounded
    kept = kept.rstrip("0")
    if not kept or point < _SMALLEST:
        return "0"
    return ("-" if match[1] == "-" else "") + _placed(kept, point)


def shifted(number: str, places: int) -> str:
    """A plain number with its point moved to the right."""
    sign = "-" if number.startswith("-") else ""
    whole, _, rest = number.removeprefix("-").partition(".")
    kept = (whole + rest).lstrip("0")
    return sign + _placed(kept.rstrip("0"), len(whole) + places - (len(whole + rest) - len(kept))) if kept else "0"


def whole_number(text: str) -> int:
    """The whole number that a text of at most nine figures says; -1 where it is anything else."""
    return int(text) if _COUNT.fullmatch(text) else -1


def whole_digits(number: str) -> int:
    """How many digits stand before the point of a plain number."""
    return len(number.removeprefix("-").partition(".")[0])


def _placed(kept: str, point: int) -> str:
    if point <= 0:
        return "0." + "0" * -point + kept
    if point >= len(kept):
        return kept + "0" * (point - len(kept))
    return kept[:point] + "." + kept[point:]
