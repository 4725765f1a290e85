"""What is submitted stays text: in every field of every kind, in names of files, on every page and in every download."""

import csv
import io
import json
from pathlib import Path

import jinja2
import openpyxl  # type: ignore[import-untyped]
import pytest
from golden import Built
from hostile import ATTACKS, EVALUATED, FREE, sound_rows
from markup import holding, live, text_of

from build_scripts.declare import discover
from build_scripts.findings import Finding
from build_scripts.kinds.observation import KIND as OBSERVATION
from build_scripts.place import Place
from build_scripts.publish.alone_check import apart
from build_scripts.publish.policy import PACKS
from build_scripts.sentences import line
from build_scripts.view.address import item_path
from build_scripts.write.records import PORTAL, list_path

CARRIED = [(name, field.name) for name, kind in discover().items() for field in kind.fields if field.grammar.name in FREE]


def test_nothing_submitted_is_evaluated_anywhere(hostile: Built, tmp_path: Path) -> None:
    assert holding(hostile.site, EVALUATED) == {}
    (tmp_path / "a.html").write_text(jinja2.Template(ATTACKS[0]).render(), "utf-8")
    (tmp_path / "b.html").write_text(jinja2.Template(ATTACKS[1]).render(), "utf-8")
    (tmp_path / "c.html").write_text(f"{7 * 191 * 1000003:,}", "utf-8")
    assert holding(tmp_path, EVALUATED) == {EVALUATED[0]: ["a.html", "b.html"], EVALUATED[1]: ["c.html"]}


def test_nothing_submitted_becomes_an_element_or_an_attribute(hostile: Built) -> None:
    pages = sorted(hostile.site.rglob("*.html"))
    assert len(pages) > 100
    read = {page.relative_to(hostile.site).as_posix(): page.read_bytes() for page in pages}
    told = {path: live(alone.rest if (alone := apart(data) if path.startswith(PACKS) else None) else data) for path, data in read.items()}
    assert {path: found for path, found in told.items() if found} == {}
    raw = "".join(f"<p>{attack}</p>" for attack in ATTACKS)
    assert live(f"<p>{raw}</p><a href='java&#9;script:alert(1)'>x</a><a href=' JavaScript:alert(1)'>x</a>") == [
        "img: onerror",
        "img: x",
        "script: inline",
        "a:  JavaScript:alert(1)",
    ]


@pytest.mark.parametrize(("kind_name", "field_name"), CARRIED)
def test_every_text_field_carries_attacks_and_downloads_give_them_back(hostile: Built, kind_name: str, field_name: str) -> None:
    document = json.loads((hostile.site / f"downloads/{kind_name}.json").read_bytes())
    place = [column["name"] for column in document["columns"]].index(field_name)
    sent = {row[field_name] for kind, rows in sound_rows().items() if kind.name == kind_name for row in rows} - {""}
    given = {row[place] for row in document["rows"]} - {None}
    if kind_name == "disclosure":
        given -= {value for value in given if value.startswith("990101/2018-8")}
        sent -= {value for value in sent if value.startswith("990101/2018-9")}  # revoked, so that their reasons are shown
    assert given == sent
    kind = discover()[kind_name]
    fitting = {attack for attack in ATTACKS if len(attack) < kind.field(field_name).most}
    carried = {attack for attack in ATTACKS for value in sent if attack in value}
    if (kind_name, field_name) not in {("disclosure", "index_number"), ("disclosure", "reviewed")}:  # a rule leaves no room
        assert carried == fitting or (kind.single and carried)


def test_attacks_stand_on_the_pages_as_text(hostile: Built) -> None:
    federation = hostile.outcome.federation
    assert federation is not None
    looked = 0
    for name, kind in federation.kinds.items():
        rows = federation.tables[name]
        free = [field for field in kind.fields if field.grammar.name in FREE]
        listed = text_of((hostile.site / list_path(kind)).read_bytes())
        for row in rows.to_dict("records"):
            item = text_of((hostile.site / item_path(kind, row[kind.key[0]]).partition("#")[0]).read_bytes()) if kind.heading else ""
            for field in free:
                value = row[field.name]
                if isinstance(value, str):
                    assert not kind.heading or value in item or field.name == "reviewed", (name, field.name)
                    assert not field.listed or name in PORTAL or value in listed, (name, field.name)
                    looked += 1
    assert looked > 500


def test_names_of_files_stand_as_text(hostile: Built) -> None:
    pages = [text_of(page.read_bytes()) for page in (hostile.site / "union/990101").glob("2018-*.html")]
    assert len(pages) > 2
    assert any("data/disclosure/{{7*191*1000003}}.csv" in page for page in pages)
    assert any("data/disclosure/<img src=x onerror=alert(1)>.csv" in page for page in pages)
    ledger = json.loads((hostile.site / "ledger.json").read_bytes())
    assert "disclosure/-->.csv" in {file["file"] for file in ledger["files"]}


def test_no_cell_of_a_download_is_a_formula_or_a_link(hostile: Built) -> None:
    cells = 0
    for book in sorted((hostile.site / "downloads").glob("*.xlsx")):
        opened = openpyxl.load_workbook(book)
        for cell in (cell for sheet in opened for row in sheet.iter_rows() for cell in row):
            assert cell.data_type in ("s", "n"), (book.name, cell.coordinate)
            assert cell.hyperlink is None
            cells += cell.value is not None
        opened.close()
    assert cells > 2000
    for file in sorted((hostile.site / "downloads").glob("*.csv")):
        for row in csv.reader(io.StringIO(file.read_bytes().decode("utf-8-sig"), newline="")):
            assert not [cell for cell in row if cell.startswith(tuple("=+-@＝＋－＠\t\r")) and not _number(cell)], file.name


def test_workbook_with_a_formula_is_seen(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active["A1"] = "=1+1"
    book.save(tmp_path / "a.xlsx")
    assert openpyxl.load_workbook(tmp_path / "a.xlsx").active["A1"].data_type == "f"


def test_findings_show_an_attack_as_text_on_one_line() -> None:
    facts = {"title": OBSERVATION.title, "found": "a\n::error::pwn\x1b[2J" + ATTACKS[0], "expected": "day", "sample": "", "mend": ""}
    told = line(Finding("E102", Place("observation/a\n::warning::.csv", 1, 1), facts))
    assert "\n" not in told
    assert "\x1b" not in told
    assert not any(word in told for word in EVALUATED)


def _number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True
