"""The committed facts: every row of the compiled lists is there once, every cell is written as declared, nothing points nowhere."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

import pandas as pd
import pytest

from build_scripts.check.table import check_table
from build_scripts.declare import discover
from build_scripts.guard.table import guard_table
from build_scripts.kinds.honour_step import TYPES as STEPS
from build_scripts.kinds.source import MIRROR
from build_scripts.merge.federation import Federation, merge
from build_scripts.read.folder import read_folder
from build_scripts.read.raw import RawTable
from build_scripts.read.yaml_text import read_yaml
from build_scripts.write.canonical import canonical_csv

DATA = Path(__file__).parent.parent / "data"
KINDS = discover()
# How many rows the compiled lists have: figures and honours of the source texts (s, b), figures and honours of Hubei (h, a).
LISTS = {"s": (229, 3), "h": (75, 2), "a": (40, 2), "b": (53, 2)}
HOME = re.compile(r"42[0-9]{4}")
Rows = list[dict[str, str]]
Data = Mapping[str, Rows]


def catalogue() -> Rows:
    """The catalogue, which a federation edits by hand, as text cells by field name."""
    names = {field.title: field.name for field in KINDS["catalogue"].fields}
    raw, findings = read_yaml(KINDS["catalogue"], "catalogue/catalogue.yaml", (DATA / "catalogue/catalogue.yaml").read_bytes(), False)
    assert isinstance(raw, RawTable), findings
    return [dict.fromkeys(names.values(), "") | row for row in raw.cells.fillna("").to_dict("records")]


def files() -> Iterator[tuple[str, Path]]:
    for path in sorted(DATA.glob("*/*.csv")):
        if path.parent.name in KINDS:
            yield path.parent.name, path


@pytest.fixture(scope="module")
def data() -> Data:
    """All rows of all CSV files by kind, cells by field name, an absent column as empty text."""
    tables: dict[str, Rows] = {name: [] for name in KINDS}
    for name, path in files():
        names = {field.title: field.name for field in KINDS[name].fields}
        blank = dict.fromkeys(names.values(), "")
        rows = csv.DictReader(io.StringIO(path.read_bytes().decode()))
        tables[name] += [blank | {names[title]: cell for title, cell in row.items()} for row in rows]
    return tables | {"catalogue": catalogue()}


@pytest.fixture(scope="module")
def merged() -> tuple[Federation, list[str]]:
    """The federation of the real data alone, and the codes of all findings on the way."""
    reading, findings = read_folder(DATA, KINDS)
    guarded = []
    for raw in reading.tables:
        if not raw.demo:
            checked, faults = check_table(raw)
            kept, held = guard_table(checked, public=True, as_of="2026-01-01")
            guarded.append(kept)
            findings += faults + held
    federation, faults = merge(guarded, reading.refused, KINDS, "2018-12-31")
    return federation, [finding.code for finding in [*findings, *faults] if not finding.place.file.startswith("demo/")]


def origin_faults(data: Data) -> list[str]:
    """Rows of the compiled lists that are missing, twice there, or no row of any list."""
    seen = Counter(row["origin"] for name in ("observation", "target", "rule", "honour") for row in data[name])
    wanted = {f"{letter}{row:0{width}}" for letter, (count, width) in LISTS.items() for row in range(1, count + 1)}
    return [f"{origin}: {seen[origin]}" for origin in sorted(wanted | set(seen)) if seen[origin] != 1 or origin not in wanted]


def cell_faults(data: Data) -> list[str]:
    """Cells that are empty though required, or not written as their field declares."""
    faults = []
    for name, rows in data.items():
        for field in KINDS[name].fields:
            pattern = re.compile(field.grammar.pattern)
            for cell in {row[field.name] for row in rows}:
                chosen = not field.one_of or cell in field.one_of
                short = field.grammar.name in ("code", "codes") or len(cell) <= field.most
                good = pattern.fullmatch(cell) and chosen and short if cell else not field.required
                if not good:
                    faults.append(f"{name}.{field.name}: {cell!r}")
    return faults


def dangling(data: Data) -> list[str]:
    """References to a code that no record has."""
    known = {name: {row[KINDS[name].key[0]] for row in rows} for name, rows in data.items()}
    return [
        f"{name}.{field.name}: {word}"
        for name, rows in data.items()
        for field in KINDS[name].fields
        if field.refers
        for row in rows
        for word in row[field.name].split()
        if word not in known[field.refers]
    ]


def with_row(data: Data, name: str, **cells: str) -> Data:
    """The data with some cells of one kind's first row changed."""
    first, *rest = data[name]
    return {**data, name: [first | cells, *rest]}


def test_every_row_of_the_compiled_lists_is_there_once(data: Data) -> None:
    assert origin_faults(data) == []
    assert len(origin_faults(with_row(data, "observation", origin=""))) == 2
    assert len(origin_faults(with_row(data, "honour", origin="s001"))) == 2


def test_every_cell_is_written_as_declared(data: Data) -> None:
    assert cell_faults(data) == []
    assert cell_faults(with_row(data, "observation", value="１０")) == ["observation.value: '１０'"]
    assert cell_faults(with_row(data, "source", title="")) == ["source.title: ''"]
    assert cell_faults(with_row(data, "honour", nature="授于")) == ["honour.nature: '授于'"]


def test_every_reference_has_its_record(data: Data) -> None:
    assert dangling(data) == []
    assert dangling(with_row(data, "relation", parts="ORG_N NONE")) == ["relation.parts: NONE"]


@pytest.mark.parametrize(("name", "path"), list(files()), ids=lambda value: value.name if isinstance(value, Path) else value)
def test_file_is_in_canonical_form(name: str, path: Path) -> None:
    titles = {field.title: field.name for field in KINDS[name].fields}
    cells = pd.DataFrame(csv.DictReader(io.StringIO(path.read_bytes().decode())), dtype=str).rename(columns=titles)
    assert canonical_csv(KINDS[name], cells) == path.read_bytes()


def test_figures_and_rules_quote_their_source(data: Data) -> None:
    texts = [row for name in ("observation", "target", "rule", "honour") for row in data[name] if row["origin"][0] in "sb"]
    assert len(texts) == 229 + 53
    assert all(row["quote"] and row["source"].startswith("text-00") for row in texts)


def test_kinds_of_the_compiled_figures(data: Data) -> None:
    counts = Counter((name, row["origin"][0]) for name in ("observation", "target", "rule") for row in data[name])
    assert counts == {("observation", "s"): 180, ("target", "s"): 11, ("rule", "s"): 38, ("observation", "h"): 74, ("target", "h"): 1}
    assert {row["code"] for row in data["target"]} >= {"P-01", "P-02", "P-03", "P-04", "P-06", "P-07"}
    assert {row["code"] for row in data["rule"]} >= {"P-05", "P-08", "P-09a", "P-29", "P-30a"}
    assert [row["code"] for row in data["catalogue"]] == [f"D{place:02}" for place in range(1, 19)]


def test_masked_years_stay_unstated(data: Data) -> None:
    dated = [*data["observation"], *data["rule"]]
    masked = [row for row in dated if re.search(r"201\*|20xx|\*\*|原文未注明|未载年份", row["inferred"])]
    assert Counter(row["source"].rsplit("-", 1)[0] for row in masked) == {"text": 14 + 78 + 47, "page": 3}
    assert {row["period"] for row in masked} == {"未注明"}
    assert not [row for row in data["target"] if "**" in row["note"] and row["valid_from"]]


def test_register_of_units(data: Data) -> None:
    home = [row for row in data["unit"] if HOME.match(row["code"]) and not row["valid_to"]]
    levels = Counter(row["level"] for row in home)
    direct = [row for row in home if row["peer_level"] == "市州"]
    assert levels["市州"] + len(direct) == 17
    assert levels["县"] == 103
    assert levels["乡镇"] == 1259
    assert {row["report_to"] for row in direct} == {"420000"}
    assert Counter(row["on_map"] for row in home) == {"面": 1 + 13 + 103, "不落图": 1259}
    former = {row["former"] for row in home if row["former"]}
    assert former == {row["code"] for row in data["unit"] if row["valid_to"]} == {"420321", "420821", "421023"}


def test_tiles_stand_apart(data: Data) -> None:
    tiles = [(row["level"] == "省", row["tile_column"], row["tile_row"]) for row in data["unit"] if row["tile_column"]]
    assert Counter(national for national, _, _ in tiles) == {True: 34, False: 17}
    assert len(set(tiles)) == len(tiles)


def test_awarded_honours_alone_have_a_step_of_award(data: Data) -> None:
    nature = {row["code"]: row["nature"] for row in data["honour"]}
    awarded = Counter(row["honour"] for row in data["honour_step"] if row["type"] == STEPS[5])
    assert {nature[code] for code in awarded} == {"授予"}
    assert set(awarded.values()) == {1}
    # two honours stand in both lists; their award is counted once
    assert {code for code, what in nature.items() if what == "授予"} - set(awarded) == {"h-b15", "h-b19"}


def test_real_data_pass_every_check_and_mirrors_are_withheld(data: Data, merged: tuple[Federation, list[str]]) -> None:
    federation, codes = merged
    assert {code for code in codes if code.startswith("E")} == set()
    types = {row["code"]: row["type"] for row in data["source"]}
    citing = {row["origin"] for name in ("observation", "target", "rule", "honour") for row in data[name] if types[row["source"]] == MIRROR}
    assert len(citing) == 14 + 9
    assert codes.count("W303") == len(citing)
    tables = [federation.tables[name]["origin"].dropna() for name in ("observation", "target", "rule", "honour")]
    published = {origin for column in tables for origin in column}
    assert citing & published == set()
    assert len(published) == sum(count for count, _ in LISTS.values()) - len(citing)
    mirrored = {row["code"] for row in data["honour"] if types[row["source"]] == MIRROR}
    assert not [row for row in data["honour_step"] if row["honour"] in mirrored and row["link"]]


def test_site_is_a_demonstration(merged: tuple[Federation, list[str]]) -> None:
    site = merged[0].site
    assert site["unit"] == "420000"
    assert site["approval_number"] is None
    assert "不是湖北省总工会" in site["about"]
