"""Submitted tables by themselves: their references held against the registers of the federation, and their rows against each other."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

import pandas as pd

from build_scripts.declare import Field, Kind
from build_scripts.findings import Finding
from build_scripts.guard.table import Guarded
from build_scripts.kinds.source import DEMO_SOURCE, INVENTED, OWN_SOURCE, REPORTED, own_demo_source, own_source
from build_scripts.merge.across import check_across
from build_scripts.merge.federation import Federation, order_of, register_of
from build_scripts.merge.ledger import Ledger, balance
from build_scripts.merge.references import Register, resolve, respect_sources
from build_scripts.merge.stack import Stack, stack
from build_scripts.merge.versions import settle
from build_scripts.merge.workdays import NO_OWN_DAYS
from build_scripts.read.raw import RefusedFile


@dataclass(frozen=True, slots=True)
class Examined:
    """What became of submitted tables.

    `kept`: per kind the rows whose references to registers are sound, with codes for names and the submission itself as source where
    none was named; these may be kept whatever else is still to come. `stopped`: per kind the other ones that the guard had let through
    (`_table`, `_row`, `code`). `ledger`: where each row ends if nothing else is submitted.
    """

    kept: Mapping[str, pd.DataFrame]
    stopped: Mapping[str, pd.DataFrame]
    ledger: Ledger


def examine(tables: Sequence[Guarded], refused: Sequence[RefusedFile], federation: Federation) -> tuple[Examined, list[Finding]]:
    """Merge submitted tables by themselves.

    Registers are the kinds that a province sets up (those marked `model`, and sources); what records say of other submitted records
    (a step of its honour) may arrive in any order, so it is held against the federation and the tables together, and only told.
    """
    kinds = federation.kinds
    registers = dict(federation.registers)
    stacks: dict[str, Stack] = {}
    kept: dict[str, pd.DataFrame] = {}
    stopped: dict[str, pd.DataFrame] = {}
    for name in order_of(kinds):
        if not any(guarded.table.raw.kind.name == name for guarded in tables):
            continue
        stacks[name] = current = stack(kinds[name], tables, refused)
        to_registers, to_others = _references(kinds[name], kinds)
        senders = _set_own_aside(current, registers)
        resolve(current, [(field, registers[field.refers]) for field in to_registers])
        _cite(current, federation, senders)
        if name in _BY_REGISTERS:
            check_across(current, partial(_rows, federation, {}))
        kept[name] = current.rows.copy()
        stopped[name] = pd.concat([pd.DataFrame(columns=["_table", "_row", "code"]), *current.stopped], ignore_index=True)
        resolve(current, [(field, registers[field.refers]) for field in to_others])
        if name not in _BY_REGISTERS:
            check_across(current, partial(_rows, federation, stacks))
        settle(current)
        registers[name] = _together(registers[name], register_of(current))
    findings = [finding for each in stacks.values() for finding in each.findings]
    return Examined(kept, stopped, balance(tables, list(stacks.values()), refused)), findings


_BY_REGISTERS = frozenset({"disclosure", "observation"})
"""Kinds that are held against registers alone: what does not agree with these will not do so whatever else arrives."""


def _rows(federation: Federation, stacks: Mapping[str, Stack], name: str, *, hidden: bool) -> pd.DataFrame:
    """What the federation has of a kind, and what was submitted of it; of a submission nothing is withheld that is not shown as well."""
    del hidden
    known = federation.tables.get(name, NO_OWN_DAYS)
    return pd.concat([known, stacks[name].rows], ignore_index=True) if name in stacks else known


def is_register(kind: Kind) -> bool:
    """Whether a province sets the kind up before anything is submitted."""
    return kind.model or kind.name == "source"


def _references(kind: Kind, kinds: Mapping[str, Kind]) -> tuple[list[Field], list[Field]]:
    """The fields that refer to registers, and those that refer to other submitted records."""
    fields = [field for field in kind.fields if field.refers and field.refers != kind.name]
    to_registers = [field for field in fields if is_register(kinds[field.refers])]
    return to_registers, [field for field in fields if field not in to_registers]


def _set_own_aside(current: Stack, registers: Mapping[str, Register]) -> Mapping[str, str]:
    """Take the submission of a unit for no other source, whether it is there already or not: so it may be chosen as well as left out.

    Returns:
        The units whose submissions are cited by their code, by that code, which now stands in `_own`.
    """
    current.rows["_own"] = pd.Series(pd.NA, index=current.rows.index, dtype="str")
    if not _cites_own(current.kind):
        return {}
    cited = current.rows["source"].dropna().unique()
    prefix = own_source("")
    units = registers["unit"].published
    senders = {code: code.removeprefix(prefix) for code in cited if code.startswith(prefix) and code.removeprefix(prefix) in units}
    own = current.rows["source"].isin(list(senders))
    current.rows["_own"] = current.rows["source"].where(own)
    current.rows["source"] = current.rows["source"].where(~own)
    return senders


def _cites_own(kind: Kind) -> bool:
    """Whether a record of the kind that names no source cites the submission of its unit."""
    return any(field.name == "source" and field.refers == "source" and field.absent == OWN_SOURCE for field in kind.fields)


def _cite(current: Stack, federation: Federation, senders: Mapping[str, str]) -> None:
    """Sources that may be cited; a row that names none cites the submission of its unit."""
    chosen = current.rows.pop("_own").map(senders)
    if "source" not in current.rows or current.kind.field("source").refers != "source":
        return
    types = federation.tables["source"].set_index("code")["type"]
    nameless = current.rows["source"].isna()
    if nameless.any() and _cites_own(current.kind):
        sender = chosen.where(chosen.notna(), current.rows["unit"])
        own = sender.map(own_source).where(~current.rows["_demo"], sender.map(own_demo_source))
        current.rows["source"] = current.rows["source"].where(~nameless, own)
        fresh = pd.Index(own[nameless].unique()).difference(types.index)
        kinds_of_source = [INVENTED if code.startswith(DEMO_SOURCE) else REPORTED for code in fresh]
        types = pd.concat([types, pd.Series(kinds_of_source, index=fresh, dtype="str")])
    respect_sources(current, types)


def _together(one: Register, other: Register) -> Register:
    names = {name: tuple(sorted({*one.names.get(name, ()), *other.names.get(name, ())})) for name in {*one.names, *other.names}}
    return replace(one, published=one.published | other.published, known=one.known | other.known, names=names)
