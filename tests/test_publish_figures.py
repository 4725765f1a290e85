"""Figures and their evidence: what a page prints is what it leads to, and every published rate follows from the downloads alone."""

from pathlib import Path

import pytest
from golden import Built
from recount_rates import read, wrong
from small_site import ORIGIN

from build_scripts.publish.recompute import recompute
from build_scripts.publish.seal import seal
from build_scripts.publish.verify import verify
from build_scripts.sentences import sentence

PAGE, PROOF = "coverage/RATE.html", "why/RATE/990100.html"
COVERAGE, STATED, ADDENDS, TOTALS = (
    f"downloads/{name}.csv" for name in ("statistics-coverage", "observation", "statistics-province-addends", "statistics-province-totals")
)

DEFECTS = {
    "a figure is printed otherwise than it is proved": (PAGE, ">76.0%</a>", ">77.0%</a>", {"E941"}),
    "the proof is of another figure": (PROOF, ">76.0%</data>", ">75.0%</data>", {"E941"}),
    "the figure is written beside its proof": (PROOF, '<data value="76">76.0%</data>', "76.0%", {"E941"}),
    "the proof is of another period": (PROOF, 'id="2018-Q2"', 'id="2018-Q1"', {"E903", "E941"}),
    "a figure leads to a whole page": (PAGE, "#2018-Q2", "", {"E941"}),
    "a figure leads to a page that is not there": (PAGE, "990100.html#", "990109.html#", {"E902", "E941"}),
    "a value is changed in one download": (COVERAGE, ",76,1", ",77,1", {"E942", "E944"}),
    "a value is changed in the other download": (STATED, ",76,", ",77,", {"E944"}),
    "a numerator is changed in both": (COVERAGE, ",760,", ",790,", {"E942", "E944"}),
    "an addend is not the figure": (ADDENDS, ",760,", ",761,", {"E943", "E944"}),
    "an addend is left out": (ADDENDS, ",相加,", ",口径不同,", {"E943"}),
    "a unit that owes a figure is forgotten": (ADDENDS, "RATE,2018-Q2,990200,990200,未报,,,\r\n", "", {"E943"}),
    "a sum is not that of its addends": (TOTALS, ",760,", ",770,", {"E943"}),
    "a total is not the rate of its sums": (TOTALS, ",76,2", ",76.1,2", {"E943"}),
    "more units are said to have reported": (TOTALS, ",2,1", ",2,2", {"E943"}),
}


@pytest.mark.parametrize("name", DEFECTS)
def test_defect_between_figures_and_evidence_is_caught(site: Path, name: str) -> None:
    path, old, new, expected = DEFECTS[name]
    text = (site / path).read_bytes().decode()
    assert text.count(old) == 1
    (site / path).write_bytes(text.replace(old, new).encode())
    seal(site, ORIGIN)
    findings = verify(site)[1]
    assert {finding.code for finding in findings} == expected
    assert all(sentence(finding) for finding in findings)


RATES = {
    # value, digits, bound, numerator, denominator: whether it may be printed so
    "the last digit is rounded": ("83.4", "1", "'=", "8340", "10000", True),
    "half a unit goes either way, as intake accepts it": ("28.2", "1", "'=", "2825", "10000", True),
    "up as well": ("28.3", "1", "'=", "2825", "10000", True),
    "more than half a unit is wrong": ("28.2", "1", "'=", "28251", "100000", False),
    "digits that the number does not show count": ("80", "1", "'=", "8004", "10000", True),
    "and are held to": ("80", "1", "'=", "804", "1000", False),
    "at least": ("98", "0", "≥", "991", "1000", True),
    "not below at least": ("98", "0", "≥", "971", "1000", False),
    "at most": ("98", "0", "≤", "971", "1000", True),
    "about is a twentieth either way": ("10", "0", "约", "1045", "10000", True),
    "and no more": ("10", "0", "约", "1060", "10000", False),
    "nearly reaches down a tenth": ("85", "0", "近", "770", "1000", True),
    "but not above": ("85", "0", "近", "870", "1000", False),
    "odd reaches up": ("30", "0", "余", "352", "1000", True),
    "but not below": ("30", "0", "余", "290", "1000", False),
}


def downloads(root: Path, value: str, digits: str, bound: str, *parts: str) -> Path:
    """The downloads of a site with one figure."""
    cells = ",".join(("990100", "990100", "RATE", "2018", "all", value, digits, bound, *parts))
    stated = ",".join(("990100", "", "RATE", "2018", "all", value, bound, *parts))
    (root / "downloads").mkdir()
    head = "单位代码,现单位代码,指标,时期,口径,数值,小数位数,界限,分子,分母\r\n"
    (root / COVERAGE).write_text(f"{head}{cells}\r\n", "utf-8-sig")
    (root / STATED).write_text(f"单位,具体主体,指标,时期,口径,数值,界限,分子,分母\r\n{stated}\r\n", "utf-8-sig")
    return root


@pytest.mark.parametrize("name", RATES)
def test_a_rate_is_what_its_parts_make_as_far_as_its_digits_and_bound_say(tmp_path: Path, name: str) -> None:
    *figure, sound = RATES[name]
    recount = recompute(downloads(tmp_path, *map(str, figure)))
    assert (recount.rates, [finding.code for finding in recount.findings]) == (1, [] if sound else ["E942"])


def test_a_rate_that_does_not_come_out_is_told_as_a_contradiction_or_stops_the_build(tmp_path: Path) -> None:
    downloads(tmp_path, "98", "0", "≥", "971", "1000")
    told = "规则代码,涉及数据\r\nown-parts,990100//RATE/2018/all\r\n"
    (tmp_path / "downloads/statistics-contradictions.csv").write_text(told, "utf-8-sig")
    assert recompute(tmp_path).findings == []


def test_a_site_without_downloads_has_nothing_to_recompute(tmp_path: Path) -> None:
    recount = recompute(tmp_path)
    assert (recount.rates, recount.totals, recount.findings) == (0, 0, [])


def test_a_stranger_with_the_downloads_alone_finds_every_rate_and_total(province_downloads: dict[str, bytes]) -> None:
    tables = read(province_downloads)
    found = wrong(tables)
    assert found.rates == sum(bool(row["分母"]) for row in tables["observation"]) > 10
    assert found.totals == len(tables["statistics-province-totals"]) > 2
    assert found.told == []


STRANGERS = {
    "a rate": ("observation", ",76,", ",77,"),
    "a rate in the statistics": ("statistics-coverage", ",76,1,", ",76.5,1,"),
    "a numerator": ("statistics-coverage", ",760,1000,", ",761,1000,"),
    "a total": ("statistics-province-totals", ",1230,1540,79.9,", ",1230,1540,80,"),
    "a sum": ("statistics-province-totals", ",1230,1540,79.9,", ",1229,1540,79.8,"),
    "how many reported": ("statistics-province-totals", ",3,3,", ",3,2,"),
    "how many should have": ("statistics-province-totals", ",3,3,", ",4,3,"),
}


@pytest.mark.parametrize("what", STRANGERS)
def test_the_stranger_notices_what_is_changed(province_downloads: dict[str, bytes], what: str) -> None:
    name, old, new = STRANGERS[what]
    text = province_downloads[name].decode("utf-8-sig")
    assert old in text
    assert wrong(read({**province_downloads, name: text.replace(old, new, 1).encode("utf-8-sig")})).told


@pytest.fixture
def province_downloads(province: Built) -> dict[str, bytes]:
    """The CSV downloads of the golden province, by name."""
    return {path.stem: path.read_bytes() for path in (province.site / "downloads").glob("*.csv")}
