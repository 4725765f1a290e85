"""Every kind by its samples: tests/kinds/<kind>/good has no finding, bad/expected.txt says every fault of bad/ word for word."""

from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest

from build_scripts.check.table import check_table
from build_scripts.declare import Kind, discover
from build_scripts.findings import Finding, errors, in_order
from build_scripts.guard.table import guard_table
from build_scripts.loading import kind_named
from build_scripts.read.csv_text import read_csv
from build_scripts.read.raw import RawTable
from build_scripts.read.yaml_text import read_yaml
from build_scripts.sentences import holes, line
from build_scripts.write.blank import blank_record
from build_scripts.write.canonical import canonical_csv

SAMPLES = Path(__file__).parent / "kinds"
KINDS = discover()
READERS = {".csv": read_csv, ".yaml": read_yaml}
AS_OF = "2018-12-31"


def findings_in(kind: Kind, file: str, data: bytes) -> list[Finding]:
    """What reading, checking and guarding one file of the kind tells."""
    raw, findings = READERS[Path(file).suffix](kind, file, data, False)
    if isinstance(raw, RawTable):
        table, faults = check_table(raw)
        _, held = guard_table(table, False, AS_OF)
        findings = [*findings, *faults, *held]
    return in_order(findings)


def samples(kind: Kind, sort: str) -> Iterator[tuple[str, bytes]]:
    files = sorted(path for path in (SAMPLES / kind.name / sort).iterdir() if path.suffix in READERS)
    assert files, f"tests/kinds/{kind.name}/{sort}/ holds no sample"
    return ((f"{kind.name}/{path.name}", path.read_bytes()) for path in files)


def faults(kind: Kind) -> list[Finding]:
    return [finding for file, data in samples(kind, "bad") for finding in findings_in(kind, file, data)]


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_good_samples_have_no_finding(kind: Kind) -> None:
    assert [line(finding) for file, data in samples(kind, "good") for finding in findings_in(kind, file, data)] == []


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_bad_samples_are_told_word_for_word(kind: Kind) -> None:
    expected = (SAMPLES / kind.name / "bad" / "expected.txt").read_text("utf-8").splitlines()
    assert [line(finding) for finding in faults(kind)] == expected


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_every_field_and_every_rule_of_the_kind_is_broken_by_a_bad_sample(kind: Kind) -> None:
    told = faults(kind)
    named = {finding.facts.get("title") for finding in told}
    assert {field.title for field in kind.fields} <= named
    assert {rule.code for rule in kind.rules} <= {finding.code for finding in told}
    for code, declared in (("E108", "part_of"), ("E109", "not_before")):
        broken = {finding.facts["title"] for finding in told if finding.code == code}
        assert broken == {field.title for field in kind.fields if getattr(field, declared)}


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_facts_of_every_finding_fill_its_message(kind: Kind) -> None:
    for finding in faults(kind):
        assert holes(finding.code) <= set(finding.facts), finding.code
        assert "{" not in line(finding), finding.code


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_blank_record_of_the_kind_reads_back_without_a_finding(kind: Kind) -> None:
    assert [line(finding) for finding in findings_in(kind, f"{kind.name}/new.yaml", blank_record(kind).encode())] == []
    assert kind_named(kind.title) is kind


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_field_samples_are_what_the_blank_record_holds(kind: Kind) -> None:
    raw, _ = read_yaml(kind, f"{kind.name}/new.yaml", blank_record(kind).encode(), False)
    assert isinstance(raw, RawTable)
    assert raw.cells.iloc[0].to_dict() == {field.name: field.sample for field in kind.fields}


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_canonical_form_is_read_back_equal_and_is_its_own_canonical_form(kind: Kind) -> None:
    cells = pd.concat([raw.cells for raw in tables(kind, "bad")], ignore_index=True).fillna("")
    written = canonical_csv(kind, cells)
    back, findings = read_csv(kind, f"{kind.name}/all.csv", written, False)
    assert isinstance(back, RawTable)
    assert not findings
    assert canonical_csv(kind, back.cells) == written
    assert canonical_csv(kind, cells.iloc[::-1]) == written
    kept = [name for name in cells.columns if name in back.cells]
    assert sorted(map(tuple, back.cells[kept].to_numpy())) == sorted(map(tuple, cells[kept].to_numpy()))


def tables(kind: Kind, sort: str) -> Iterator[RawTable]:
    for file, data in samples(kind, sort):
        raw, _ = READERS[Path(file).suffix](kind, file, data, False)
        if isinstance(raw, RawTable):
            yield raw


def test_kind_without_samples_fails() -> None:
    kind = Kind("unheard", "", "", KINDS["scope"].record, key=("code",))
    with pytest.raises((FileNotFoundError, AssertionError)):
        list(samples(kind, "good"))


def test_bad_samples_hold_errors_and_withheld_records() -> None:
    told = [finding for kind in KINDS.values() for finding in faults(kind)]
    assert len(errors(told)) > 200
    assert {"W301", "W302", "W308"} <= {finding.code for finding in told}


def test_no_message_repeats_a_personal_number() -> None:
    texts = "".join(line(finding) for kind in KINDS.values() for finding in faults(kind))
    for number in ("13800138000", "138-0013-8000", "6222020200112230111", "19800101", "42052519800101"):
        assert number not in texts
