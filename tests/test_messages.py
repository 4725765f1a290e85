"""What submitters read: every code has its text, every text its use, and nothing submitted can forge a line of a log."""

import re
from pathlib import Path

from build_scripts.findings import Finding
from build_scripts.messages import MESSAGES, SETTLED
from build_scripts.place import Place
from build_scripts.read.theme import read_words
from build_scripts.sentences import line, shown

SOURCES = Path(__file__).parent.parent / "build_scripts"


def test_every_code_has_a_text_and_every_text_is_used() -> None:
    used: set[str] = set()
    for file in sorted(SOURCES.rglob("*.py")):
        if file.name != "messages.py":
            used |= set(re.findall(r'"([EWN]\d{3})"', file.read_text("utf-8")))
    assert used == set(MESSAGES)


def test_nothing_submitted_forges_a_line_of_a_log() -> None:
    told = line(Finding("E012", Place("a\n::error::b.csv", 1), {"found": "甲\r\n::warning::乙\u202e\x1b[2J"}))
    assert re.search(r"[\x00-\x1f\x7f\u202e]", told) is None


def test_long_numbers_are_masked_and_long_texts_cut() -> None:
    assert shown("电话13812345678") == "电话138******78"
    assert shown("甲" * 100) == "甲" * 60 + "…"


def test_every_reason_for_withholding_is_told_to_the_public_too() -> None:
    words = read_words(SOURCES.parent / "site_theme" / "text.yml")
    withholding = {code for code in MESSAGES if code.startswith("W")}
    assert withholding == {key.partition(".")[2] for key in words if key.startswith("reason.W")}
    assert withholding >= SETTLED
