"""A column of a record kind as its readers see it: texts and links, one for each row."""

from collections.abc import Mapping
from typing import Any, NamedTuple

import pandas as pd

from build_scripts.declare import Field, Kind
from build_scripts.kinds.source import INVENTED, MIRROR
from build_scripts.view.address import disclosure_path
from build_scripts.view.edition import Edition
from build_scripts.view.figure import Exemption, exempt

_DATES = frozenset({"day", "moment", "period", "year"})


class Cell(NamedTuple):
    """A text and, where it leads somewhere, its address; `outside` is a link that leaves the site."""

    text: str
    href: str = ""
    outside: bool = False
    number: bool = False


def cells(edition: Edition, field: Field, rows: pd.DataFrame) -> list[Cell]:
    """The cells of one field for these rows, in their order; NA becomes the empty text."""
    values = rows[field.name]
    if field.refers:
        return _references(edition, field, values)
    if field.grammar.name in ("count", "number"):
        digits = rows[f"{field.name}_digits"] if f"{field.name}_digits" in rows else pd.Series(0, index=rows.index)
        texts = [
            edition.words.number(value, 0 if pd.isna(digit) else digit)
            for value, digit in zip(values.tolist(), digits.tolist(), strict=True)
        ]
        told = [text + unit if text else text for text, unit in zip(texts, _units(edition, field, rows), strict=True)]
        return [Cell(exempt(Exemption.RECORD, text), number=True) for text in told]
    if field.grammar.name in _DATES:
        return [Cell(edition.words.day(value)) for value in values.tolist()]
    if field.grammar.name == "link":
        return [Cell(*_address(row, field)) for row in rows.to_dict("records")]
    return [Cell(value if isinstance(value, str) else "") for value in values.tolist()]


def _units(edition: Edition, field: Field, rows: pd.DataFrame) -> list[str]:
    """The unit of each number, as it follows it."""
    if not field.unit_of:
        return [edition.words.unit(field.unit) if field.unit else ""] * len(rows)
    stated = {code: edition.words.unit(row["unit"]) for code, row in edition.indicators.items() if row["unit"]}
    return [stated.get(code, "") for code in rows[field.unit_of].tolist()]


def _references(edition: Edition, field: Field, values: pd.Series) -> list[Cell]:
    """What the records refer to; what is gone by its number, which leads to what remains of it."""
    known: dict[Any, Cell] = {}
    gone = frozenset(edition.federation.gone["index_number"]) if field.lasting else frozenset()
    for value in values.unique().tolist():
        codes = value.split(" ") if isinstance(value, str) and field.grammar.name == "codes" else [value]
        text = "、".join(edition.heading(field.refers, code) for code in codes) if isinstance(value, str) else ""
        known[value] = Cell(text, edition.href(field.refers, value) or (disclosure_path(value) if value in gone else ""))
    return [known[value] for value in values.tolist()]


def _address(row: Mapping[str, Any], field: Field) -> tuple[str, str, bool]:
    """An address is linked only from a source that is no mirror and not invented; elsewhere it is printed."""
    address = row[field.name]
    if not isinstance(address, str):
        return "", "", False
    linkable = "type" in row and row["type"] not in (MIRROR, INVENTED) and field.name == "link"
    return address, address if linkable else "", linkable


def key_text(kind: Kind, row: Mapping[str, Any]) -> str:
    """The record's key as one text, for an address or a line of evidence."""
    return " · ".join(str(row[name]) for name in kind.key if isinstance(row[name], str))
