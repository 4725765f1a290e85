"""Texts made plain before they are looked through: one sign for all that reads alike, and nothing invisible.

The script on the check page (校验台) does the same, step by step: `normalize("NFKC")`, then one table of signs. A sign is a code point.
"""

import re
import unicodedata

SEAM = "\x1f"
"""Stands in a text made of several pieces where a reader sees them joined: between two runs of one line."""

BREAK = "\x1e"
"""Stands where a reader sees them apart: between two cells. No submitted text keeps either sign."""

ZEROS = (
    "\u0660\u06f0\u07c0\u0966\u09e6\u0a66\u0ae6\u0b66\u0be6\u0c66\u0ce6\u0d66\u0de6\u0e50\u0ed0\u0f20\u1040\u1090\u17e0\u1810"
    "\u1946\u19d0\u1a80\u1a90\u1b50\u1bb0\u1c40\u1c50\ua620\ua8d0\ua900\ua9d0\ua9f0\uaa50\uabf0\U000104a0\U00010d30\U00010d40"
    "\U00011066\U000110f0\U00011136\U000111d0\U000112f0\U00011450\U000114d0\U00011650\U000116c0\U000116d0\U000116da\U00011730"
    "\U000118e0\U00011950\U00011bf0\U00011c50\U00011d50\U00011da0\U00011de0\U00011f50\U00016130\U00016a60\U00016ac0\U00016b50"
    "\U00016d70\U0001ccf0\U0001e140\U0001e2f0\U0001e4f0\U0001e5f1\U0001e950"
)
"""Nought in the other scripts that count by ten; one to nine follow it (Nd of Unicode 17 that NFKC leaves as they are)."""

COUNTED = (
    (0x17F0, 0, 10),
    (0x1369, 1, 9),
    (0x19DA, 1, 1),
    (0x24F5, 1, 9),
    (0x24FF, 0, 1),
    (0x2776, 1, 9),
    (0x2780, 1, 9),
    (0x278A, 1, 9),
    (0x3021, 1, 9),
    (0x10A40, 1, 4),
    (0x10E60, 1, 9),
    (0x11052, 1, 9),
    (0x1F10B, 0, 1),
    (0x1F10C, 0, 1),
)
"""Digits in circles and of scripts that write no nought: first code point, its value, how many follow one another."""

# The same with the signs that people write for a digit: each stands for its place in its row.
NUMERALS = ("〇零○◯", "一壹弌幺", "二贰貳贰弍", "三叁參叄弎", "四肆", "五伍", "六陆陸", "七柒", "八捌", "九玖")
LETTERS = ("Oo", "Il")

MERGED = {
    "-": "\u02d7\u2043\u2212\u2500\u2501\u30fc",
    "·": "\u2022\u2027\u2219\u22c5\u30fb\u25cf\u25aa\u25e6\u2e31",
    "×": "\u2573\u2715\u2716",
    " ": "\t\u1680\u2800\u115f\u1160",
    "\n": "\r\v\f\x85\u2028\u2029",
    "A": "\u0410\u0391",
    "B": "\u0412\u0392",
    "C": "\u0421",
    "E": "\u0415\u0395",
    "H": "\u041d\u0397",
    "K": "\u041a\u039a",
    "M": "\u041c\u039c",
    "O": "\u041e\u039f\u043e\u03bf",
    "P": "\u0420\u03a1",
    "S": "\u0405",
    "T": "\u0422\u03a4",
    "X": "\u0425\u03a7\u0445\u03c7",
}
_DROPPED = frozenset({"Cf", "Cc", "Cs", "Mn", "Me"})


class _Signs(dict[int, str]):
    """What each sign becomes; looked up once."""

    def __missing__(self, point: int) -> str:
        sign = chr(point)
        category = unicodedata.category(sign)
        if category in _DROPPED:
            sign = sign if sign in "\n" + SEAM + BREAK else ""
        elif category == "Pd":
            sign = "-"
        self[point] = sign
        return sign


_SIGNS = _Signs({ord(sign): one for one, signs in MERGED.items() for sign in signs})
_SIGNS.update({ord(zero) + value: str(value) for zero in ZEROS for value in range(10)})
_SIGNS.update({first + more: str(value + more) for first, value, count in COUNTED for more in range(count)})

_NUMERAL = {ord(sign): str(value) for value, signs in enumerate(NUMERALS) for sign in signs}
_LETTER = {ord(sign): str(value) for value, signs in enumerate(LETTERS) for sign in signs}
NUMERAL = "".join(NUMERALS)
_WRITTEN = re.compile(f"[{NUMERAL}OoIl]")
_TOKEN = re.compile(r"([EGDSPHM][A-HJ-NP-Z]?|[A-HJ-NP-Z][A-Z]{2})?([0-9OoIl]+)([Xx]?)(?![0-9A-Za-z])|[0-9A-Za-z]+")
_APART = re.compile(f"[ \n{SEAM}]+")
_BLANKS = re.compile(f"[ {SEAM}]*\n[ \n{SEAM}]*|{SEAM}* [ {SEAM}]*|{SEAM}{{2,}}")


def unmarked(text: str) -> str:
    """A submitted text without the signs that are ours."""
    return text.replace(SEAM, "").replace(BREAK, "")


def plain(text: str) -> str:
    """The text in compatibility form (NFKC): invisible and combining signs gone, digits of every script 0-9, one blank, hyphen, dot."""
    return _BLANKS.sub(_blank, unicodedata.normalize("NFKC", text).translate(_SIGNS))


def _blank(blanks: re.Match[str]) -> str:
    return "\n" if "\n" in blanks[0] else " " if " " in blanks[0] else SEAM


def counted(plain_text: str) -> str:
    """The plain text with digits for Chinese numerals, and for O, l and I in what else is a number; of the same length."""
    if not _WRITTEN.search(plain_text):
        return plain_text
    return _TOKEN.sub(_lettered, plain_text.translate(_NUMERAL))


def _lettered(token: re.Match[str]) -> str:
    if token[2] is None:
        return token[0]
    return (token[1] or "") + token[2].translate(_LETTER) + token[3]


def squeezed(plain_text: str) -> str:
    """The plain text without blanks, line ends and seams: words as they are read."""
    return _APART.sub("", plain_text)
