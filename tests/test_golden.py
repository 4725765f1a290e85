"""The golden province: what the program writes, byte for byte, and what stands in the sealed site."""

import json
from fnmatch import fnmatch

from golden import ACTUAL, DATA, EXPECTED, PROJECT, Built, differing, portable, read_folder, sealed, told, write_folder, written

MARKS = ("unreported", "withheld", "not_applicable", "zero", "unclear")


def test_province_is_written_as_expected_byte_for_byte(province: Built) -> None:
    expected = read_folder(EXPECTED)
    actual = written(province.request) | {"sealed.txt": sealed(province.site)}
    if expected != actual:
        write_folder(ACTUAL, {path: actual[path] for path in differing(expected, actual) if path in actual})
    assert expected == actual, told(expected, actual)


def test_what_the_published_site_holds_is_what_was_compared(province: Built) -> None:
    expected = read_folder(EXPECTED)
    for path, data in expected.items():
        if path.startswith("files/") and not path.endswith((".xlsx", ".sha256")):
            assert portable(path.removeprefix("files/"), (province.site / path.removeprefix("files/")).read_bytes()) == data, path
        elif path.startswith("pages/"):
            body = data.split(b"\n\n", 1)[1]
            assert body in (province.site / path.removeprefix("pages/")).read_bytes(), path
    names = [path.removeprefix("blocks/").removesuffix(".html") for path in expected if path.startswith("blocks/")]
    assert {"home", "coverage", "disclosure", "honours", "elsewhere", "data", "indicators", "targets", "release", "not-found"} < set(names)
    assert sum(path.startswith("pages/") for path in expected) > 70


def test_province_has_every_mark_of_a_map_and_every_fate_of_a_record(province: Built) -> None:
    shown_units = [json.loads(file.read_bytes()) for file in sorted((province.site / "maps").glob("coverage-*.json"))]
    units = [unit for file in shown_units for code, unit in file.items() if code != "metadata"]
    shown = {unit["mark"] for unit in units} | {css.removeprefix("gk-") for unit in units for css in unit["classes"].split()}
    assert set(MARKS) <= shown
    federation = province.outcome.federation
    assert federation is not None
    codes = set(federation.ledger.entries["code"])
    assert {"", "E014", "E102", "E137", "E201", "E203", "W301", "W302", "W303", "W305", "W306"} <= codes


def test_difference_is_told_by_file_and_line() -> None:
    long = b"<path d='" + b"0 " * 500 + b"'/>"
    expected = {"a.html": b"x\n" + long, "b.txt": b"1", "c.txt": b"same"}
    actual = {"a.html": b"x\n" + long.replace(b"'/>", b"9'/>"), "c.txt": b"same", "d.txt": b""}
    assert differing(expected, actual) == ["a.html", "b.txt", "d.txt"]
    text = told(expected, actual)
    assert "b.txt\n  is gone" in text
    assert "d.txt\n  is new" in text
    assert max(map(len, text.splitlines())) < 300
    assert "0 9'/>" in text


def test_records_and_expected_files_are_not_ignored_by_git() -> None:
    """A pattern without a leading slash matches at any depth: `site/` also hides data/site/ and tests/site/."""
    ignored = [pattern for pattern in (PROJECT / ".gitignore").read_text("utf-8").split() if "/" not in pattern.rstrip("/")]
    kept = [*DATA.rglob("*"), *(PROJECT / "data").rglob("*"), *(PROJECT / "content").rglob("*")]
    paths = [path.relative_to(PROJECT) for path in kept if path.is_file()]
    hidden = {pattern for pattern in ignored for path in paths for part in path.parts if fnmatch(part, pattern.rstrip("/"))}
    assert hidden == set()
