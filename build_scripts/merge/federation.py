"""The checked model of one federation: published tables with sound references, the unit tree, the ledger."""

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property, partial
from graphlib import TopologicalSorter
from typing import Any

import numpy as np
import pandas as pd

from build_scripts.declare import Kind
from build_scripts.findings import Finding
from build_scripts.guard.table import Guarded
from build_scripts.kinds.unit import FEDERATION, TOWNSHIP
from build_scripts.merge.across import check_across
from build_scripts.merge.ledger import Ledger, balance
from build_scripts.merge.lives import gone, revoke
from build_scripts.merge.references import Register, resolve, respect_sources
from build_scripts.merge.stack import Stack, stack
from build_scripts.merge.tree import UnitTree
from build_scripts.merge.versions import settle
from build_scripts.merge.workdays import NO_OWN_DAYS, Workdays, workdays
from build_scripts.place import Place
from build_scripts.read.raw import RefusedFile

_EARLY = {"unit_alias": "unit", "correction": "disclosure"}
"""Kinds merged right after another one: names of units before anything refers to a unit, revocations before anything to a disclosure."""

_COUNTED_BY = {"disclosure": "workday"}
"""Kinds whose rules count in days that another kind holds."""


@dataclasses.dataclass(frozen=True, eq=False)
class Federation:
    """What everything public is derived from.

    `tables`: per kind the published rows, typed, sorted by key, with `_file`, `_line`, `_demo`; index 0..n-1. `site`: the one site record.
    `as_of`: the date of the data (ISO), the only time there is. `registers`: per kind what may be referred to. `superseded`: per kind with
    versions, in the form of `tables`, the older versions of published rows; not those that the guard held back, nor any of a key of which
    nothing is published or a version is hidden. `gone`: what remains of disclosures that were taken down or revoked (see `lives.gone`).
    """

    kinds: Mapping[str, Kind]
    tables: Mapping[str, pd.DataFrame]
    ledger: Ledger
    as_of: str
    registers: Mapping[str, Register] = dataclasses.field(default_factory=dict)
    superseded: Mapping[str, pd.DataFrame] = dataclasses.field(default_factory=dict)
    gone: pd.DataFrame = dataclasses.field(default_factory=pd.DataFrame)

    @cached_property
    def workdays(self) -> Workdays:
        """The calendar of working days."""
        return workdays(self.tables["workday"])

    @cached_property
    def tree(self) -> UnitTree:
        """The reporting tree of the home province."""
        return UnitTree(self.tables["unit"].set_index("code"), str(self.site["unit"]))

    @cached_property
    def site(self) -> Mapping[str, Any]:
        """The site record, fields by name, NA as None."""
        record = self.tables["site"].iloc[0].to_dict()
        return {name: None if pd.isna(value) else value for name, value in record.items()}


def merge(
    tables: Sequence[Guarded], refused: Sequence[RefusedFile], kinds: Mapping[str, Kind], as_of: str
) -> tuple[Federation, list[Finding]]:
    """Merge the guarded tables; a record whose reference fails is stopped alone, with those that lean on it."""
    stacks: dict[str, Stack] = {}
    registers: dict[str, Register] = {}
    for name in order_of(kinds):
        kind = kinds[name]
        stacks[name] = current = stack(kind, tables, refused)
        if name == "unit":
            _break_cycles(current)
        resolve(current, [(field, registers[field.refers]) for field in kind.fields if field.refers and field.refers != name])
        if "source" in current.rows and kind.field("source").refers == "source":
            respect_sources(current, stacks["source"].rows.set_index("code")["type"])
        check_across(current, partial(_rows, stacks))
        settle(current)
        _resolve_own(current)
        registers[name] = register_of(current)
        if name == "unit_alias":
            registers["unit"] = _register(stacks["unit"], _aliases(stacks["unit"], current))
        if name == "correction":
            revoke(stacks["disclosure"], current)
            registers["disclosure"] = register_of(stacks["disclosure"])
    findings = [finding for each in stacks.values() for finding in each.findings]
    findings += _singles(stacks)
    for each in stacks.values():
        each.rows = each.rows.sort_values(list(each.kind.key), kind="stable", ignore_index=True)
    ledger = balance(tables, list(stacks.values()), refused)
    published = {name: _placed(each, each.rows) for name, each in stacks.items()}
    superseded = {name: _placed(each, _replaced(each)) for name, each in stacks.items() if each.kind.version}
    remains = gone(tables, stacks["disclosure"], published["correction"], registers) if "correction" in published else pd.DataFrame()
    return Federation(kinds, published, ledger, as_of, registers, superseded, remains), findings


def _rows(stacks: Mapping[str, Stack], name: str, *, hidden: bool) -> pd.DataFrame:
    """The rows of a kind that are in the running, and those withheld as well where asked for; none where no such kind is declared."""
    if name not in stacks:
        return NO_OWN_DAYS
    return pd.concat([stacks[name].rows, stacks[name].hidden]) if hidden else stacks[name].rows


def model_faults(findings: Sequence[Finding], kinds: Mapping[str, Kind]) -> list[Finding]:
    """Errors in the records on which all others rest (kinds marked `model`); where there are any, the build stops."""
    folders = {name for name, kind in kinds.items() if kind.model}
    return [finding for finding in findings if finding.is_error and finding.place.file.split("/")[0] in folders]


def order_of(kinds: Mapping[str, Kind]) -> list[str]:
    """The kinds by name, each after those that it refers to."""
    graph = {name: {field.refers for field in kind.fields if field.refers} - {name} for name, kind in kinds.items()}
    for name, days in _COUNTED_BY.items():
        if {name, days} <= set(kinds):
            graph[name].add(days)
    order = list(TopologicalSorter({name: sorted(graph[name]) for name in sorted(graph)}).static_order())
    for early, after in _EARLY.items():
        if early in order:
            order.remove(early)
            order.insert(order.index(after) + 1, early)
    return order


def _register(current: Stack, names: Mapping[str, tuple[str, ...]]) -> Register:
    key = current.kind.key[0]
    known = set(current.unread)
    for guarded in current.tables:
        if guarded.table.raw.kind.name == current.kind.name:
            known.update(guarded.table.raw.cells[key].unique().tolist())
    return Register(current.kind.title, frozenset(current.rows[key].dropna().unique().tolist()), frozenset(known), names)


def register_of(current: Stack) -> Register:
    """What may be referred to among the rows of a kind, by code and by name."""
    return _register(current, _names(current))


def _names(current: Stack) -> dict[str, tuple[str, ...]]:
    """The names that stand for codes of the kind, each with the codes it may mean."""
    if not current.kind.named:
        return {}
    return _meanings(current.rows[current.kind.named], current.rows[current.kind.key[0]])


def _meanings(names: Iterable[str], codes: Iterable[str]) -> dict[str, tuple[str, ...]]:
    found: dict[str, set[str]] = {}
    for name, code in zip(names, codes, strict=True):
        found.setdefault(name, set()).add(code)
    return {name: tuple(sorted(meant)) for name, meant in sorted(found.items())}


def _resolve_own(current: Stack) -> None:
    """References within one kind, until no row leans on one that was stopped; each round stops a row or is the last."""
    fields = [field for field in current.kind.fields if field.refers == current.kind.name]
    before = -1
    while fields and before != len(current.rows):
        before = len(current.rows)
        register = _register(current, {})
        resolve(current, [(field, register) for field in fields])


def _aliases(units: Stack, aliases: Stack) -> dict[str, tuple[str, ...]]:
    """Every name of a unit (its own, its federation's, the registered others) and the codes it may mean, in the order of the codes."""
    named = units.rows.loc[units.rows["level"] != TOWNSHIP, ["name", "code"]].rename(columns={"code": "unit"})
    federations = named.assign(name=named["name"] + FEDERATION)
    known = aliases.rows[["alias", "unit"]].rename(columns={"alias": "name"})
    towns = units.rows.loc[units.rows["level"] == TOWNSHIP, ["name", "code"]].rename(columns={"code": "unit"})
    above = pd.concat([known, named, federations])
    pairs = pd.concat([above, towns[~towns["name"].isin(above["name"])]])
    return _meanings(pairs["name"], pairs["unit"])


def _break_cycles(units: Stack) -> None:
    above = dict(zip(units.rows["code"], units.rows["report_to"], strict=True))
    loops: list[int] = []
    for position, code in enumerate(units.rows["code"]):
        path = [code]
        while isinstance(above.get(path[-1]), str) and len(path) <= len(above):
            path.append(above[path[-1]])
            if path[-1] == code:
                facts = {"title": units.kind.field("report_to").title, "path": "→".join(path)}
                units.tell("E206", units.place(position, "report_to"), facts)
                loops.append(position)
                break
            if path[-1] in path[:-1]:
                break
    units.stop(loops, "E206")


def _singles(stacks: Mapping[str, Stack]) -> list[Finding]:
    wrong = [each for each in stacks.values() if each.kind.single and len(each.rows) != 1]
    return [Finding("E207", Place(each.kind.name), {"title": each.kind.title, "count": str(len(each.rows))}) for each in wrong]


def _replaced(current: Stack) -> pd.DataFrame:
    """The superseded rows whose key is published after all, sorted by key and version."""
    kind, rows = current.kind, current.superseded
    if rows.empty:
        return current.rows.iloc[:0]
    key = list(kind.key)
    there = rows[key].merge(current.rows[key].assign(_there=True), on=key, how="left")["_there"].notna().to_numpy()
    return rows[there].sort_values([*key, kind.version, "_table", "_row"], kind="stable", ignore_index=True)


def _placed(current: Stack, rows: pd.DataFrame) -> pd.DataFrame:
    """The rows with file and line in place of table and row."""
    files = [guarded.table.raw.file for guarded in current.tables]
    used = sorted(rows["_table"].unique())
    lines = np.zeros(len(rows), dtype="int64")
    for number in used:
        here = (rows["_table"] == number).to_numpy()
        lines[here] = np.asarray(current.tables[number].table.raw.locator.lines())[rows.loc[here, "_row"].to_numpy()]
    file = pd.Categorical.from_codes(rows["_table"].to_numpy(), files) if files else pd.Categorical([])
    return rows.assign(_file=file, _line=lines).drop(columns=["_table", "_row"])
