"""The bulk files of the golden province: complete, described truthfully, the same in every form, and found from the pages."""

import csv
import hashlib
import io
import json
import re
from pathlib import Path
from typing import Any

import lxml.html
import pyarrow.parquet as pq
import pytest
import rdflib
from golden import Built, gathered
from rdflib.compare import isomorphic, to_isomorphic
from small_bulk import queried

from build_scripts.bulk.turtle import turtle
from build_scripts.write.linked_data import catalogue

DCAT, SPDX = rdflib.Namespace("http://www.w3.org/ns/dcat#"), rdflib.Namespace("http://spdx.org/rdf/terms#")
HERE = "https://example.org/site/"
ROOT = "https://gongkai.example/"


def read(province: Built, path: str) -> Any:
    return json.loads((province.site / path).read_bytes())


def kinds(province: Built) -> list[str]:
    return [kind["kind"] for kind in read(province, "api/v1/index.json")["kinds"]]


def test_data_package_tells_the_true_bytes_and_hash_of_each_file_it_names(province: Built) -> None:
    package = read(province, "datapackage.json")
    assert package["$schema"] == "https://datapackage.org/profiles/2.0/datapackage.json"
    names = [resource["name"] for resource in package["resources"]]
    assert len(set(names)) == len(names)
    assert all(re.fullmatch(r"[a-z0-9._-]+", name) for name in names)
    for resource in package["resources"]:
        data = (province.site / resource["path"]).read_bytes()
        assert resource["bytes"] == len(data)
        assert resource["hash"] == f"sha256:{hashlib.sha256(data).hexdigest()}"
    told = {resource["path"] for resource in package["resources"]}
    assert {path.relative_to(province.site).as_posix() for path in (province.site / "downloads").glob("*.*")} <= told


def test_fields_of_the_data_package_are_the_columns_of_the_file(province: Built) -> None:
    tables = [resource for resource in read(province, "datapackage.json")["resources"] if "schema" in resource]
    assert len(tables) > 20
    for resource in tables:
        titles = next(csv.reader(io.StringIO((province.site / resource["path"]).read_bytes().decode("utf-8-sig"))))
        assert [field["name"] for field in resource["schema"]["fields"]] == titles
        assert {field["type"] for field in resource["schema"]["fields"]} <= {"string", "integer", "number", "date"}


def test_api_whole_files_parquet_and_database_hold_the_same_records(province: Built) -> None:
    database = (province.site / "downloads/gongkai.sqlite").read_bytes()
    for name in kinds(province):
        index = read(province, f"api/v1/{name}/index.json")
        parts = [read(province, f"api/v1/{name}/{part['path']}") for part in index["parts"]]
        records = [record for part in parts for record in part["records"]]
        assert [part["count"] for part in parts] == [part["count"] for part in index["parts"]] == [len(part["records"]) for part in parts]
        whole = read(province, f"downloads/{name}.json")
        columns = [column["name"] for column in whole["columns"] if column["name"] != "data_nature"]
        plain = sorted(repr({key: record[key] for key in columns}) for record in records)
        assert plain == sorted(repr(dict(zip(columns, row, strict=False))) for row in whole["rows"])
        assert len(records) == index["count"] == read(province, "api/v1/index.json")["kinds"][kinds(province).index(name)]["count"]
        stored = queried(database, f'SELECT * FROM "{name}"')  # noqa: S608  a kind's name
        assert sorted(map(repr, stored)) == sorted(
            repr({**record, "_demo": int(record["_demo"])}) for record in map(_floated(stored), records)
        )
        typed = pq.read_table(province.site / f"downloads/{name}.parquet").to_pylist()
        assert sorted(map(repr, map(_dated, typed))) == sorted(repr(record) for record in map(_floated(typed), records))


def _floated(rows: list[dict[str, Any]]) -> Any:
    """Whole numbers as the reader gives them, whose columns hold fractions."""
    fractions = {key for row in rows for key, value in row.items() if isinstance(value, float)}
    return lambda record: {key: float(value) if key in fractions and value is not None else value for key, value in record.items()}


def _dated(row: dict[str, Any]) -> dict[str, Any]:
    return {key: value.isoformat() if hasattr(value, "isoformat") else value for key, value in row.items()}


def test_records_of_the_api_are_what_their_schema_says(province: Built) -> None:
    types = {"string": str, "integer": int, "number": (int, float), "boolean": bool, "null": type(None)}
    for name in kinds(province):
        schema = read(province, f"api/v1/schema/{name}.json")
        for part in read(province, f"api/v1/{name}/index.json")["parts"]:
            for record in read(province, f"api/v1/{name}/{part['path']}")["records"]:
                assert list(record) == schema["required"]
                for key, told in schema["properties"].items():
                    sorts = told["type"] if isinstance(told["type"], list) else [told["type"]]
                    assert any(isinstance(record[key], types[sort]) for sort in sorts), (name, key, record[key])


def test_every_path_in_the_indexes_leads_to_a_file(province: Built) -> None:
    looked = 0
    for index in [province.site / "api/v1/index.json", *(province.site / "api/v1").glob("*/index.json")]:
        for path in _paths(json.loads(index.read_bytes())):
            assert (index.parent / path).resolve().is_file(), (index, path)
            looked += 1
    assert looked > 150


def _paths(value: Any) -> list[str]:
    if isinstance(value, dict):
        return [path for each in value.values() for path in _paths(each)]
    if isinstance(value, list):
        return [path for each in value for path in _paths(each)]
    return [value] if isinstance(value, str) and re.fullmatch(r"[\w./-]+\.(?:json|jsonld|csv|xlsx|parquet|sqlite)", value) else []


def test_turtle_and_json_ld_are_the_same_graph(province: Built) -> None:
    graphs = [
        rdflib.Graph().parse(data=(province.site / name).read_text("utf-8"), format=form, publicID=HERE)
        for name, form in (("catalog.ttl", "turtle"), ("catalog.jsonld", "json-ld"))
    ]
    assert len(graphs[0]) > 500
    assert isomorphic(*graphs), to_isomorphic(graphs[0]) - to_isomorphic(graphs[1])


def test_catalogue_names_files_that_are_there_with_their_bytes_and_hash(province: Built) -> None:
    graph = rdflib.Graph().parse(data=(province.site / "catalog.ttl").read_text("utf-8"), format="turtle", publicID=HERE)
    files = list(graph.subject_objects(DCAT.downloadURL))
    assert len(files) > 80
    for node, address in files:
        data = (province.site / str(address).removeprefix(ROOT)).read_bytes()
        assert int(str(graph.value(node, DCAT.byteSize))) == len(data)
        checksum = graph.value(graph.value(node, SPDX.checksum), SPDX.checksumValue)
        assert bytes(checksum.toPython()).hex() == hashlib.sha256(data).hexdigest()
    datasets = set(graph.subjects(rdflib.RDF.type, DCAT.Dataset))
    assert set(graph.objects(None, DCAT.dataset)) == datasets
    assert set(graph.objects(None, DCAT.servesDataset)) < datasets


def test_addresses_are_absolute_where_the_site_states_its_own(province: Built) -> None:
    material, _ = gathered(province.request)
    federation = material.edition.federation
    site = federation.tables["site"].assign(address="https://gh.example.org/公开/")
    tables = {**federation.tables, "site": site}
    object.__setattr__(federation, "tables", tables)
    vars(federation).pop("site", None)
    files = {output.path: output.data.decode() for output in catalogue(material.bulk, {})}
    assert "<https://gh.example.org/公开/downloads/disclosure.csv>" in files["catalog.ttl"]
    assert not re.search(r"<(?!https?://)", files["catalog.ttl"])
    rdflib.Graph().parse(data=files["catalog.ttl"], format="turtle")


def test_turtle_escapes_what_would_end_a_text_or_an_address() -> None:
    text = 'a"b\\c\nd\re\tf'
    document = {"@context": {"x": "http://x/"}, "@graph": [{"@id": "a b>c", "x:y": [text, {"@value": text, "@language": "zh"}]}]}
    graph = rdflib.Graph().parse(data=turtle(document), format="turtle", publicID="http://x/")
    assert sorted(str(value) for value in graph.objects()) == [text, text]
    assert len(graph) == 2


def test_data_page_describes_itself_and_names_every_whole_file_and_place(province: Built) -> None:
    page = lxml.html.fromstring((province.site / "data.html").read_bytes())
    linked = json.loads(page.xpath("//script[@type='application/ld+json']")[-1].text)
    assert linked["@type"] == "DataCatalog"
    assert [each["name"] for each in linked["dataset"]]
    for each in linked["dataset"]:
        assert all((province.site / file["contentUrl"].removeprefix(ROOT)).is_file() for file in each["distribution"])
    links = {link.get("href") for link in page.xpath("//a[@href]")}
    files = {path.relative_to(province.site).as_posix() for path in (province.site / "downloads").glob("*.*")}
    assert files <= links
    units = {
        part["unit"]
        for path in (province.site / "api/v1").glob("*/index.json")
        for part in json.loads(path.read_bytes())["parts"]
        if "unit" in part
    }
    assert {f"records/unit/{unit}.html#downloads" for unit in units} <= links


def test_page_of_a_unit_names_each_of_its_parts(province: Built) -> None:
    for path in sorted((province.site / "downloads").glob("*/*.*")):
        unit = re.sub(r"-(?:\d{4}|undated)$", "", path.stem)
        page = (province.site / ("data.html" if unit == "all" else f"records/unit/{unit}.html")).read_text("utf-8")
        assert f"downloads/{path.parent.name}/{path.name}" in page


def test_files_of_a_year_are_the_parts_of_that_year_together(province: Built) -> None:
    looked = 0
    for name in kinds(province):
        index = read(province, f"api/v1/{name}/index.json")
        for told in index["years"]:
            parts = [part for part in index["parts"] if part["year"] == told["year"]]
            wanted = [line for part in parts for line in lines(province, name, part["csv"])]
            assert sorted(lines(province, name, told["csv"])) == sorted(wanted)
            assert len(wanted) == told["count"]
            looked += 1
    assert looked >= 8


def lines(province: Built, kind: str, path: str) -> list[list[str]]:
    data = (province.site / "api/v1" / kind / path).resolve().read_bytes()
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))[1:]


def test_renamed_county_is_one_series_under_the_code_of_today(province: Built) -> None:
    """990211 became 990201."""
    index = read(province, "api/v1/observation/index.json")
    assert "990211" not in {part["unit"] for part in index["parts"]}
    units = {record["unit"] for record in read(province, "api/v1/observation/990201-2018.json")["records"]}
    assert {"990201", "990211"} <= units


@pytest.mark.parametrize("name", ["changelog.json", "schema/disclosure.json", "disclosure/index.json"])
def test_api_has_its_documents(province: Built, name: str) -> None:
    assert Path(province.site / "api/v1" / name).is_file()
