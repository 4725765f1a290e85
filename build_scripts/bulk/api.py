"""The static API (`/api/v1/`): every record as a plain object, in parts, with an index, a schema and a promise."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from build_scripts.bulk.parts import Part, Partition, year_stem
from build_scripts.bulk.promise import Change, Shape
from build_scripts.bulk.table import FLAG, Download
from build_scripts.declare import Field, Kind
from build_scripts.write.output import Output

VERSION = "v1"
ROOT = f"api/{VERSION}"


def part_path(kind: str, part: Part) -> str:
    """Where the records of a part lie."""
    return f"{ROOT}/{kind}/{part.stem}.json"


def part_file(kind: Kind, part: Part, as_of: str, records: bytes) -> Output:
    """The records of a part; `records` are objects with a comma and a line's end behind each."""
    told = {"kind": kind.name, "as_of": as_of, "unit": part.unit or None, "year": part.year or None, "count": part.count}
    head = json.dumps(told, ensure_ascii=False)[:-1] + ', "records": [\n'
    return Output(part_path(kind.name, part), head.encode() + records.removesuffix(b",\n") + b"\n]}\n")


def kind_index(download: Download, partition: Partition, units: Mapping[str, str], as_of: str) -> Output:
    """`api/v1/<kind>/index.json`: the parts of a kind; paths lead from the file itself."""
    kind = partition.kind
    downloads = f"../../../downloads/{kind.name}"
    value = {
        "kind": kind.name,
        "title": kind.title,
        "about": kind.about,
        "as_of": as_of,
        "count": len(download.rows),
        "key": list(kind.key),
        "schema": f"../schema/{kind.name}.json",
        "whole": {path.rpartition(".")[2]: f"../../../{path}" for path in download.paths},
        "years": [{"year": year, "count": count, "csv": f"{downloads}/{year_stem(year)}.csv"} for year, count in partition.years.items()],
        "parts": [_part(partition, part, units) for part in partition.parts],
    }
    return Output(f"{ROOT}/{kind.name}/index.json", _dump(value))


def _part(partition: Partition, part: Part, units: Mapping[str, str]) -> dict[str, Any]:
    told: dict[str, Any] = {"path": f"{part.stem}.json", "count": part.count}
    if not partition.placed:
        return told
    stem = f"../../../downloads/{partition.kind.name}/{part.stem}"
    told |= {"unit": part.unit, "unit_name": units.get(part.unit, part.unit), "year": part.year or None}
    return told | {"csv": f"{stem}.csv", "xlsx": f"{stem}.xlsx"}


def index(
    facts: Mapping[str, str], downloads: Sequence[Download], partitions: Mapping[str, Partition], changes: Sequence[Change]
) -> Output:
    """`api/v1/index.json`: what there is."""
    value = {
        "api": VERSION,
        "version": changes[-1].version,
        **facts,
        "changelog": "changelog.json",
        "database": "../../downloads/gongkai.sqlite",
        "datapackage": "../../datapackage.json",
        "catalog": "../../catalog.jsonld",
        "checksums": "../../manifest.json",
        "kinds": [
            {
                "kind": each.name,
                "title": each.title,
                "count": len(each.rows),
                "index": f"{each.name}/index.json",
                "schema": f"schema/{each.name}.json",
            }
            for each in downloads
            if each.name in partitions
        ],
    }
    return Output(f"{ROOT}/index.json", _dump(value))


def changelog(changes: Sequence[Change]) -> Output:
    """`api/v1/changelog.json`: which fields came when; none ever goes."""
    value = [{"version": each.version, "on": each.on, "about": each.about, "added": each.added} for each in changes]
    return Output(f"{ROOT}/changelog.json", _dump(value))


def schemas(downloads: Sequence[Download], kinds: Mapping[str, Kind]) -> Iterator[Output]:
    """`api/v1/schema/<kind>.json`: one published record, as JSON Schema."""
    for each in downloads:
        if each.name in kinds:
            yield Output(f"{ROOT}/schema/{each.name}.json", _dump(schema(kinds[each.name], each.flag)))


def schema(kind: Kind, flag: str) -> dict[str, Any]:
    """The JSON Schema of a published record: every field is always there, null where nothing is stated; more may come."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": kind.title,
        "description": kind.about,
        "type": "object",
        "properties": {field.name: _property(field) for field in kind.fields} | {FLAG: {"type": "boolean", "title": flag}},
        "required": [*(field.name for field in kind.fields), FLAG],
        "additionalProperties": True,
    }


def _property(field: Field) -> dict[str, Any]:
    told = {"type": shape_type(field), "title": field.title}
    more = {"description": field.help, "x-unit": field.unit, "x-refers": field.refers, "format": field.grammar.schema.get("format", "")}
    return told | {name: text for name, text in more.items() if text}


def shape_type(field: Field) -> str | list[str]:
    """The type of a field in JSON Schema; of one that need not be stated, with null."""
    sort = str(field.grammar.schema["type"])
    return sort if field.required else [sort, "null"]


def shape(kind: Kind) -> Shape:
    """What the promise is about: type and title of each field of a kind."""
    return {field.name: f"{_joined(shape_type(field))} {field.title}" for field in kind.fields}


def _joined(sort: str | list[str]) -> str:
    return sort if isinstance(sort, str) else "|".join(sort)


def _dump(value: Any) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1, allow_nan=False) + "\n").encode()
