"""What follows from the declarations for those who read data by program: JSON Schema, data package, dictionary."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from build_scripts.bulk.database import PATH
from build_scripts.bulk.media import MEDIA
from build_scripts.bulk.table import DECIMAL, Download, Heading
from build_scripts.declare import Field, Kind
from build_scripts.phrases import EXPECTED
from build_scripts.view.address import up
from build_scripts.view.edition import Edition
from build_scripts.view.maps import Map
from build_scripts.write.bulk_files import Bulk
from build_scripts.write.figures import forms
from build_scripts.write.map_facts import facts
from build_scripts.write.output import Output, Page, Weight
from build_scripts.write.records import list_path

_TABLE_TYPES = {DECIMAL: "number"}


def json_schema(kind: Kind) -> dict[str, Any]:
    """The JSON Schema of one record as it is submitted: properties by field name, titles in Chinese."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": kind.title,
        "description": kind.about,
        "type": "object",
        "properties": {field.name: _property(field) for field in kind.fields},
        "required": [field.name for field in kind.fields if field.required],
        "additionalProperties": False,
    }


def _property(field: Field) -> dict[str, Any]:
    schema: dict[str, Any] = dict(field.grammar.schema) | {"title": field.title}
    if field.help:
        schema["description"] = field.help
    if field.one_of:
        schema["enum"] = list(field.one_of)
    elif schema["type"] == "string" and field.grammar.name not in ("text", "paragraph", "reference", "choice"):
        schema["pattern"] = f"^(?:{field.grammar.pattern})$"
    elif schema["type"] == "string":
        schema["maxLength"] = field.most
    if field.sample:
        schema["examples"] = [json.loads(field.sample) if schema["type"] in ("integer", "number") else field.sample]
    return schema


def schemas(edition: Edition) -> Iterator[Output]:
    """`schema/<kind>.json` for every kind."""
    for name, kind in edition.federation.kinds.items():
        yield Output(f"schema/{name}.json", _dump(json_schema(kind)))


def data_package(bulk: Bulk, drawn: Sequence[Map], weights: Mapping[str, Weight]) -> Output:
    """`datapackage.json` (Data Package v2): a resource for every form of every whole table, the database, and each file of a map.

    `weights`: bytes and SHA-256 of the files that lie there already, by path.
    """
    edition = bulk.edition
    site = edition.federation.site
    everything = {"name": "everything", "title": edition.words("data.sqlite"), "description": _description([bulk.about["nature"]])}
    resources = [
        *(resource for table in bulk.tables for resource in _resources(edition.federation.kinds, table)),
        everything | _file(PATH),
        *(resource for each in drawn for resource in _map_resources(edition, each)),
    ]
    document = {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": f"gongkai-{site['unit']}",
        "title": site["name"],
        "description": site["about"],
        "version": edition.federation.as_of,
        "sources": [_source(row) for row in edition.federation.tables["source"][["title", "link"]].to_dict("records")],
        "resources": [resource | _weighed(weights.get(resource["path"])) for resource in resources],
    }
    if site["address"]:
        document["homepage"] = site["address"]
    return Output("datapackage.json", _dump(document))


def _weighed(weight: Weight | None) -> dict[str, Any]:
    return {"bytes": weight.size, "hash": f"sha256:{weight.sha256}"} if weight else {}


def _file(path: str) -> dict[str, Any]:
    suffix = path.rpartition(".")[2]
    return {"path": path, "format": suffix, "mediatype": MEDIA[suffix]}


def _resources(kinds: Mapping[str, Kind], download: Download) -> Iterator[dict[str, Any]]:
    """The CSV with its schema under the table's own name; the other forms beside it."""
    kind = kinds.get(download.name)
    about = _description([f"{fact.title}：{fact.text}" for fact in download.facts])
    for path in download.paths:
        suffix = path.rpartition(".")[2]
        named = {"name": download.name if suffix == "csv" else f"{download.name}-{suffix}", "title": download.title}
        resource: dict[str, Any] = named | _file(path)
        if suffix == "csv":
            schema: dict[str, Any] = {"fields": [_column(heading) for heading in download.headings]}
            resource |= {"type": "table", "encoding": "utf-8", "schema": schema}
            if kind:
                schema["primaryKey"] = [kind.field(name).title for name in kind.key]
                resource["jsonSchema"] = f"schema/{kind.name}.json"
        if about:
            resource["description"] = about
        yield resource


def _column(heading: Heading) -> dict[str, Any]:
    """A column of the CSV under its Chinese title, as it stands there; `x-name` is its name in the other forms."""
    told: dict[str, Any] = {"name": heading.title, "type": _TABLE_TYPES.get(heading.type, heading.type), "x-name": heading.name}
    more = {"description": heading.about, "x-unit": heading.unit, "x-refers": heading.refers}
    told |= {name: text for name, text in more.items() if text}
    return told | ({"constraints": {"required": True}} if heading.required else {})


def _source(row: Mapping[str, Any]) -> dict[str, str]:
    return {"title": row["title"]} | ({"path": row["link"]} if isinstance(row["link"], str) else {})


def _map_resources(edition: Edition, drawn: Map) -> Iterator[dict[str, Any]]:
    """A resource for each form of a map; its names are in small letters, as the standard asks."""
    known = facts(edition, drawn)
    for form, path in forms(drawn):
        suffix = path.rpartition(".")[2]
        yield {
            "name": f"map-{drawn.name}-{suffix}".lower(),
            "title": edition.words("picture.name", title=drawn.heading, form=form),
            **_file(path),
            "description": _description([known.sample, *known.notes.values()]),
        }


def _description(texts: Sequence[str]) -> str:
    return "；".join(text for text in texts if text)


def dictionary_pages(edition: Edition) -> Iterator[Page]:
    """`dictionary/<kind>.html`: every field in plain words, for those who fill in."""
    for name, kind in edition.federation.kinds.items():
        path = f"dictionary/{name}.html"
        targets = {field.name: edition.federation.kinds[field.refers] for field in kind.fields if field.refers}
        keys = [kind.field(key).title for key in kind.key]
        body = edition.render(
            "dictionary.html.j2", root=up(path), kind=kind, list=list_path(kind), targets=targets, keys=keys, expected=EXPECTED
        )
        yield Page(path, edition.words("dictionary.title", kind=kind.title), kind.about, body)


def _dump(document: Any) -> bytes:
    return (json.dumps(document, ensure_ascii=False, indent=1, allow_nan=False) + "\n").encode()
