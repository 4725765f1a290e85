"""Program and check page agree on every shared vector, word for word; where one of them is changed, the vectors tell."""

from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from desk_proof import Verdict, ask, base, by_page, by_program, opened, page_of, replaced
from desk_vectors import Vector, vectors
from playwright.sync_api import Browser, Page

from build_scripts.intake.base import Base
from build_scripts.parse.book import parse
from build_scripts.parse.grid import Book, Grid
from tests.workbooks.old import OLD
from tests.workbooks.told import ALL

FIRSTS = (0x81, 0x82, 0x84, 0x90, 0x95, 0xE3)
"""Of signs of four bytes: each corner of what GB18030 holds."""


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> Base:
    return base(tmp_path_factory.mktemp("desk-data"))


@pytest.fixture(scope="module")
def html(known: Base) -> bytes:
    return page_of(known)


@pytest.fixture(scope="module")
def page(browser: Browser, html: bytes, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    with opened(browser, html, tmp_path_factory.mktemp("desk")) as page:
        yield page


@pytest.fixture(scope="module")
def said(known: Base) -> dict[Vector, Verdict]:
    """What the program says of every vector."""
    return {vector: by_program(vector, known) for vector in vectors()}


def disagreements(said: Mapping[Vector, Verdict], page: Page) -> list[str]:
    """Every vector on which the page differs, and how."""
    told = by_page(list(said), page)
    return [
        f"{vector.name}: {sorted(set(ours.lines) ^ set(theirs.lines))[:4]} {ours.counts} {theirs.counts}"
        for (vector, ours), theirs in zip(said.items(), told, strict=True)
        if ours != theirs
    ]


def test_program_and_page_agree_on_every_vector_word_for_word(said: Mapping[Vector, Verdict], page: Page) -> None:
    assert len({vector.name for vector in said}) == len(said) >= 800
    assert disagreements(said, page) == []


def test_vectors_make_them_tell_of_nearly_everything_a_submission_can_hold(said: Mapping[Vector, Verdict]) -> None:
    told = Counter(line.split(": ", 1)[1].split()[1] for verdict in said.values() for line in verdict.lines)
    assert len(told) >= 72
    assert sum(told.values()) > 2000
    for first in ("E00", "E01", "E04", "E05", "E06", "E10", "E11", "E13", "E14", "E20", "W30", "W31"):
        assert any(code.startswith(first) for code in told), first


def test_both_agree_on_what_is_invented_and_may_cite_invented_sources_alone(known: Base, browser: Browser, tmp_path: Path) -> None:
    some = [vector for vector in vectors() if vector.name.startswith(("reference-source", "rival", "observation-good"))]
    with opened(browser, page_of(known, demo=True), tmp_path) as page:
        told = by_page(some, page)
    assert told == [by_program(vector, known, demo=True) for vector in some]
    assert any(" E204 " in line for verdict in told for line in verdict.lines)


@pytest.mark.parametrize(
    ("was", "planted", "shown_by"),
    [
        ('"E110":"「{title}」写的是', '"E110":"「{title}」写着', "spelling"),
        ('"0|[1-9][0-9]{0,14}"', '"[0-9]{1,15}"', "spelling"),
        ('"published":["990000","990100","990200","990281"', '"published":["990000","990200","990281"', "reference"),
        ('"numbering":"序号"', '"numbering":"编号"', "form"),
        ("lead === 0 && (!best", "lead === 1 && (!best", "header"),
        ("rate.toFixed(2)", "rate.toFixed(1)", "rate"),
        ("one[0] > other[1]", "one[0] >= other[1]", "moment"),
        ("share * Math.abs(stated)", "0", "rate"),
        ("summed !== billionths(", "summed < billionths(", "form"),
        ("const LEAP = 60;", "const LEAP = 59;", "workbook"),
        ("const FEWEST = 7;", "const FEWEST = 12;", "guarded"),
        ("ahead === 0", "ahead > 9", "rival"),
        ("const PRIME = 16_777_619;", "const PRIME = 16_777_621;", "prepared"),
        ("const SLACK = 0.005;", "const SLACK = 0.5;", "across-account"),
        ("lost: sum + added - sum - added", "lost: sum", "across-account"),
        ("Number(near.slice(-1)) % 2 === 1", "false", "across-account-half"),
        ("<= latest + Number(type", "<= latest + 1 + Number(type", "across-correction"),
        ("(field.lasting && register.known.has(word))", "false", "across-correction"),
        ("first.get(found) === first.get(String(unit))", "first.get(found) === unit", "across-number"),
        ('"2018-02-24"', '"2018-02-25"', "across-window"),
        ('"C":"公开率"', '"D":"公开率"', "across-computed"),
        ("if (item?.accounts) continue;", "if (item) continue;", "across-"),
        ("const units = new Set(registers.unit.published);", "const units = new Set();", "reference-source"),
    ],
)
def test_a_planted_difference_is_told(
    was: str, planted: str, shown_by: str, said: Mapping[Vector, Verdict], html: bytes, browser: Browser, tmp_path: Path
) -> None:
    some = {vector: verdict for vector, verdict in said.items() if vector.name.startswith(shown_by)}
    with opened(browser, replaced(html, was, planted), tmp_path) as page:
        assert 0 < len(disagreements(some, page)) <= len(some)


def as_told(book: Book) -> dict[str, object]:
    """A book in the words of site_theme/desk/proofs.mjs."""
    grids = [_grid(grid) for grid in book.grids]
    return {"grids": grids, "asides": list(book.asides), "code": book.code, "facts": dict(book.facts)}


def _grid(grid: Grid) -> dict[str, object]:
    cells = [
        [row, column, cell.text, cell.sort, cell.code, dict(cell.facts)]
        for row, line in grid.cells.items()
        for column, cell in line.items()
    ]
    return {
        "name": grid.name,
        "state": grid.state,
        "cells": cells,
        "merged": [list(merged) for merged in grid.merged],
        "hidden": [sorted(grid.hidden_rows), sorted(grid.hidden_columns)],
        "comments": {f"{row},{column}": text for (row, column), text in grid.comments.items()},
    }


@pytest.mark.parametrize("name", [name for name in ALL if name not in OLD])
def test_every_workbook_trap_is_read_alike_to_the_last_cell(name: str, page: Page) -> None:
    assert ask(page, "book", ALL[name]) == as_told(parse(ALL[name]))


def test_gb18030_is_read_alike_sign_by_sign(page: Page) -> None:
    digits = range(0x30, 0x3A)
    pairs = [bytes((first, second)) for first in range(0x80, 0x100) for second in range(0x40, 0x100)]
    fours = [bytes((first, two, three, four)) for first in FIRSTS for two in digits for three in range(0x81, 0xFF) for four in digits]
    sound = [sequence for sequence in (*pairs, *fours) if decoded(sequence) is not None]
    assert len(sound) > 70_000
    text = b"\n".join(sound)
    assert ask(page, "decode", text) == text.decode("gb18030")
    odd = [sequence for sequence in pairs if decoded(sequence) is None]
    assert len(odd) > 300
    for sequence in odd[::7]:
        assert ask(page, "decode", b"\xd6\xd0" + sequence) is None, sequence.hex()


def decoded(data: bytes) -> str | None:
    try:
        return data.decode("gb18030")
    except UnicodeDecodeError:
        return None
