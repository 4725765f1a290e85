"""The evidence of figures for programs: `why/<indicator>/<place>.json`, and the JSON Schema that says what stands in it."""

import json
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from build_scripts.view.cited import References
from build_scripts.view.edition import Edition
from build_scripts.view.evidence import Evidence
from build_scripts.view.figure import why
from build_scripts.view.quotient import computed
from build_scripts.view.trace import Record, Trace
from build_scripts.write.output import Output

SCHEMA = "schema/why.json"
_MORE_DIGITS = 4
_TEXT, _NUMBER, _COUNT, _FLAG = "string", "number", "integer", "boolean"
_INDICATOR = ("code", "name", "unit", "numerator", "numerator_unit", "denominator", "denominator_unit", "gloss", "basis")
_REFERRED: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "target": (
            "title", "comparator", "value", "value_unit", "test", "valid_from", "valid_to", "clause", "quote", "supersedes", "source",
        ),
        "scope": ("name", "definition"),
        "source": ("title", "type", "publisher", "document_number", "document_on", "page_on"),
    }
)  # fmt: skip
_NUMBERED = frozenset({"value"})
_FIGURE: Mapping[str, str] = MappingProxyType(
    {
        "why": _TEXT, "period": _TEXT, "period_end": _TEXT, "unit": _TEXT, "unit_name": _TEXT, "state": _TEXT, "value": _NUMBER,
        "digits": _COUNT, "bound": _TEXT, "numerator": _NUMBER, "denominator": _NUMBER, "computed": _NUMBER, "scope": _TEXT,
        "list_version": _TEXT, "target": _TEXT, "target_value": _NUMBER, "verdict": _TEXT, "gap_points": _NUMBER, "gap_count": _COUNT,
        "test": _TEXT, "previous_period": _TEXT, "change_points": _NUMBER, "missed_since": _TEXT, "missed_periods": _COUNT,
        "below_since": _TEXT, "below_periods": _COUNT,
        "required_points": _NUMBER, "required_count": _COUNT, "projected_period": _TEXT, "outlook": _TEXT, "rank": _COUNT, "ranked": _COUNT,
        "county_rank": _COUNT, "county_ranked": _COUNT,
        "submitted_on": _TEXT, "method": _TEXT, "as_of": _TEXT, "version": _COUNT, "source": _TEXT, "quote": _TEXT, "inferred": _TEXT,
        "note": _TEXT, "file": _TEXT, "line": _COUNT, "published_line": _COUNT,
        "units_expected": _COUNT, "units_reported": _COUNT, "demo": _FLAG,
    }
)  # fmt: skip
_ADDEND: Mapping[str, str] = MappingProxyType(
    {
        "why": _TEXT, "unit": _TEXT, "unit_name": _TEXT, "role": _TEXT, "scope": _TEXT, "numerator": _NUMBER, "denominator": _NUMBER,
        "source": _TEXT, "file": _TEXT, "line": _COUNT, "demo": _FLAG,
    }
)  # fmt: skip
_ALWAYS = frozenset({"why", "period", "period_end", "unit", "unit_name", "demo", "role"})


def why_json(references: References, trace: Trace, page: Evidence) -> Output:
    """What the page says, for programs: the newest period first, places of files from the root of the project."""
    edition, rows = references.edition, list(reversed(trace.figures))
    about, targets = edition.indicators[trace.indicator], {row["target"] for row in rows} - {None}
    cited = {code for row in rows for code in _sources(row)} | {references.records["target"][code]["source"] for code in targets}
    document = {
        "$schema": f"../../{SCHEMA}",
        "page": page.path,
        "as_of": edition.federation.as_of,
        "demo": page.demo,
        "indicator": {name: about[name] for name in _INDICATOR if name != "code"} | {"code": trace.indicator},
        "place": trace.place,
        "place_name": edition.heading("unit", trace.place),
        "is_total": trace.is_total,
        "figures": [_figure(edition, trace, row) for row in rows],
        "missing": [gap.period for gap in trace.missing],
        "targets": _referred(references, "target", targets),
        "scopes": _referred(references, "scope", {row["scope"] for row in rows}),
        "sources": _referred(references, "source", cited),
    }
    return Output(page.data, json.dumps(document, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode())


def _sources(row: Record) -> Sequence[str]:
    return (row["sources"] or "").split() if "addends" in row else (row["source"],)


def _figure(edition: Edition, trace: Trace, row: Record) -> dict[str, Any]:
    """One figure; what is not known of it is null."""
    total = "addends" in row
    told = {**row, "unit": trace.place, "value_digits": 1, "bound": "="} if total else row
    digits = told["value_digits"]
    stated = [(name, told.get(name)) for name in _FIGURE]
    known = {name: _plain(value) if type(value) is float else value for name, value in stated} | {
        "why": why(trace.indicator, trace.place, row["period"]),
        "unit_name": edition.heading("unit", told["unit"]),
        "digits": digits,
        "computed": _computed(told),
        "file": None if total else f"data/{row['_file']}",
        "line": None if total else row["_line"],
        "demo": row["_demo"],
    }
    if not total:
        return known | {"sources": [row["source"]], "replaced": [{"file": f"data/{file}", "line": line} for file, line in row["earlier"]]}
    return known | {"sources": list(_sources(row)), "addends": [_addend(edition, part) for part in row["addends"]]}


def _addend(edition: Edition, part: Record) -> dict[str, Any]:
    return {name: _plain(part.get(name)) for name in _ADDEND} | {
        "why": why(part["indicator"], part["place"], part["period"]),
        "unit_name": edition.heading("unit", part["unit"]),
        "file": f"data/{part['_file']}" if part["_file"] else None,
        "line": part["_line"],
        "demo": part["_demo"],
    }


def _computed(row: Record) -> Any:
    """The rate that numerator and denominator make, with more digits than the stated one."""
    if row["value"] is None or row["numerator"] is None or not row["denominator"]:
        return None
    return _plain(float(computed(row["numerator"], row["denominator"], (row["value_digits"] or 0) + _MORE_DIGITS)[0]))


def _plain(value: Any) -> Any:
    """Whole numbers without a decimal point."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _referred(references: References, kind: str, codes: Iterable[str]) -> dict[str, dict[str, Any]]:
    """The records of a kind that the figures rest on, by code, each with its page."""
    records, href = references.records[kind], references.edition.href
    return {
        code: {name: _plain(records[code][name]) for name in _REFERRED[kind]} | {"page": href(kind, code) or None} for code in sorted(codes)
    }


def why_schema(edition: Edition) -> Output:
    """`schema/why.json`."""
    titles = edition.words.section("why_schema")
    place = {"file": _property(titles, "file", _TEXT), "line": _property(titles, "line", _COUNT)}
    addends = _listed(titles, "addends", _object({name: _property(titles, name, kind) for name, kind in _ADDEND.items()}))
    figure = {name: _property(titles, name, kind) for name, kind in _FIGURE.items()} | {
        "sources": _listed(titles, "sources", {"type": _TEXT}),
        "replaced": _listed(titles, "replaced", _object(place)),
        "addends": addends,
    }
    referred = {
        f"{kind}s": {"type": "object", "title": titles[f"{kind}s"], "additionalProperties": _object(_fields(edition, kind, names))}
        for kind, names in _REFERRED.items()
    }
    properties = {
        "$schema": {"type": _TEXT},
        "page": {"type": _TEXT, "title": titles["page"]},
        "as_of": {"type": _TEXT, "title": titles["as_of_data"]},
        "demo": {"type": _FLAG, "title": titles["demo"]},
        "indicator": {**_object(_fields(edition, "indicator", _INDICATOR)), "title": titles["indicator"]},
        "place": {"type": _TEXT, "title": titles["place"]},
        "place_name": {"type": _TEXT, "title": titles["unit_name"]},
        "is_total": {"type": _FLAG, "title": titles["is_total"]},
        "figures": _listed(titles, "figures", _object(figure, {"replaced", "addends"})),
        "missing": _listed(titles, "missing", {"type": _TEXT}),
        **referred,
    }
    document = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": titles["title"], **_object(properties)}
    return Output(SCHEMA, (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode())


def _object(properties: Mapping[str, Any], optional: Iterable[str] = ()) -> dict[str, Any]:
    required = [name for name in properties if name not in set(optional)]
    return {"type": "object", "properties": dict(properties), "required": required, "additionalProperties": False}


def _property(titles: Mapping[str, str], name: str, kind: str) -> dict[str, Any]:
    return {"type": kind if name in _ALWAYS else [kind, "null"], "title": titles[name]}


def _listed(titles: Mapping[str, str], name: str, items: Mapping[str, Any]) -> dict[str, Any]:
    return {"type": "array", "title": titles[name], "items": dict(items)}


def _fields(edition: Edition, kind: str, names: Sequence[str]) -> dict[str, Any]:
    """Fields of a record kind, by the titles that they have there."""
    fields = {name: edition.federation.kinds[kind].field(name) for name in names}
    told = {name: {"type": [_NUMBER if name in _NUMBERED else _TEXT, "null"], "title": field.title} for name, field in fields.items()}
    return told if kind == "indicator" else told | {"page": {"type": [_TEXT, "null"], "title": edition.words("why_schema.page")}}
