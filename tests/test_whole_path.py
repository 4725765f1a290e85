"""The whole path on the golden province: who a fault touches, what the public sees, whether the books balance."""

import csv
import io
import json
import re
import shutil
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

import openpyxl  # type: ignore[import-untyped]
import pytest
from golden import CONTENT, DATA, Built, asked, built, differing, gathered, written
from lxml import html
from markup import holding, text_of

from build_scripts import pipeline
from build_scripts.declare import discover
from build_scripts.pipeline import Request
from build_scripts.publish import release
from build_scripts.read.submission import read_submission

COUNTS = {"blocks/data.html", "files/ledger.json", "findings.txt"}
"""What tells how many records were read: the only places a refused record shows in."""

FAULTS = {
    "bad cell": ("observation", "990101,ORG_RATE,2018-Q3,all,有值,七十,,,自报,1,report"),
    "unknown reference": ("observation", "999999,ORG_RATE,2018-Q3,all,有值,70,,,自报,1,report"),
    "broken rule": ("observation", "990101,ORG_RATE,2018-Q3,all,有值,70,1,2,自报,1,report"),
    "personal data": ("observation", "990101,ORG_RATE,2018-Q3,all,有值,70,,,自报,1,report,电话13812345678"),
    "ragged row": ("observation", "990101,ORG_RATE,2018-Q3"),
}
HEADER = "单位,指标,时期,口径,数据状态,数值,分子,分母,取得方式,版本,来源"
TIE = (
    "索引号,公开事项,标题,内容概述,所属单位,发布机构,文件日期,公开日期,公开方式,公开范围,密级,版本,来源\n"
    "990201/2017-00001,D05,另一个标题,另一份内容,990201,寅县总工会,2017-03-01,2017-03-10,公开,会员,公开,1,report\n"
)
LEDGER_STATES = ("read", "published", "withheld", "rejected")
FORMULA = tuple("=+-@\t\r＝＋－＠")
INVENTED = ("示例纺织厂", "61.7", "6,170", "6170", "o-demo", "h-demo", "90001")


@pytest.fixture(scope="module")
def whole(province: Built) -> dict[str, bytes]:
    return written(province.request)


@pytest.fixture(scope="module")
def approved(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The public edition of a province whose map was approved."""
    root = tmp_path_factory.mktemp("approved")
    data = Path(shutil.copytree(DATA, root / "data"))
    site = data / "site/site.yaml"
    site.write_text(site.read_text("utf-8") + "审图号: 测S（2018）001号\n审图号持有单位: 测试省总工会\n", "utf-8")
    return built(asked(project, root / "site", data, public=True))


def with_file(province: Built, root: Path, name: str, text: str) -> Request:
    """The request for the province with one more file of records."""
    data = Path(shutil.copytree(DATA, root / "data"))
    (data / name).write_text(text, "utf-8")
    return asked(province.request.project, root / "site", data)


@pytest.mark.parametrize("fault", FAULTS)
def test_a_faulty_record_changes_no_byte_of_another_page(province: Built, whole: dict[str, bytes], tmp_path: Path, fault: str) -> None:
    kind, row = FAULTS[fault]
    header = f"{HEADER},说明" if row.count(",") > HEADER.count(",") else HEADER
    again = written(with_file(province, tmp_path, f"{kind}/fault.csv", f"{header}\n{row}\n"))
    assert set(differing(whole, again)) == COUNTS
    assert b"13812345678" not in b"".join(again.values())


def test_a_tie_takes_down_its_own_record_and_nothing_else(province: Built, whole: dict[str, bytes], tmp_path: Path) -> None:
    again = written(with_file(province, tmp_path, "disclosure/tie.csv", TIE))
    own = {"pages/union/990201/2017-0.html", "pages/disclosure/990201/2017.html", "pages/disclosure/year-2017.html"}
    calendar = {f"pages/{name}.html" for name in ("union/990201", "union/990201/2018-0", "disclosure/990201", "disclosure/990201/overdue")}
    calendar |= {"pages/disclosure/year-2018.html"} | {
        f"files/downloads/statistics-punctuality.{suffix}" for suffix in ("csv", "json", "xlsx")
    }
    lists = {"pages/disclosure/item-D05.html", "pages/records/unit/990201.html"}
    files = {f"files/downloads/disclosure.{suffix}" for suffix in ("csv", "json", "xlsx", "parquet")} | {"files/coverage/screen.json"}
    files |= {f"files/downloads/disclosure/{place}-2017.{suffix}" for place in ("all", "990201") for suffix in ("csv", "xlsx")}
    files |= {"files/downloads/gongkai.sqlite"}
    forms = ("csv", "geojson", "json", "svg", "png.sha256")
    files |= {f"files/maps/punctuality-{level}.{form}" for level in ("county", "prefecture") for form in forms}
    files |= {f"files/api/v1/{name}.json" for name in ("index", "disclosure/index", "disclosure/990201-2017")}
    files |= {f"files/{name}" for name in ("datapackage.json", "catalog.jsonld", "catalog.ttl")}  # bytes and hashes of the files above
    files |= {f"files/feeds/{name}.{suffix}" for name in ("all", "unit-990201", "item-D05") for suffix in ("xml", "json")}
    blocks = {"blocks/home.html", "blocks/disclosure.html"}
    found = {path for path in whole.keys() | again.keys() if path.startswith("files/find/")}  # the index knows documents by their place
    assert set(differing(whole, again)) - found == COUNTS | own | calendar | lists | files | blocks
    assert own & again.keys() == set()


def test_a_page_that_fails_verification_leaves_readers_what_they_have(province: Built, tmp_path: Path) -> None:
    content = Path(shutil.copytree(CONTENT, tmp_path / "content"))
    (content / "about.md").write_text((content / "about.md").read_text("utf-8") + "\n[x](nowhere.html)\n", "utf-8")
    good = province.request
    before = release.current(good.out), release.kept(good.out)
    broken = Request(good.project, good.data, content, good.out, good.as_of, good.public)
    outcome = pipeline.build(broken, lambda _stage: None)
    assert outcome.published is None
    assert "E902" in {finding.code for finding in outcome.findings}
    assert (release.current(good.out), release.kept(good.out)) == before
    assert [path.name for path in good.out.with_name("site.releases").iterdir() if path.name.startswith(".building")] == []


def test_public_edition_holds_nothing_invented_and_says_so(province: Built, public: Built) -> None:
    assert set(holding(province.site, INVENTED)) == set(INVENTED)
    assert holding(public.site, INVENTED) == {}
    assert "W304" in {finding.code for finding in public.outcome.findings}
    assert "W304" in text_of((public.site / "data.html").read_bytes())
    assert "示例" in text_of((province.site / "index.html").read_bytes())


def test_public_edition_without_approval_draws_tiles_and_no_outline(public: Built) -> None:
    maps = _maps(public.site)
    assert len(maps) > 3
    for figure in maps:
        assert figure.xpath(".//*[contains(@class, 'gk-tiles') or contains(@class, 'gk-group-tiles')]")
        assert not figure.xpath(".//*[@data-gk-static] | .//button")
        assert "审图号" in "".join(figure.xpath(".//ul[contains(@class, 'gk-map-foot')]//text()"))
    assert list((public.site / "maps").rglob("*.topo.json")) == [] if (public.site / "maps").is_dir() else True
    assert b"boundaries.topo.json" not in b"".join(page.read_bytes() for page in public.site.rglob("*.html"))
    assert "审图号" in text_of((public.site / "coverage/ORG_RATE.html").read_bytes())


def test_public_edition_with_approval_draws_outlines_and_prints_the_number_under_each_map(approved: Built) -> None:
    outlined = [figure for figure in _maps(approved.site) if figure.xpath(".//*[@data-gk-static]")]
    assert len(outlined) > 3
    for figure in outlined:
        assert "测S（2018）001号" in "".join(figure.xpath(".//ul[contains(@class, 'gk-map-foot')]//text()"))
    assert (approved.site / "maps/boundaries.topo.json").is_file()
    for file in (approved.site / "maps").glob("coverage-*.geojson"):
        assert json.loads(file.read_bytes())["metadata"]["approval_number"] == "测S（2018）001号"
        for suffix in (".svg", ".png", ".csv", ".json"):
            assert "测S（2018）001号".encode() in file.with_suffix(suffix).read_bytes(), suffix
    assert holding(approved.site, INVENTED) == {}


def _maps(site: Path) -> list[html.HtmlElement]:
    pages = (html.document_fromstring(page.read_text("utf-8")) for page in sorted(site.rglob("*.html")))
    return [figure for page in pages for figure in page.xpath("//figure[@data-gk-map]")]


def test_ledger_agrees_with_the_files_as_they_lie_there(province: Built) -> None:
    """An independent count from raw bytes: rows with content below the header, items of a YAML list."""
    ledger = json.loads((province.site / "ledger.json").read_bytes())["files"]
    assert {file["file"]: file["read"] for file in ledger} == dict(_counted(DATA))
    for file in ledger:
        assert file["read"] == file["published"] + file["withheld"] + file["rejected"]


def _counted(data: Path) -> Iterator[tuple[str, int]]:
    for path in sorted(data.rglob("*.*")):
        name, text = path.relative_to(data).as_posix(), path.read_bytes()
        if path.suffix == ".csv":
            decoded = text.decode("gb18030" if "wps" in name else "utf-8")
            yield name, sum(any(row) for row in csv.reader(io.StringIO(decoded, newline=""))) - 1
        elif path.suffix == ".yaml":
            yield name, len(re.findall(rb"^- ", text, re.MULTILINE)) or 1


def test_every_record_told_of_as_an_error_is_booked_as_rejected(province: Built) -> None:
    federation = province.outcome.federation
    assert federation is not None
    entries = federation.ledger.entries
    wrong = {(finding.place.file, finding.place.line) for finding in province.outcome.findings if finding.is_error}
    rejected = entries[entries["state"] == "rejected"]
    booked = set(zip(rejected["file"], rejected["line"], strict=True))
    assert wrong < booked
    assert {file for file, _ in booked - wrong} == {"account_line/2018.csv"}  # with a wrong total goes its whole table
    assert len(wrong) == 10


def test_data_page_ledger_and_downloads_tell_the_same_numbers(province: Built) -> None:
    site = province.site
    ledger = json.loads((site / "ledger.json").read_bytes())["files"]
    page = html.document_fromstring((site / "data.html").read_text("utf-8"))
    shown = {row.xpath("string(th)"): [int(cell.text_content().replace(",", "")) for cell in row.xpath("td")] for row in _ledger_rows(page)}
    kinds = province.outcome.federation.kinds if province.outcome.federation else {}
    for name, kind in kinds.items():
        counts = [sum(file[state] for file in ledger if file["kind"] == name) for state in LEDGER_STATES]
        assert shown[kind.title] == counts
        assert _rows(site, name) == counts[1]
        assert int(page.xpath(f"//tr[.//a[@href='downloads/{name}.csv' and @class='gk-why']]/td[1]")[0].text_content()) == counts[1]
    assert [sum(file[state] for file in ledger) for state in LEDGER_STATES] == list(shown.values())[-1]


def _ledger_rows(page: html.HtmlElement) -> list[html.HtmlElement]:
    return list(page.xpath("(//h2[@id='ledger']/following::table)[1]/tbody/tr"))


def _rows(site: Path, name: str) -> int:
    """How many rows all three forms of a download hold; they must agree."""
    stem = site / "downloads" / name
    document = json.loads(stem.with_suffix(".json").read_bytes())
    table = list(csv.reader(io.StringIO(stem.with_suffix(".csv").read_bytes().decode("utf-8-sig"), newline="")))
    book = openpyxl.load_workbook(stem.with_suffix(".xlsx"))
    sheet = [["" if cell is None else cell for cell in row] for row in book.active.iter_rows(values_only=True)]
    book.close()
    rows = [["" if cell is None else cell for cell in row] for row in document["rows"]]
    given = [[column["title"] for column in document["columns"]], *rows]
    assert sheet == given
    assert [len(row) for row in table] == [len(row) for row in given]
    for one, other in zip(table, given, strict=True):
        assert one == [f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) else str(cell) for cell in other]
    return len(document["rows"])


FACTS = {
    "observation": "示例数据：虚构的2018年二季度、测试省总工会基层组织建设2014-2018年工作规划、2018年统计报表",
    "statistics-province-totals": "示例数据：虚构的2018年二季度、2018年统计报表",
    "statistics-reporting": "由本站登记的记录算出",
    "site": "本站登记的站点记录",
}


@pytest.mark.parametrize("name", FACTS)
def test_every_download_tells_its_source_date_nature_and_that_it_needs_no_approval(province: Built, name: str) -> None:
    told = json.loads((province.site / f"downloads/{name}.json").read_bytes())["metadata"]
    assert (told["as_of"], told["publisher"], told["source"]) == ("2018-12-31", "会务公开", FACTS[name])
    assert told["nature"] == ("不含示例数据" if name == "site" else "含示例数据（虚构），行内注明。")
    assert told["approval"] == "数据表不画地图，不涉及"
    book = openpyxl.load_workbook(province.site / f"downloads/{name}.xlsx")
    assert [cell.value for cell in book["下载说明"]["A"]] == ["表名", "发布", "数据截至", "来源", "数据性质", "审图号"]
    assert [cell.value for cell in book["下载说明"]["B"]] == list(told.values())
    assert book.active.title != "下载说明"
    book.close()
    package = json.loads((province.site / "datapackage.json").read_bytes())
    resource = next(each for each in package["resources"] if each["name"] == name)
    assert all(text in resource["description"] for text in told.values())
    assert package["version"] == "2018-12-31"
    assert "2018年统计报表" in {source["title"] for source in package["sources"]}


def test_a_download_handed_in_again_is_read_and_its_notes_are_passed_over(province: Built) -> None:
    data = (province.site / "downloads/scope.xlsx").read_bytes()
    submission, findings = read_submission("scope.xlsx", data, discover(), demo=False)
    assert findings == []
    assert [table.kind.name for table in submission.tables] == ["scope"]


@pytest.mark.parametrize("name", ["observation", "statistics-coverage", "statistics-province-totals"])
def test_every_published_rate_can_be_computed_again_from_the_download_alone(province: Built, name: str) -> None:
    document = json.loads((province.site / f"downloads/{name}.json").read_bytes())
    columns = [column["name"] for column in document["columns"]]
    checked = 0
    for values in document["rows"]:
        row = dict(zip(columns, values, strict=True))
        if row["numerator"] is not None and row["value"] is not None:
            assert _recomputed(row) == Decimal(str(row["value"])), row
            checked += 1
    assert checked >= 3


def _recomputed(row: dict[str, Any]) -> Decimal:
    """100 n/d to as many decimals as the value was printed with, half up."""
    digits = row.get("value_digits") or max(len(str(row["value"]).partition(".")[2]), 1)
    return (100 * Decimal(row["numerator"]) / Decimal(row["denominator"])).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)


def test_province_total_is_the_sum_of_its_lines_and_leaves_out_what_its_host_contains(province: Built) -> None:
    """甲市 760/1000, 乙市 450/500, 机械 20/40; 寅县园区 lies within 寅县, 甲市开发区 within 甲市: never added again."""
    document = json.loads((province.site / "downloads/statistics-province-totals.json").read_bytes())
    columns = [column["name"] for column in document["columns"]]
    rows = [dict(zip(columns, row, strict=True)) for row in document["rows"]]
    total = next(row for row in rows if (row["indicator"], row["period"]) == ("ORG_RATE", "2018-Q2"))
    assert (total["numerator"], total["denominator"], total["value"]) == (1230, 1540, 79.9)


def test_former_unit_and_its_successor_are_one_line_through_time(province: Built) -> None:
    rows = province_table(province, "coverage")
    own = rows[(rows["indicator"] == "ORG_RATE") & (rows["place"] == "990201")]
    assert list(zip(own["unit"], own["period"], strict=True)) == [("990211", "2018-Q1"), ("990201", "2018-Q2")]


def province_table(province: Built, name: str) -> Any:
    """A derived table of the province in the order of its periods."""
    material, _ = gathered(province.request)
    return material.edition.derived[name].sort_values("period_end")


def test_what_was_taken_down_replaced_or_withheld_is_nowhere_in_the_site(province: Built) -> None:
    secrets = ("撤下的公示", "不该公开的材料", "13812345678", "138******78", "镜像里的班组", "排查问题5个")
    assert holding(province.site, secrets) == {}
    assert holding(province.site, ("2017年度工会经费“收支”情况",)) != {}


def test_yaml_and_gbk_records_arrive_as_they_were_written(province: Built) -> None:
    assert "结余编号 012，时间 12:30，是否公示：NO。" in text_of((province.site / "union/990201/2017-0.html").read_bytes())
    download = (province.site / "downloads/observation.csv").read_bytes().decode("utf-8-sig")
    assert '"县名在""二季度""前更改"' in download


def test_a_province_that_has_reported_nothing_yet_is_built(province: Built, tmp_path: Path) -> None:
    """As on the first day, or in the public edition while all figures are invented."""
    data = Path(shutil.copytree(DATA, tmp_path / "data", ignore=shutil.ignore_patterns("observation", "demo")))
    empty = written(asked(province.request.project, tmp_path / "site", data))
    assert "尚未开始收集".encode() in empty["pages/coverage/ORG_RATE.html"]
    assert "未报".encode() not in empty["pages/coverage/ORG_RATE.html"] + empty["blocks/home.html"]


def test_lists_show_the_newest_of_many_disclosures_and_counts_count_all(province: Built, tmp_path: Path) -> None:
    days = [f"2018-11-{day:02}" for day in range(1, 29)] + [f"2018-12-{day:02}" for day in range(1, 13)]
    heading, *_ = TIE.splitlines(keepends=True)
    rows = [
        f"990201/2018-{90 + n:05},D09,标题{n},内容,990201,寅县总工会,{day},{day},公开,社会,公开,1,report\n" for n, day in enumerate(days)
    ]
    made = written(with_file(province, tmp_path, "disclosure/many.csv", heading + "".join(rows)))
    total = len(made["files/downloads/disclosure.csv"].decode("utf-8-sig").strip().split("\r\n")) - 1
    assert total > len(days)
    assert f">{total}\u2009条<".encode() in made["blocks/home.html"]
    listed = [json.loads(made[f"files/feeds/{name}.json"])["items"] for name in ("all", "unit-990201", "item-D09")]
    assert [[item["date_published"][:10] for item in items] for items in listed] == [days[:-31:-1]] * 3
    browse = made["pages/disclosure/item-D09.html"].decode()
    assert [place for place in range(40) if f"标题{place}<" in browse] == list(range(10, 40))
