"""Checks of files that are no pages: nothing loads from elsewhere, JSON is strict, sizes keep their budget, maps have their notes."""

import re
from collections.abc import Iterator, Set

import brotli

from build_scripts.findings import Finding
from build_scripts.place import Place
from build_scripts.publish.exposure import Exposure
from build_scripts.publish.links import address
from build_scripts.publish.map_file_check import FOLDER, check_notes, notes_of_collection, notes_of_picture
from build_scripts.publish.policy import DORMANT_HOSTS, IDENTIFIER_HOSTS, SCRIPT_BUDGET, SENTINELS, TOPOLOGY_BUDGET
from build_scripts.publish.strict_json import NotStrictError, parse_strict
from build_scripts.publish.svg_check import check_svg

JSON_SUFFIXES = (".json", ".jsonld", ".geojson", ".topojson", ".webmanifest")
TEXT_SUFFIXES = (".css", ".js", ".mjs", ".svg", ".xml", ".txt", ".csv", ".ttl", ".jsonl", *JSON_SUFFIXES)

_URL = re.compile(r"""url\(\s*(?:"([^"]*)"|'([^']*)'|([^)"']*))\s*\)|@import\s+["']([^"']+)["']""", re.IGNORECASE)
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_LITERAL = re.compile(r"""["'`](?:https?:|wss?:)?//(\$\{|[\w.-]+(?=[/:?#"'`]))""", re.IGNORECASE)


def check_file(path: str, data: bytes, paths: Set[str], exposure: Exposure) -> list[Finding]:
    """Findings about one file that is not a page; what can be read in it is left in `exposure`."""
    findings = []
    if path.endswith(TEXT_SUFFIXES) and any(sentinel in data for sentinel in SENTINELS):
        findings.append(Finding("E915", Place(path), {"name": "gk-shell"}))
    if path.endswith((".css", ".js", ".mjs")) and len(data) > SCRIPT_BUDGET:
        findings.append(_heavy(path, len(data), SCRIPT_BUDGET))
    if path.endswith(".css"):
        findings += check_style_sheet(path, data.decode("utf-8", "replace"), paths)
    elif path.endswith((".js", ".mjs")):
        findings += check_script(path, data.decode("utf-8", "replace"))
    elif path.endswith(".svg"):
        drawing = check_svg(path, data, paths)
        findings += [*drawing.findings, *(check_notes(path, drawing.notes) if path.startswith(FOLDER) else ())]
    elif path.startswith(FOLDER) and path.endswith(".png"):
        findings += check_notes(path, notes_of_picture(data))
    if path.endswith(JSON_SUFFIXES):
        findings += _json(path, data, exposure)
    else:
        exposure.file(path, data)
    return findings


def check_style_sheet(path: str, text: str, paths: Set[str]) -> Iterator[Finding]:
    """Addresses in a style sheet that lead to other hosts or nowhere; `paths` are the files it may name."""
    bare = _COMMENT.sub(lambda comment: "\n" * comment[0].count("\n"), text)
    for match in _URL.finditer(bare):
        written = next((group for group in match.groups() if group is not None), "").strip()
        place = Place(path, bare.count("\n", 0, match.start()) + 1)
        where = address(path, written)
        if written.startswith("#") or where.scheme == "data":
            continue
        if where.host:
            yield Finding("E904", place, {"host": where.host})
        elif where.scheme:
            yield Finding("E909", place, {"target": written[:80]})
        elif where.path not in paths:
            yield Finding("E902", place, {"target": written})


def check_script(path: str, text: str, paths: Set[str] = frozenset()) -> Iterator[Finding]:  # noqa: ARG001 (as for a style sheet)
    """Hosts that a script names."""
    dormant = next((hosts for start, hosts in DORMANT_HOSTS.items() if path.startswith(start)), frozenset[str]())
    for match in _LITERAL.finditer(text):
        if match[1].lower() not in IDENTIFIER_HOSTS | dormant:
            yield Finding("E904", Place(path, text.count("\n", 0, match.start()) + 1), {"host": match[1]})


def _json(path: str, data: bytes, exposure: Exposure) -> Iterator[Finding]:
    try:
        value = parse_strict(data)
    except NotStrictError as fault:
        yield Finding("E913", Place(path), {"reason": str(fault)})
        return
    exposure.value(path, value)
    if isinstance(value, dict) and value.get("type") == "FeatureCollection" and path.startswith(FOLDER):
        yield from check_notes(path, notes_of_collection(value))
    if isinstance(value, dict) and value.get("type") == "Topology":
        size = len(brotli.compress(data))
        if size > TOPOLOGY_BUDGET:
            yield _heavy(path, size, TOPOLOGY_BUDGET)


def _heavy(path: str, size: int, budget: int) -> Finding:
    return Finding("E914", Place(path), {"size": str(size), "budget": str(budget)})
