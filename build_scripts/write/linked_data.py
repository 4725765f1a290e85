"""The catalogue for machines: DCAT 3 as JSON-LD and Turtle, and a schema.org data catalogue on the data page."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from markupsafe import Markup

from build_scripts.bulk import api, database
from build_scripts.bulk.media import MEDIA
from build_scripts.bulk.table import Download
from build_scripts.bulk.turtle import turtle
from build_scripts.write.bulk_files import Bulk
from build_scripts.write.output import Output, Weight

_CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "spdx": "http://spdx.org/rdf/terms#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_IANA = "https://www.iana.org/assignments/media-types/"
_LANGUAGE = {"@id": "http://id.loc.gov/vocabulary/iso639-1/zh"}
_PAGE = "data.html"


def catalogue(bulk: Bulk, weights: Mapping[str, Weight]) -> Iterator[Output]:
    """`catalog.jsonld` and `catalog.ttl`; `weights` of the files that lie there already, by path."""
    document = {"@context": _CONTEXT, "@graph": list(_nodes(bulk, weights))}
    yield Output("catalog.jsonld", (json.dumps(document, ensure_ascii=False, indent=1, allow_nan=False) + "\n").encode())
    yield Output("catalog.ttl", turtle(document).encode())


def base(bulk: Bulk) -> str:
    """What addresses begin with: the site's address where its record states one; else they are relative to the site's root."""
    address = bulk.edition.federation.site["address"]
    return f"{str(address).rstrip('/')}/" if address else ""


def _nodes(bulk: Bulk, weights: Mapping[str, Weight]) -> Iterator[dict[str, Any]]:
    root, about = base(bulk), bulk.about
    datasets = [{"@id": _dataset_id(root, table)} for table in bulk.tables]
    whole = {"@id": f"{root}{_PAGE}#dataset-everything"}
    common = {"dct:publisher": {"@type": "foaf:Agent", "foaf:name": about["publisher"]}, "dct:language": _LANGUAGE}
    common |= {"dct:modified": {"@value": about["as_of"], "@type": "xsd:date"}}
    yield {
        "@id": f"{root}{_PAGE}#catalog",
        "@type": "dcat:Catalog",
        "dct:title": _chinese(about["title"]),
        "dct:description": _chinese(about["description"]),
        **common,
        "foaf:homepage": {"@id": f"{root}index.html"},
        "dcat:dataset": [*datasets, whole],
        "dcat:service": {"@id": f"{root}{api.ROOT}/index.json#service"},
    }
    for table in bulk.tables:
        yield {**_dataset(bulk, table), **common, "dcat:distribution": [_distribution(root, path, weights) for path in table.paths]}
    everything = {"dct:title": _chinese(about["title"]), "dct:description": _chinese(about["nature"])}
    yield {**whole, "@type": "dcat:Dataset", **everything, **common, "dcat:distribution": [_distribution(root, database.PATH, weights)]}
    yield {
        "@id": f"{root}{api.ROOT}/index.json#service",
        "@type": "dcat:DataService",
        "dct:title": _chinese(bulk.edition.words("data.api")),
        "dct:description": _chinese(about["promise"]),
        "dcat:endpointURL": {"@id": f"{root}{api.ROOT}/"},
        "dcat:endpointDescription": {"@id": f"{root}{api.ROOT}/index.json"},
        "dcat:servesDataset": [{"@id": _dataset_id(root, table)} for table in bulk.records.values()],
    }


def _dataset(bulk: Bulk, table: Download) -> dict[str, Any]:
    root = base(bulk)
    found = {
        "@id": _dataset_id(root, table),
        "@type": "dcat:Dataset",
        "dct:identifier": table.name,
        "dct:title": _chinese(table.title),
        "dct:description": _chinese(_about(bulk, table)),
    }
    if table.name not in bulk.records:
        return found
    years = bulk.years(table.name)
    span = {"dct:temporal": {"@type": "dct:PeriodOfTime", **_period(years)}} if years else {}
    page = {"@id": f"{root}records/{table.name}.html"}
    return found | span | {"dcat:landingPage": page, "dct:conformsTo": {"@id": f"{root}{api.ROOT}/schema/{table.name}.json"}}


def _period(years: tuple[str, str]) -> dict[str, Any]:
    names = ("dcat:startDate", "dcat:endDate")
    return {name: {"@value": year, "@type": "xsd:gYear"} for name, year in zip(names, years, strict=True)}


def _about(bulk: Bulk, table: Download) -> str:
    kind = bulk.edition.federation.kinds.get(table.name)
    return "；".join(text for text in (kind.about if kind else "", *(f"{fact.title}：{fact.text}" for fact in table.facts)) if text)


def _distribution(root: str, path: str, weights: Mapping[str, Weight]) -> dict[str, Any]:
    suffix = path.rpartition(".")[2]
    told: dict[str, Any] = {
        "@type": "dcat:Distribution",
        "dct:title": path.rpartition("/")[2],
        "dcat:accessURL": {"@id": f"{root}{_PAGE}"},
        "dcat:downloadURL": {"@id": f"{root}{path}"},
        "dcat:mediaType": {"@id": f"{_IANA}{MEDIA[suffix]}"},
    }
    weight = weights.get(path)
    if weight is None:
        return told
    algorithm, value = {"@id": "spdx:checksumAlgorithm_sha256"}, {"@value": weight.sha256, "@type": "xsd:hexBinary"}
    checksum = {"@type": "spdx:Checksum", "spdx:algorithm": algorithm, "spdx:checksumValue": value}
    return told | {"dcat:byteSize": {"@value": str(weight.size), "@type": "xsd:nonNegativeInteger"}, "spdx:checksum": checksum}


def _dataset_id(root: str, table: Download) -> str:
    return f"{root}{_PAGE}#dataset-{table.name}"


def _chinese(text: str) -> dict[str, str]:
    return {"@value": text, "@language": "zh-CN"}


def dataset_block(bulk: Bulk) -> Markup:
    """The schema.org description for search engines, as JSON that no page takes for tags."""
    root, about = base(bulk), bulk.about
    publisher = {"@type": "Organization", "name": about["publisher"]}
    common = {"@type": "Dataset", "inLanguage": "zh-CN", "isAccessibleForFree": True, "dateModified": about["as_of"], "creator": publisher}
    datasets = [
        {
            **common,
            "@id": _dataset_id(root, table),
            "name": table.title,
            "description": _about(bulk, table),
            "variableMeasured": [heading.title for heading in table.headings],
            "distribution": [_data_download(root, path) for path in table.paths],
        }
        | ({"temporalCoverage": "/".join(years)} if (years := bulk.years(table.name)) else {})
        for table in bulk.records.values()
    ]
    whole = {"name": about["title"], "description": about["description"], "publisher": publisher, "url": f"{root}{_PAGE}"}
    document = {"@context": "https://schema.org", "@type": "DataCatalog", **whole, "dataset": datasets}
    text = json.dumps(document, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return Markup(text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e"))  # noqa: S704  nothing in it is a tag


def _data_download(root: str, path: str) -> dict[str, str]:
    return {"@type": "DataDownload", "encodingFormat": MEDIA[path.rpartition(".")[2]], "contentUrl": f"{root}{path}"}
