"""What a number says under its format: itself, a percentage, a day; or a trap, where what is shown is not what is held.

Small pure functions over text, and patterns that mean the same in JavaScript, for the check page decides by the same rules.
"""

import operator
import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from build_scripts.parse.format_code import Section, sections
from build_scripts.parse.grid import DATE, INTEGER, NUMBER, PERCENT, TRAP, Cell
from build_scripts.parse.numbers import DIGITS, shifted, whole_digits

_NUMBER = re.compile(r"([-+($]*)(%?)(G|@|[0#?]+/[0#?1-9]+|[0#?,]*\.?[0#?]*(?:E[0#?]+)?)(%?)([)$]*)")
_PLACE = re.compile(r"[0#?G@]")
_SCALING = re.compile(r"^,|,(?![0#?])")
_BARE = re.compile(r"G|@|[#?]*0*")
_NO_DAY = re.compile(r"[0-9#?G@%Ed]")
_TESTS = {"<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge, "=": operator.eq, "<>": operator.ne}
_KNOWN = {"ymd": 10, "ym": 7, "y": 4}
_1900, _1904 = 693_594, 695_056  # the day before the first that the system shows, as it counts: 1899-12-30 and 1904-01-01
_LEAP = 60  # 29 February 1900, which never was
_LAST = date(9999, 12, 31).toordinal()


def number_cell(number: str, code: str, since_1904: bool) -> Cell:
    """What a plain number (see `plain`) says under a format code; `since_1904` where the workbook counts days from 1904."""
    if len(number) > DIGITS and whole_digits(number) > DIGITS:
        return Cell(number, TRAP, "E055", {"found": number})
    section = _section(code, number)
    if section is None:
        return otherwise_shown(number, code)
    if section.letters:
        return _day_cell(number, code, days_shown(section), since_1904)
    sort = _sort(form_of(section), number)
    if not sort:
        return otherwise_shown(number, code)
    return Cell(shifted(number, 2) + "%", PERCENT) if sort == PERCENT else Cell(number, sort)


def otherwise_shown(text: str, code: str) -> Cell:
    """The trap of a value that its format shows otherwise than it is, or not at all."""
    return Cell(text, TRAP, "E056", {"found": text, "format": code, "zeros": ""})


def shows_text(code: str) -> bool:
    """Whether a format shows text as it is: it has no section for text, or one that adds nothing and hides nothing."""
    found = sections(code)
    last = found[-1]
    if len(found) < 4 and "@" not in last.skeleton:
        return True
    return last.skeleton in ("@", "G") and not last.letters


def _numeric(found: tuple[Section, ...]) -> tuple[Section, ...]:
    """The sections for numbers: three at most, without a last one for text."""
    return found[:-1] if 1 < len(found) < 4 and "@" in found[-1].skeleton else found[:3]


@lru_cache(maxsize=1024)
def _by_sign(code: str) -> tuple[Section | None, Section | None, Section | None] | None:
    """The sections for numbers below, at and above zero; None where a section names a test, so that the sign alone does not decide."""
    numeric = _numeric(sections(code))
    if any(section.test[0] for section in numeric):
        return None
    below = _applying(numeric, -1.0)
    if below is not numeric[0] and below is not None and not form_of(below).tells_minus:
        below = None  # a section that negative numbers have to themselves shows no sign but its own
    return below, _applying(numeric, 0.0), _applying(numeric, 1.0)


def _section(code: str, number: str) -> Section | None:
    """The section under which a plain number is shown; None where there is none, and the cell is filled with signs."""
    by_sign = _by_sign(code)
    if by_sign is None:
        return _applying(_numeric(sections(code)), float(number))
    return by_sign[0 if number.startswith("-") else 1 if number == "0" else 2]


def _applying(numeric: tuple[Section, ...], value: float) -> Section | None:
    for number, section in enumerate(numeric):
        if _holds(section, number, len(numeric), value):
            return section
    return None


def _holds(section: Section, number: int, count: int, value: float) -> bool:
    sign, bound = section.test
    if sign:
        return sign in _TESTS and _TESTS[sign](value, bound)
    if number == count - 1:
        return True
    if number == 0:
        return value >= 0 if count == 2 else value > 0
    return value < 0


@dataclass(frozen=True, slots=True)
class Form:
    """How a section shows numbers.

    `sort` is that of a number that is shown as it is, the empty text where none is; `bare` whether a whole one is an integer. `zeros` is
    how many digits before the point are always shown, `shows_zero` whether zero is shown at all, `only_zero` where nothing else is.
    `minus` and `plus` tell of a sign that the section writes, `tells_minus` of any mark of a number below zero.
    """

    sort: str
    bare: bool
    zeros: int
    shows_zero: bool
    only_zero: bool
    minus: bool
    plus: bool
    tells_minus: bool


@lru_cache(maxsize=1024)
def form_of(section: Section) -> Form:
    """How a section without letters shows numbers."""
    match = _NUMBER.fullmatch(section.skeleton)
    before, core = (match[1], match[3]) if match else ("", "")
    percent = bool(match and (match[2] or match[4]))
    scaled = match is None or _SCALING.search(core) or (match[2] and match[4])
    dash = section.skeleton == "-"
    sort = "" if scaled or not (dash or _PLACE.search(core)) else PERCENT if percent else NUMBER
    return Form(
        sort,
        bool(match and not match[5] and before in ("", "-") and _BARE.fullmatch(core)),
        0 if "/" in core or "E" in core else core.partition(".")[0].count("0"),
        bool(re.search("[0G@-]", before + core)),
        dash,
        "-" in before or "(" in before,
        "+" in before,
        section.coloured or "-" in before or "(" in before,
    )


def _sort(form: Form, number: str) -> str:
    """The sort of a number; the empty text where what is shown is another value, or none."""
    if number == "0":
        if not form.shows_zero or form.zeros > 1:
            return ""
        return INTEGER if form.bare and not form.minus and form.sort == NUMBER else form.sort
    negative = number.startswith("-")
    if form.only_zero or (form.plus if negative else form.minus):
        return ""
    if form.zeros > 1 and form.zeros > whole_digits(shifted(number, 2) if form.sort == PERCENT else number):
        return ""
    return INTEGER if form.bare and form.sort == NUMBER and "." not in number else form.sort


def days_shown(section: Section) -> str:
    """How far a date section shows the day: `ymd`, `ym`, `y`; the empty text where a time, two figures of a year or no year is shown."""
    if not section.gregorian or _NO_DAY.search(section.skeleton):
        return ""
    shows = "".join(_part(run, section.eras) for run in section.letters)
    shows = "".join(part for part in "ymd" if part in shows) + ("?" if "?" in shows else "")
    return shows if shows in _KNOWN else ""


def _part(run: str, eras: bool) -> str:
    """Which part of a date a run of letters shows; the empty text for the day of the week, `?` for what leaves the date open."""
    letter, length = run[0], len(run)
    if (letter == "y" and length > 2) or (letter == "e" and not eras):
        return "y"
    if (letter == "m" and length < 5) or (letter == "d" and length < 3):
        return letter
    return "" if letter in "da" and length in (3, 4) else "?"


def _day_cell(number: str, code: str, shows: str, since_1904: bool) -> Cell:
    day = calendar_day(number, since_1904)
    whole = "." not in number
    if not shows or not day or (shows == "ymd" and not whole):
        return Cell(number, TRAP, "E057", {"found": day if day and whole else number, "format": code})
    return Cell(day[: _KNOWN[shows]], DATE)


def calendar_day(number: str, since_1904: bool) -> str:
    """The day of a serial number, ISO, its time left out; the empty text before the first day, after 9999, and for 29 February 1900."""
    if number.startswith("-"):
        return ""
    serial = int(number.partition(".")[0])
    if not since_1904 and serial in (0, _LEAP):
        return ""
    ordinal = serial + (_1904 if since_1904 else _1900 + (serial < _LEAP))
    return date.fromordinal(ordinal).isoformat() if ordinal <= _LAST else ""


def serial_number(day: date, since_1904: bool) -> int | None:
    """The serial number of a day; None where the system does not reach back to it."""
    serial = day.toordinal() - (_1904 if since_1904 else _1900)
    if not since_1904 and serial <= _LEAP:
        serial -= 1
    return serial if serial >= (0 if since_1904 else 1) else None
