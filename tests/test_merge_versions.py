"""Several submissions of one record, in any order and any number of files: the same records are published and the books balance."""

import csv
import io
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
import yaml
from small_records import DISCLOSURE, OBSERVATION, disclosed, figure, load

from build_scripts import loading
from build_scripts.merge.federation import Federation
from build_scripts.read.encoding import decode

PROJECT = Path(__file__).parent.parent


def states(federation: Federation) -> list[str]:
    entries = federation.ledger.entries
    here = entries[entries["kind"].isin(["observation", "disclosure"])].sort_values("line")
    return [f"{state} {code}".strip() for state, code in zip(here["state"], here["code"], strict=True)]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ([figure(value="1"), figure(value="2", version="2")], ["withheld W306", "published"]),
        ([figure(value="2", version="10"), figure(value="1", version="9")], ["published", "withheld W306"]),
        ([figure(value="1"), figure(value="2")], ["rejected E203", "rejected E203"]),
        ([figure(value="1"), figure(value="1.0")], ["rejected E203", "rejected E203"]),
        ([figure(), figure()], ["published", "withheld W307"]),
        ([figure("990100"), figure("老甲")], ["published", "withheld W307"]),
        ([figure(), figure(version="2"), figure(value="9", version="2")], ["withheld W306", "rejected E203", "rejected E203"]),
        ([figure(), figure(value="七", version="2")], ["published", "rejected E102"]),
        ([figure(), figure("990999", version="2")], ["published", "rejected E201"]),
        ([figure(), figure(version="2", source="mirror")], ["withheld W306", "withheld W303"]),
        ([figure("老甲"), figure("990100", version="2", note="电话13800138000")], ["withheld W306", "withheld W301"]),
        ([figure("990100"), figure("老甲", version="2", note="电话13800138000")], ["withheld W306", "withheld W301"]),
        ([figure(value="6"), figure(note="电话13800138000")], ["rejected E203", "withheld W301"]),
        ([figure(note="电话13800138000"), figure(value="6", version="2")], ["withheld W301", "published"]),
        ([figure(), figure(period="2017"), figure("990200"), figure(indicator="M")], ["published"] * 4),
    ],
)
def test_highest_version_holds_and_ties_are_for_people_to_decide(lines: list[str], expected: list[str]) -> None:
    federation, _ = load({"observation/o.csv": OBSERVATION + "".join(lines)})
    assert states(federation) == expected


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"takedown_on": "2018-12-31"}, "W308"),
        ({"takedown_on": "2018-01-01"}, "W308"),
        ({"security": "内部"}, "W302"),
        ({"audience": "本单位"}, "W310"),
        ({"title": "联系13800138000"}, "W301"),
    ],
)
def test_what_was_withdrawn_does_not_come_back_in_its_older_form(change: dict[str, str], code: str) -> None:
    federation, _ = load({"disclosure/d.csv": DISCLOSURE + disclosed("1") + disclosed("2", **change)})
    assert states(federation) == ["withheld W306", f"withheld {code}"]
    assert len(federation.tables["disclosure"]) == 0


def test_a_disclosure_stays_until_the_day_before_it_is_taken_down() -> None:
    federation, findings = load({"disclosure/d.csv": DISCLOSURE + disclosed("1", takedown_on="2019-01-01")})
    assert (findings, len(federation.tables["disclosure"])) == ([], 1)


LINES = [
    *(figure(value=value, version=version) for value in ("1", "2", "2.0") for version in ("1", "2")),
    *(figure(unit, indicator=name) for unit in ("老甲", "甲市", "990200", "双关", "990999") for name in ("N", "M")),
    figure(period="2017", version="2", source="mirror"),
    figure(period="2016", version="2", note="电话13800138000"),
    *(figure(period=period, version=version) for period in ("2015", "2016", "2017") for version in ("1", "3")),
    figure(value="七"),
    "990100,N\n",
]


def published(federation: Federation) -> pd.DataFrame:
    return federation.tables["observation"].drop(columns=["_file", "_line"])


def tally(federation: Federation) -> dict[tuple[str, str], int]:
    counts: dict[tuple[str, str], int] = federation.ledger.entries.groupby(["kind", "code"]).size().to_dict()
    return counts


def test_order_and_division_into_files_change_nothing_whatever_becomes_of_the_rows() -> None:
    one, _ = load({"observation/o.csv": OBSERVATION + "".join(LINES)})
    cut = [LINES[::-1][part::3] for part in range(3)]
    other, _ = load({f"observation/{name}.csv": OBSERVATION + "".join(part) for name, part in zip("cab", cut, strict=True)})
    pd.testing.assert_frame_equal(published(one), published(other))
    assert tally(one) == tally(other)
    assert {code for _, code in tally(one)} >= {"", "E014", "E102", "E201", "E202", "E203", "W301", "W303", "W306", "W307"}


def test_every_record_is_booked_once_with_its_line_even_in_a_refused_file() -> None:
    files = {
        "observation/o.csv": OBSERVATION + figure() + "990100,N\n,,,,,,,,,\n\n" + figure("990200"),
        "observation/p.csv": OBSERVATION.replace("时期", "日期") + figure() + figure("990200"),
    }
    federation, _ = load(files)
    entries = federation.ledger.entries
    here = entries[entries["kind"] == "observation"]
    booked = sorted(zip(here["file"], here["line"], here["state"], here["code"], strict=True))
    assert booked == [
        ("observation/o.csv", 2, "published", ""),
        ("observation/o.csv", 3, "rejected", "E014"),
        ("observation/o.csv", 6, "published", ""),
        ("observation/p.csv", 0, "rejected", "E011"),
        ("observation/p.csv", 0, "rejected", "E011"),
    ]
    counts = federation.ledger.counts()
    assert (counts["read"] == counts[["published", "withheld", "rejected"]].sum(axis="columns")).all()
    assert int(counts["read"].sum()) == len(entries)


def records_in(path: Path) -> int:
    """How many records a file holds, counted without the program's readers."""
    text = decode(path.read_bytes()) or ""
    if path.suffix == ".csv":
        return sum(any(row) for row in csv.reader(io.StringIO(text, newline=""))) - 1
    held = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506, TID251  a second opinion; BaseLoader makes nothing but texts
    return len(held) if isinstance(held, list) else 1


@pytest.mark.parametrize("data", ["data", "tests/site/data"])
def test_the_ledger_reads_as_many_records_as_the_files_hold(data: str) -> None:
    federation, _ = loading.load(PROJECT / data, date(2018, 12, 31), public=True)
    counts = federation.ledger.counts().set_index("file")
    assert (counts["read"] == counts[["published", "withheld", "rejected"]].sum(axis="columns")).all()
    files = {path.relative_to(PROJECT / data).as_posix(): path for path in (PROJECT / data).rglob("*") if path.suffix in (".csv", ".yaml")}
    assert {file: records_in(path) for file, path in files.items() if records_in(path)} == counts["read"].to_dict()
