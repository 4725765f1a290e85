"""YAML files: one mapping or a list of mappings of texts. No aliases, tags, merges, duplicates, second documents."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import pandas as pd
import yaml

from build_scripts.declare import Kind
from build_scripts.findings import Finding
from build_scripts.place import Place
from build_scripts.read.csv_text import TEXT, Read
from build_scripts.read.encoding import decode
from build_scripts.read.header import known_headers, nearest
from build_scripts.read.raw import Lost, RawTable, RefusedFile, codes_in

MOST_BYTES = 1 << 20
DEEPEST = 20
_CORE_TAG = "tag:yaml.org,2002:"
_ITEM = re.compile(rb"^- ", re.MULTILINE)
_FULL_COLON = re.compile(r"[ \-]*[^:#\"'：]+(：)")
_UNREADABLE = re.compile(r"[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class YamlLocator:
    """Places kept while reading: YAML files are small."""

    rows: tuple[Place, ...]
    cells: tuple[dict[str, Place], ...]

    def lines(self) -> Sequence[int]:
        """The line on which each record begins."""
        return [place.line for place in self.rows]

    def place(self, row: int, field: str = "") -> Place:
        """The place of the value, or of the record where the field was not stated."""
        return self.cells[row].get(field, self.rows[row])


@dataclass(slots=True)
class _Node:
    """A scalar (`text`), a list (`items`) or a mapping (`pairs`) with its place."""

    place: Place
    text: str | None = None
    items: list["_Node"] | None = None
    pairs: list[tuple["_Node", "_Node"]] | None = None
    waiting: "_Node | None" = field(default=None)

    def add(self, node: "_Node") -> None:
        if self.items is not None:
            self.items.append(node)
        elif self.waiting is None:
            self.waiting = node
        elif self.pairs is not None:
            self.pairs.append((self.waiting, node))
            self.waiting = None


class _RefusalError(Exception):
    """Carries the finding that ends the reading of one file."""

    def __init__(self, finding: Finding) -> None:
        self.finding = finding


def read_yaml(kind: Kind, file: str, data: bytes, demo: bool) -> Read:
    """The records of one YAML file; every scalar stays the text that was written (`NO`, `012`, `12:30`).

    Returns:
        The table and its findings; a RefusedFile where the file as a whole is at fault (E001, E020..E027).
    """
    try:
        root = _tree(file, data)
        records = _records(root)
    except _RefusalError as refused:
        return RefusedFile(kind.name, file, yaml_records(data)[0], refused.finding.code, codes_in(data)), [refused.finding]
    findings: list[Finding] = []
    lost: list[Lost] = []
    rows: list[Place] = []
    texts: list[dict[str, str]] = []
    places: list[dict[str, Place]] = []
    for record in records:
        values, where, faults = _record(kind, record)
        if faults:
            findings += faults
            said = " ".join(value.text or "" for _, value in record.pairs or [])
            stated = sum(value.text != "" for _, value in record.pairs or [])
            lost.append(Lost(record.place.line, faults[0].code, codes_in(said.encode()), stated))
            continue
        rows.append(record.place)
        texts.append(values)
        places.append(where)
    names = [field_.name for field_ in kind.fields]
    cells = pd.DataFrame({name: pd.array([text.get(name, "") for text in texts], dtype=TEXT) for name in names})
    return RawTable(kind, file, cells, YamlLocator(tuple(rows), tuple(places)), tuple(lost), demo), findings


def yaml_records(data: bytes) -> tuple[int, tuple[int, ...]]:
    """How many records a YAML file seems to hold that nobody reads: its list items, or one; it is not cut into cells."""
    return max(len(_ITEM.findall(data)), 1), ()


def _tree(file: str, data: bytes) -> _Node:
    if len(data) > MOST_BYTES:
        raise _RefusalError(Finding("E020", Place(file), {"found": f"{len(data):,}", "most": f"{MOST_BYTES:,}"}))
    text = decode(data)
    if text is None:
        raise _RefusalError(Finding("E001", Place(file)))
    root = _Node(Place(file, 1, 1), items=[])
    stack = [root]
    try:
        for event in yaml.parse(text, Loader=yaml.CBaseLoader):
            _take(file, event, stack)
    except yaml.MarkedYAMLError as fault:
        raise _RefusalError(_syntax(file, text, fault)) from fault
    except yaml.YAMLError as fault:
        raise _RefusalError(_unreadable(file, text)) from fault
    documents = root.items or []
    if len(documents) != 1:
        raise _RefusalError(Finding("E023", documents[1].place) if documents else Finding("E022", Place(file)))
    return documents[0]


def _take(file: str, event: yaml.Event, stack: list[_Node]) -> None:
    mark: Any = event.start_mark
    place = Place(file, mark.line + 1, mark.column + 1)
    tag = getattr(event, "tag", None)
    if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
        raise _RefusalError(Finding("E024", place))
    if tag:
        raise _RefusalError(Finding("E025", place, {"found": tag.replace(_CORE_TAG, "!!")}))
    if isinstance(event, yaml.ScalarEvent):
        # Who writes a block (| or >) means its lines, not the line end that YAML adds to them.
        stack[-1].add(_Node(place, text=event.value.removesuffix("\n") if event.style in ("|", ">") else event.value))
    elif isinstance(event, yaml.SequenceStartEvent | yaml.MappingStartEvent):
        if len(stack) > DEEPEST:
            raise _RefusalError(Finding("E026", place, {"most": str(DEEPEST)}))
        node = _Node(place, items=[]) if isinstance(event, yaml.SequenceStartEvent) else _Node(place, pairs=[])
        stack[-1].add(node)
        stack.append(node)
    elif isinstance(event, yaml.SequenceEndEvent | yaml.MappingEndEvent):
        stack.pop()


def _syntax(file: str, text: str, fault: yaml.MarkedYAMLError) -> Finding:
    """What clerks do most: a full-width colon after a key, a TAB, a quote left open, a colon inside an unquoted text."""
    mark = fault.problem_mark or fault.context_mark
    if fault.context_mark and "quoted scalar" in (fault.context or ""):
        return Finding("E003", Place(file, fault.context_mark.line + 1, fault.context_mark.column + 1))
    line = mark.line if mark else 0
    lines = text.split("\n")
    for number in (line, line - 1):
        colon = _FULL_COLON.match(lines[number]) if 0 <= number < len(lines) else None
        if colon:
            return Finding("E027", Place(file, number + 1, colon.end()))
    column = mark.column if mark else 0
    if line < len(lines) and lines[line][column : column + 1] == "\t":
        return Finding("E030", Place(file, line + 1, column + 1))
    found = lines[line].strip()[:40] if line < len(lines) else ""
    return Finding("E021", Place(file, line + 1, column + 1), {"found": found})


def _unreadable(file: str, text: str) -> Finding:
    """A character that YAML does not allow, such as a control character, ends the reading before its syntax is looked at."""
    sign = _UNREADABLE.search(text)
    before = text[: sign.start()] if sign else ""
    line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
    found = text.split("\n")[line - 1].strip()[:40]
    return Finding("E021", Place(file, line, column), {"found": found})


def _records(root: _Node) -> list[_Node]:
    records = [root] if root.items is None else root.items
    for record in records:
        if record.pairs is None:
            code = "E027" if record.text is not None and "：" in record.text else "E022"
            raise _RefusalError(Finding(code, record.place))
        for key, _ in record.pairs:
            if key.text is None:
                raise _RefusalError(Finding("E022", key.place))
    return records


def _record(kind: Kind, record: _Node) -> tuple[dict[str, str], dict[str, Place], list[Finding]]:
    known = known_headers(kind)
    values: dict[str, str] = {}
    places: dict[str, Place] = {}
    findings: list[Finding] = []
    for key, value in record.pairs or []:
        name = known.get(key.text or "", "")
        if key.text == "<<":
            findings.append(Finding("E028", key.place))
        elif not name:
            titles = [field_.title for field_ in kind.fields]
            facts = {"found": key.text or "", "nearest": nearest(key.text or "", titles), "known": "、".join(titles)}
            findings.append(Finding("E011", key.place, facts))
        elif name in values:
            findings.append(Finding("E012", key.place, {"found": key.text or ""}))
        elif value.text is None:
            findings.append(Finding("E029", value.place, {"title": key.text or ""}))
        else:
            values[name], places[name] = value.text, value.place
    return values, places, findings
