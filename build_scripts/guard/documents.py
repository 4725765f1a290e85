"""Passports and travel permits: a letter or two and seven to ten digits, bare where nothing else is written so, else beside their name."""

import re

from build_scripts.guard.digits import HARD, SOFT, Number
from build_scripts.guard.numbers import around
from build_scripts.guard.signs import SEAM, squeezed

DOCUMENT_WORDS = (
    "护照",
    "passport",
    "通行证",
    "回乡证",
    "台胞证",
    "居留证",
    "永久居留",
    "旅行证",
    "证件",
    "来往内地",
    "来往大陆",
    "港澳居民",
)
_WORD = re.compile("|".join(DOCUMENT_WORDS))
_TAIWAN_WORD = re.compile("台胞证|台湾通行证|来往大陆|台湾居民")
_NO_DOCUMENT = re.compile("电话|热线|传真|邮编|[元人]$")

_GAP = f"[{SOFT}{HARD}|]{{0,3}}"
_LETTERS = re.compile(rf"(?:^|[^0-9A-Za-z])([A-Za-z](?:{_GAP}[A-Za-z]){{0,2}})({_GAP})$")
_LEAD = re.compile(f"[A-Za-z]{_GAP}$|台胞|台湾|大陆")
_PASSPORT = re.compile("[EGDSP][0-9]{8}|E[A-HJ-NP-Z][0-9]{7}|[KM][ABC][0-9]{7}")
_PERMIT = re.compile("[HM](?:[0-9]{8}|[0-9]{10})")
_FOREIGNER = re.compile("[A-Z]{3}[0-9]{4}[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])[0-9]{2}")
_BARE = re.compile("[EGHM](?!19|20)[0-9]{8}|E[A-HJ-NP-Z][0-9]{7}|[HM](?!19|20)[0-9]{10}")
_PATH = re.compile(r"[/\\_#@]$")
_LONGER = re.compile(r"[0-9A-Za-z]|[-_/.][0-9A-Za-z]")
_WITHIN = 24


def may_be_document(text: str, start: int) -> bool:
    """True where letters or the name of a permit stand before a place."""
    return bool(_LEAD.search(text[max(0, start - _WITHIN) : start]))


def document(number: Number, text: str) -> tuple[str, str]:
    """Which sort of travel document the digits and the letters before them are, and how it reads; two empty texts where it is none.

    Passports of China begin with E, G, D, S, P or H and have eight digits, or EA-EZ and seven; permits for people from Hong Kong and
    Macao (回乡证) with H or M and eight or ten; those from Taiwan (台胞证) are eight or ten digits alone; the older permanent residence
    permit of foreigners has three letters, then a region and a date of birth.
    """
    before = text[max(0, number.start - _WITHIN) : number.start]
    letters = _LETTERS.search(before)
    if letters is None:
        return _from_taiwan(number, before)
    signs = "".join(sign for sign in letters[1] if sign.isalpha()).upper() + number.digits
    sort = _sort(signs)
    if not sort or not number.alike:
        return "", ""
    bare = letters[1].isalpha() and letters[1].isupper() and letters[2].strip(SEAM) == "" and number.whole and _BARE.fullmatch(signs)
    if bare and not _PATH.search(before[: letters.start(1)]) and not _LONGER.match(text, number.end):
        return sort, signs
    return (sort, signs) if _WORD.search(around(text, number.start, number.end)) else ("", "")


def _sort(signs: str) -> str:
    if _PASSPORT.fullmatch(signs):
        return "passport"
    if _PERMIT.fullmatch(signs):
        return "travel"
    return "permit" if _FOREIGNER.fullmatch(signs) else ""


def _from_taiwan(number: Number, before: str) -> tuple[str, str]:
    """Eight or ten digits soon after the permit's name."""
    if len(number.digits) not in (8, 10) or not number.alike or number.listed(frozenset()):
        return "", ""
    words = squeezed(before)
    found = _TAIWAN_WORD.search(words)
    if not found or _NO_DOCUMENT.search(words[found.start() :]) or re.search("[0-9]", words[found.start() :]):
        return "", ""
    return "travel", number.digits
