"""Linked data as Turtle, written from the JSON-LD of which it is the twin: only the forms that our catalogue has."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_SPECIAL = re.compile(r'[\\"\n\r\t]')
_NO_IRI = re.compile(r"[\x00-\x20<>\"{}|^`\\]")
_PREFIXED = re.compile(r"[a-z]+:[A-Za-z][A-Za-z0-9_]*")


def turtle(document: Mapping[str, Any]) -> str:
    """The document in Turtle (W3C 2014).

    Args:
        document: JSON-LD whose `@context` holds prefixes only and whose `@graph` is a list of nodes with `@id`; values are texts, values
            with `@value`, references with `@id`, nodes without an `@id` of their own, and lists of these.
    """
    prefixes: Mapping[str, str] = document["@context"]
    lines = [f"@prefix {name}: <{iri}> ." for name, iri in prefixes.items()]
    for node in document["@graph"]:
        lines += ["", f"{_iri(node['@id'], prefixes)} {_statements(node, prefixes, 1)} ."]
    return "\n".join(lines) + "\n"


def _statements(node: Mapping[str, Any], prefixes: Mapping[str, str], depth: int) -> str:
    return f" ;\n{'  ' * depth}".join(_stated(node, prefixes, depth))


def _stated(node: Mapping[str, Any], prefixes: Mapping[str, str], depth: int) -> Iterator[str]:
    for name, value in node.items():
        values = value if isinstance(value, list) else [value]
        if name == "@type":
            yield f"a {', '.join(_iri(each, prefixes) for each in values)}"
        elif name != "@id" and values:
            yield f"{_iri(name, prefixes)} {', '.join(_object(each, prefixes, depth + 1) for each in values)}"


def _object(value: Any, prefixes: Mapping[str, str], depth: int) -> str:
    if isinstance(value, str):
        return _literal(value)
    if "@value" in value:
        sort = f"^^{_iri(value['@type'], prefixes)}" if "@type" in value else f"@{value['@language']}" if "@language" in value else ""
        return _literal(value["@value"]) + sort
    if value.keys() == {"@id"}:
        return _iri(value["@id"], prefixes)
    return f"[\n{'  ' * depth}{_statements(value, prefixes, depth)}\n{'  ' * (depth - 1)}]"


def _iri(text: str, prefixes: Mapping[str, str]) -> str:
    if _PREFIXED.fullmatch(text) and text.partition(":")[0] in prefixes:
        return text
    return f"<{_NO_IRI.sub(lambda found: f'%{ord(found[0]):02X}', text)}>"


def _literal(text: str) -> str:
    return '"' + _SPECIAL.sub(lambda found: _ESCAPES[found[0]], text) + '"'
