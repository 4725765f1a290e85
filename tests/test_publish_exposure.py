"""The last look at the built site: an identifier planted in any sort of file keeps it from being published."""

import io
import json
import struct
import zipfile
import zlib
from pathlib import Path

import pytest
import xlsxwriter
from small_bulk import form, table
from small_site import ORIGIN

from build_scripts.bulk.database import database
from build_scripts.find.files import packed_json
from build_scripts.publish.markup import pieces
from build_scripts.publish.page_texts import PageTexts
from build_scripts.publish.seal import seal
from build_scripts.publish.texts import EXTRACTORS
from build_scripts.publish.verify import verify
from build_scripts.sentences import line

PAGE = "coverage/RATE.html"
MOBILE, IDENTITY = "13800138000", "110105200101010005"


def told(site: Path) -> list[str]:
    """The findings of a sealed site as lines, none of which repeats what was planted."""
    seal(site, ORIGIN)
    lines = [line(finding) for finding in verify(site)[1]]
    assert not any(number in text for text in lines for number in (MOBILE, IDENTITY, MOBILE[3:-2]))
    return lines


def put(site: Path, path: str, data: bytes) -> None:
    (site / path).parent.mkdir(parents=True, exist_ok=True)
    (site / path).write_bytes(data)


def escaped(text: str) -> str:
    return "".join(f"\\u{ord(sign):04x}" for sign in text)


BODIES = {
    "text": f"<p>联系人电话{MOBILE}</p>",
    "entities": f"<p>{''.join(f'&#{ord(digit)};' for digit in MOBILE)}</p>",
    "hexadecimal entities": f"<p>{''.join(f'&#x{ord(digit):x};' for digit in IDENTITY)}</p>",
    "soft hyphens": f"<p>{'&shy;'.join(MOBILE)}</p>",
    "tags": "<p><b>138</b>00138000</p>",
    "more tags": "<p><b><i>1</i>38</b><span>001</span>\n  <em>38000</em></p>",
    "line break": "<p>1380013<br>8000</p>",
    "beside another number": f"<p><span>2018</span><b>{MOBILE}</b></p>",
    "comment": f"<!-- {MOBILE} -->",
    "comment inside": "<p>138<!-- x -->00138000</p>",
    "title": f'<p title="{MOBILE}">x</p>',
    "alternative": f'<img src="../assets/images/favicon.png" alt="{IDENTITY}">',
    "data of a script": f'<p data-phone="{MOBILE}">x</p>',
    "outside address": f'<a rel="noopener noreferrer nofollow" href="https://example.org/?tel={MOBILE}">x</a>',
    "JSON": f'<script type="application/json">{{"a": ["{MOBILE}"]}}</script>',
    "escaped JSON": f'<script type="application/json">{{"a": "{escaped(MOBILE)}"}}</script>',
    "cell beside its label": "<table><tr><th>护照</th><td>D12345678</td></tr></table>",
    "definition": "<dl><dt>护照</dt><dd>D12345678</dd></dl>",
    "illness": "<p>职工张三因患尿毒症住院</p>",
    "home": "<p>住解放路18号3栋2单元501室</p>",
    "drawing": "<svg><text><tspan>138</tspan><tspan>00138000</tspan></text></svg>",
}


@pytest.mark.parametrize("name", BODIES)
def test_what_a_page_shows_hides_or_carries_is_looked_at(site: Path, name: str) -> None:
    page = (site / PAGE).read_text("utf-8")
    put(site, PAGE, page.replace('<p id="值">', f'\n{BODIES[name]}<p id="值">').encode())
    start = page[: page.index('<p id="值">')].count("\n") + 2
    lines = told(site)
    assert len(lines) == 1
    assert lines[0].startswith((f"{PAGE}:{start}: 错误 E926", f"{PAGE}: 错误 E926"))
    assert (name == "escaped JSON") == lines[0].startswith(f"{PAGE}: ")


INNOCENT = {
    "neighbouring cells": "<table><tr><td>138</td><td>0013</td><td>8000</td></tr></table>",
    "neighbouring items": "<ul><li>138</li><li>00138000</li></ul>",
    "own address": '<a href="../index.html?13800138000">x</a>',
    "drawing": '<svg><path d="M138 0013 8000"/></svg>',
    "number for a script": f'<script type="application/json">{{"a": {MOBILE}}}</script>',
    "name and word in two texts": "<p>困难职工</p><p>张三</p>",
    "office phone": "<p>电话027-87654321</p>",
}


@pytest.mark.parametrize("name", INNOCENT)
def test_what_is_no_identifier_on_a_page_is_published(site: Path, name: str) -> None:
    put(site, PAGE, (site / PAGE).read_bytes().replace('<p id="值">'.encode(), f'{INNOCENT[name]}<p id="值">'.encode()))
    assert told(site) == []


def workbook(**places: str) -> bytes:
    """A workbook with texts in the places named."""
    data = io.BytesIO()
    book = xlsxwriter.Workbook(data, {"in_memory": True, "constant_memory": "inline" in places})
    sheet = book.add_worksheet(places.get("sheet", "表"))
    sheet.write_string(0, 0, places.get("cell", places.get("inline", "甲")))
    sheet.write_rich_string(1, 0, "a", book.add_format({"bold": True}), *places.get("runs", "甲,乙").split(","))
    sheet.write_comment(2, 0, places.get("comment", "注"))
    sheet.set_header(f"&C{places.get('header', '页眉')}")
    sheet.insert_textbox(4, 4, places.get("drawing", "框"))
    book.set_properties({"author": places.get("property", "某部门")})
    book.close()
    return data.getvalue()


def picture(keyword: bytes, value: bytes) -> bytes:
    """The smallest PNG with one text chunk."""

    def chunk(sort: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + sort + body + struct.pack(">I", zlib.crc32(sort + body))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)) + chunk(keyword, value)
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(b"\0\0")) + chunk(b"IEND", b"")


FILES: dict[str, tuple[str, bytes]] = {
    "json": ("data/a.json", json.dumps({"a": [1, {"b": f"电话{MOBILE}"}]}).encode()),
    "json key": ("data/a.json", json.dumps({IDENTITY: 1}).encode()),
    "json escaped": ("data/a.json", f'{{"a": "{escaped(MOBILE)}"}}'.encode()),
    "search index": ("search/search_index.json", json.dumps({"docs": [{"text": f"住址 {IDENTITY}"}]}).encode()),
    "geojson": ("data/a.geojson", json.dumps({"type": "FeatureCollection", "features": [{"properties": {"n": MOBILE}}]}).encode()),
    "topojson": ("data/a.topojson", json.dumps({"type": "Topology", "objects": {"a": {"properties": {"n": MOBILE}}}, "arcs": []}).encode()),
    "manifest of an application": ("app.webmanifest", json.dumps({"name": MOBILE}).encode()),
    "csv": ("data/a.csv", f"名称,电话\n甲,{MOBILE}\n".encode()),
    "csv quoted": ("data/a.csv", f'名称\n"甲\n{MOBILE[:7]}\n{MOBILE[7:]}"\n'.encode()),
    "json lines": ("data/a.jsonl", f'{{"a": 1}}\n{{"a": "{escaped(MOBILE)}"}}\n'.encode()),
    "linked data": ("catalog.jsonld", json.dumps({"@graph": [{"@id": "a", "b": {"@value": MOBILE}}]}).encode()),
    "turtle": ("catalog.ttl", f'<a> <b> "{MOBILE}" .\n'.encode()),
    "parquet": ("data/a.parquet", form(table([("a", f"电话{MOBILE}", None, None, None, False)]), "parquet")),
    "sqlite": ("data/a.sqlite", database([table([("a", f"电话{MOBILE}", None, None, None, False)])], {})),
    "xml comment": ("data/a.xml", f"<urlset><url><loc>a</loc><!-- {MOBILE} --></url></urlset>".encode()),
    "xml": ("feed.xml", f"<a><![CDATA[{IDENTITY}]]></a>".encode()),
    "xml attribute": ("feed.xml", f'<a title="{MOBILE}"/>'.encode()),
    "svg": ("assets/a.svg", b"<svg><text><tspan>138</tspan><tspan>00138000</tspan></text></svg>"),
    "svg description": ("assets/a.svg", f"<svg><desc>{IDENTITY}</desc></svg>".encode()),
    "search index, packed": packed_json("records/0", b"0000", {"title": [f"电话{MOBILE}"]}),
    "txt": ("a.txt", f"甲\n{MOBILE[:7]}\n{MOBILE[7:]}\n".encode()),
    "js comment": ("assets/gk/map.js", f"// {MOBILE}\n".encode()),
    "js string": ("assets/gk/map.js", f"const a = '{MOBILE[:3]}-{MOBILE[3:7]}-{MOBILE[7:]}';".encode()),
    "js number": ("assets/gk/map.js", f"const a = {MOBILE};".encode()),
    "css": ("assets/gk/map.css", f"p::after {{ content: '{MOBILE}' }}".encode()),
    "css drawing": ("assets/gk/map.css", f'p {{ background: url("data:image/svg+xml;utf8,<svg><text>{MOBILE}</text></svg>") }}'.encode()),
    "xlsx": ("data/a.xlsx", workbook(cell=MOBILE)),
    "xlsx inline": ("data/a.xlsx", workbook(inline=IDENTITY)),
    "xlsx runs": ("data/a.xlsx", workbook(runs=f"{MOBILE[:4]},{MOBILE[4:]}")),
    "xlsx sheet": ("data/a.xlsx", workbook(sheet=MOBILE)),
    "xlsx comment": ("data/a.xlsx", workbook(comment=MOBILE)),
    "xlsx header": ("data/a.xlsx", workbook(header=IDENTITY)),
    "xlsx drawing": ("data/a.xlsx", workbook(drawing=MOBILE)),
    "xlsx property": ("data/a.xlsx", workbook(property=MOBILE)),
    "png": ("assets/a.png", picture(b"tEXt", b"Author\0" + MOBILE.encode())),
    "png packed": ("assets/a.png", picture(b"zTXt", b"Author\0\0" + zlib.compress(MOBILE.encode()))),
    "png behind the picture": ("assets/a.png", picture(b"tEXt", b"a\0b") + MOBILE.encode()),
    "jpg": ("assets/a.jpg", b"\xff\xd8\xff\xfe" + struct.pack(">H", 2 + len(MOBILE)) + MOBILE.encode() + b"\xff\xda\0\0"),
    "jpg EXIF": ("assets/a.jpg", b"\xff\xd8\xff\xe1" + struct.pack(">H", 2 + 22) + MOBILE.encode("utf-16-le") + b"\xff\xda\0\0"),
    "name": (f"data/{MOBILE}.txt", b"x"),
}


@pytest.mark.parametrize("name", FILES)
def test_every_sort_of_file_is_looked_at(site: Path, name: str) -> None:
    path, data = FILES[name]
    put(site, path, data)
    lines = told(site)
    assert {text.split(" ")[2] for text in lines} == {"E926"}, lines


def test_every_extractor_has_a_planted_defect() -> None:
    assert set(EXTRACTORS) - {Path(path).suffix for path, _ in FILES.values()} == {".mjs", ".jpeg", ".pdf", ".nz"}
    assert EXTRACTORS[".mjs"] is EXTRACTORS[".js"]
    assert EXTRACTORS[".jpeg"] is EXTRACTORS[".jpg"]


@pytest.mark.parametrize(
    ("path", "data", "code"),
    [
        ("a.bin", b"x", "E927"),
        ("a", b"x", "E927"),
        ("a.xlsx", b"PK", "E928"),
        ("a.png", b"GIF89a", "E928"),
        ("a.jpg", b"x", "E928"),
        ("a.csv", b"\xff\xfe", "E928"),
        ("a.pdf", b"x", "E928"),
    ],
)
def test_what_cannot_be_looked_into_is_not_published(site: Path, path: str, data: bytes, code: str) -> None:
    put(site, path, data)
    assert [text.split(" ")[2] for text in told(site)] == [code]


def test_a_workbook_that_would_burst_is_not_opened(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("build_scripts.publish.workbooks._LARGEST", 1000)
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as book:
        book.writestr("xl/a.xml", b"x" * 2000)
    put(site, "a.xlsx", data.getvalue())
    assert [text.split(" ")[2] for text in told(site)] == ["E928"]


def test_a_quantity_in_a_column_of_numbers_is_none_and_a_telephone_in_one_is(site: Path) -> None:
    put(site, "data/a.csv", f"单位,金额,电话\n甲,{MOBILE},x\n乙,12,x\n".encode())
    assert told(site) == []
    put(site, "data/a.csv", f"单位,金额,电话\n甲,12,{MOBILE}\n乙,13,13900139000\n".encode())
    assert [text.split(" ")[0] for text in told(site)] == ["data/a.csv:2:", "data/a.csv:3:"]


def test_texts_of_many_pages_are_those_of_each_page_by_itself(sound: Path) -> None:
    cut = [pieces(path.read_bytes()) for path in sorted(sound.rglob("*.html"))]
    cut += [[*page[:41], b"b>138", b"/b>00138000", *page[41:]] for page in cut if len(page) > 41]

    def texts(pages: list[list[bytes]]) -> set[str]:
        gathered = PageTexts()
        for number, page in enumerate(pages):
            gathered.take(str(number), page)
        return set(gathered.texts())

    assert texts(cut) == set().union(*(texts([page]) for page in cut))
    assert any("138\x1f00138000" in text for text in texts(cut))
