"""Texts that no spreadsheet takes for a formula."""

import re

_FORMULA = re.compile(r"^[=+\-@\t\r＝＋－＠]")
_KEPT = re.compile(r"^'*[=+\-@\t\r＝＋－＠]")
_NUMBER = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?%?")


def safe(text: str) -> str:
    """A text that no spreadsheet takes for a formula: one that begins with = + - @, their full-width forms, TAB or CR gets a leading '."""
    return f"'{text}" if _FORMULA.match(text) else text


def kept(text: str) -> str:
    """The same so that it can be undone: a text that begins so behind one ' or more gets one more."""
    return f"'{text}" if _KEPT.match(text) else text


def given_back(text: str) -> str:
    """The text that `kept` made inert."""
    return text[1:] if text[:1] == "'" and _KEPT.match(text) else text


def safe_beside_numbers(text: str) -> str:
    """The same, but a plain number with its sign stays what it is."""
    return text if _NUMBER.fullmatch(text) else safe(text)
