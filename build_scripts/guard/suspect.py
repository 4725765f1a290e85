"""The cheap questions asked of a million texts before the exact ones: patterns in RE2 that match all that those find, and little else."""

from collections.abc import Iterable

from build_scripts.guard.documents import DOCUMENT_WORDS
from build_scripts.guard.signs import NUMERAL
from build_scripts.guard.words import ILLNESS_WORDS, NEED_WORDS

_BLANK = r"\t-\r \x1f"
_WIDE = r"\x{a0}\x{2009}\x{3000}"
_EMPTY = f"[{_BLANK}{_WIDE}]*"
_HAN = r"[\x{4e00}-\x{9fff}]"
_COMMON = (
    r"\t\r\n\x1e\x1f -~\x{b7}\x{d7}\x{f7}\x{2013}\x{2014}\x{2018}\x{2019}\x{201c}\x{201d}\x{2192}\x{2248}\x{2264}\x{2265}"
    r"\x{3001}-\x{3003}\x{3007}-\x{3011}\x{3014}\x{3015}\x{4e00}-\x{9fff}\x{ff01}-\x{ff20}\x{ff3b}-\x{ff40}\x{ff5b}-\x{ff5e}"
)
_UNUSUAL = f"[^{_COMMON}{_WIDE}]|{_HAN}[{_WIDE}]+{_HAN}"
"""Signs behind which something may hide: a text with any of them is always asked about. Of the others only full-width ASCII and some
blanks change when a text is made plain."""

_DIGIT = rf"[0-9\x{{ff10}}-\x{{ff19}}{NUMERAL}OoIl]"
_SOFT = "[" + _BLANK + _WIDE + r"\-._()\[\]\x{b7}\x{2013}\x{2014}\x{ff08}\x{ff09}\x{ff0d}\x{ff0e}\x{ff3b}\x{ff3d}\x{ff3f}]*"
_GAP = r"[^0-9A-Za-z\x{4e00}-\x{9fff}\x{ff10}-\x{ff19}]+"
_ONE = rf"{_DIGIT}\x1f*"
_NO_MORE = r"(?:[^0-9\x{ff10}-\x{ff19}]|\z)"
_APART = (
    # one by one, by threes and fours, by sixes, and 18 in groups, whatever stands between
    rf"(?:{_DIGIT}{_GAP}){{10}}{_DIGIT}",
    rf"(?:{_ONE}){{3}}{_GAP}(?:{_ONE}){{4}}{_GAP}(?:{_ONE}){{4}}{_NO_MORE}",
    rf"(?:{_ONE}){{4}}{_GAP}(?:{_ONE}){{4}}{_GAP}(?:{_ONE}){{3,4}}{_NO_MORE}",
    rf"(?:{_ONE}){{6}}{_GAP}(?:{_ONE}){{6}}{_GAP}(?:{_ONE}){{3}}{_NO_MORE}",
    rf"(?:{_DIGIT}(?:{_GAP})?){{17}}[0-9Xx×\x{{ff10}}-\x{{ff19}}{NUMERAL}OoIl]",
)
_LONG = "|".join((rf"{_DIGIT}(?:{_SOFT}{_DIGIT}){{10}}", *_APART))
_BARE_DOCUMENT = rf"[EGHM]\x1f*[A-Z]?(?:\x1f*{_DIGIT}){{7}}"

_NUMBER = f"[0-9０-９{NUMERAL}十百A-Za-z甲乙丙丁]"
_DOORS = (
    rf"{_NUMBER}{_EMPTY}(?:[室栋幢座门]|单{_EMPTY}元)",
    rf"[号號]{_EMPTY}(?:{_NUMBER}{_EMPTY})+户",
    rf"[组队]{_EMPTY}(?:{_NUMBER}{_EMPTY}|[-－–—之]{_EMPTY})+号",
    rf"[-－–—]{_EMPTY}(?:[0-9０-９]{_EMPTY}){{1,2}}[-－–—]{_EMPTY}[0-9０-９]{_EMPTY}[0-9０-９]{_EMPTY}[0-9０-９]",
)


def _apart(words: Iterable[str]) -> tuple[str, ...]:
    """The words, with or without blanks between their signs."""
    return tuple(_EMPTY.join(word) for word in words)


NUMBER = f"{_UNUSUAL}|{_LONG}"
"""Asked of codes and addresses of the web, in which no words stand."""

_WORDS = _apart((*DOCUMENT_WORDS, "台湾", *(word for row in (*ILLNESS_WORDS, *NEED_WORDS) for word in row)))
_PASSPORT = _EMPTY.join(f"[{sign.upper()}{sign}]" for sign in "passport")

TEXT = "|".join((NUMBER, _BARE_DOCUMENT, *_DOORS, _PASSPORT, *_WORDS))
"""Asked of free texts."""

_CLOSED = ("内部", "秘密", "机密", "绝密", "涉密", "保密", "注意保", "不对外", "外传", "扩散", "上网", "泄露", "外泄", "流传", "依申请公开")
MARKING = "|".join((_UNUSUAL, *_apart(_CLOSED), rf"(?s:[不非勿禁].*公{_EMPTY}[开布]|不.*发{_EMPTY}布)"))
"""Asked of texts that may bear a marking."""
