"""What a clerk may choose in each column of a template: declared choices, and what is registered, by name where names are read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from build_scripts.declare import Field, Kind
from build_scripts.kinds.source import INVENTED, MIRROR, OWN_SOURCE, own_source
from build_scripts.merge.federation import Federation
from build_scripts.merge.references import Register
from build_scripts.phrases import SUBMITTED, TEMPLATE
from build_scripts.write.template_asked import Asked
from build_scripts.write.template_order import foremost_first

_SINGLE = frozenset({"code", "reference"})
_UNCITABLE = (MIRROR, INVENTED)


@dataclass(frozen=True, slots=True)
class Options:
    """The entries of one column, in order; what each means where it is a code (else empty); whether nothing else may be written."""

    entries: tuple[str, ...]
    meanings: tuple[str, ...]
    only: bool


def options_of(asked: Asked) -> dict[str, Options]:
    """The options of every field that has any."""
    found = {}
    for field in asked.kind.fields:
        if field.one_of or field.grammar.name == "flag":
            entries = field.one_of or tuple(field.grammar.schema["enum"])
            found[field.name] = Options(entries, ("",) * len(entries), only=True)
        elif field.refers and field.grammar.name in _SINGLE:
            found[field.name] = _registered(asked, field)
    return {name: options for name, options in found.items() if options.entries}


def offered(asked: Asked, field: Field) -> pd.DataFrame:
    """The published records that the field may well refer to, in the order in which they are offered.

    Of units the one that is asked and those that report to it, of sources those that real records may cite, of what belongs to units what
    belongs to these. Long registers begin with what the unit most likely wants (`foremost_first`).
    """
    rows = asked.federation.tables[field.refers]
    if field.refers == "unit":
        return _units(asked)
    if field.refers == "source":
        return foremost_first(asked, field, rows[~rows["type"].isin(_UNCITABLE)])
    if field.refers == "indicator":
        return foremost_first(asked, field, rows)
    return rows[rows["unit"].isin(_units(asked)["code"])] if "unit" in rows else rows


def spellings(federation: Federation, field: Field, codes: Sequence[str]) -> list[str]:
    """How a form writes each code in that field: by its registered name where names are read and this one means nothing else."""
    if field.grammar.name != "reference":
        return list(codes)
    register = federation.registers[field.refers]
    names = _labels(federation.kinds[field.refers], federation.tables[field.refers]).to_dict()
    return [_spelling(register, code, names.get(code, "")) for code in codes]


def _spelling(register: Register, code: str, name: str) -> str:
    return name if register.names.get(name) == (code,) and name not in register.published else code


def _registered(asked: Asked, field: Field) -> Options:
    rows = offered(asked, field)
    kind = asked.federation.kinds[field.refers]
    codes: list[str] = rows[kind.key[0]].tolist()
    entries = spellings(asked.federation, field, codes)
    told = _labels(kind, rows)
    meanings = [str(told.get(code, "")) if entry == code else "" for code, entry in zip(codes, entries, strict=True)]
    if field.absent == OWN_SOURCE:
        own = own_source(asked.unit)
        rest = [(entry, meaning) for entry, meaning in zip(entries, meanings, strict=True) if entry != own]
        entries, meanings = map(list, zip((own, _own_submission(asked)), *rest, strict=True))
    return Options(tuple(entries), tuple(meanings), only=False)


def _own_submission(asked: Asked) -> str:
    """What the submission of the unit is called as a source, and that an empty cell means the same."""
    names = asked.federation.tables["unit"].set_index("code")["name"]
    return TEMPLATE["own_source"].format(title=SUBMITTED["title"].format(unit=names[asked.unit]))


def _labels(kind: Kind, rows: pd.DataFrame) -> "pd.Series[str]":
    """What the records of a kind are called, by code; empty where the kind has no word for it."""
    label = kind.named or kind.heading
    return rows.set_index(kind.key[0])[label] if label else pd.Series(dtype="str")


def _units(asked: Asked) -> pd.DataFrame:
    rows = asked.federation.tables["unit"]
    own = rows["code"] == asked.unit
    below = rows[(rows["report_to"] == asked.unit).fillna(False)]
    tree = asked.federation.tree
    valid: Mapping[str, bool] = {code: tree.valid(code, asked.day) for code in below["code"]}
    return pd.concat([rows[own], below[below["code"].map(valid).astype(bool)]])
