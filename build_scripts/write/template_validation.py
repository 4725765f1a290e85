"""What a spreadsheet lets a clerk write into each column of a template, and what it says then."""

from collections.abc import Mapping
from typing import Any

from build_scripts.declare import Field
from build_scripts.phrases import EXPECTED, TEMPLATE
from build_scripts.write.template_form import cut, prompt
from build_scripts.write.template_options import Options

_LONGEST_LITERAL = 255
_LONGEST_TITLE = 32
_MOST_COUNT = 10**15 - 1
_SHORTEST_LIMIT = 1
_DAY = '=OR(ISNUMBER({cell}),AND(LEN({cell})=10,MID({cell},5,1)="-",MID({cell},8,1)="-",ISNUMBER(DATEVALUE({cell}))))'
"""A real date, or the text of one as the records write it: cells of text hold dates as they were typed."""

Validation = dict[str, Any]


def literal(options: Options) -> bool:
    """Whether the entries fit into the rule itself, which parts them by commas and holds 255 characters."""
    entries = options.entries
    return len(",".join(entries)) <= _LONGEST_LITERAL and not any(options.meanings) and not any("," in entry for entry in entries)


def validation(field: Field, options: Options | None, cell: str, listed: str) -> Validation:
    """The rule of one column, as XlsxWriter takes it.

    Args:
        field: the field that the column holds.
        options: what may be chosen in it.
        cell: the first cell to which the rule applies, as a formula names it.
        listed: where the entries stand that are too many for the rule itself, as a formula names it.
    """
    rule = _rule(field, options, cell, listed)
    stops = rule["validate"] in ("integer", "custom") or (options is not None and options.only)
    return rule | {
        "input_title": field.title[:_LONGEST_TITLE],
        "input_message": prompt(field, options),
        "error_type": "stop" if stops else "warning",
        "error_title": field.title[:_LONGEST_TITLE],
        "error_message": _refusal(field, options),
    }


def _rule(field: Field, options: Options | None, cell: str, listed: str) -> Validation:
    grammar = field.grammar.name
    if options:
        return {"validate": "list", "source": list(options.entries) if literal(options) else f"={listed}"}
    if grammar == "count":
        return {"validate": "integer", "criteria": "between", "minimum": 0, "maximum": _MOST_COUNT}
    if grammar == "number":
        return {"validate": "decimal", "criteria": ">=", "value": 0}
    if grammar == "day":
        return {"validate": "custom", "value": _DAY.format(cell=cell)}
    if grammar in ("text", "paragraph", "reference"):
        return {"validate": "length", "criteria": "between", "minimum": _SHORTEST_LIMIT, "maximum": field.most}
    return {"validate": "any"}


def _refusal(field: Field, options: Options | None) -> str:
    if options and options.only:
        return cut(TEMPLATE["not_chosen"].format(choices="、".join(options.entries)))
    if options:
        return cut(TEMPLATE["not_listed"])
    if field.grammar.name in ("text", "paragraph", "reference"):
        return cut(TEMPLATE["too_long"].format(most=field.most))
    told = TEMPLATE["not_number" if field.grammar.name == "number" else "not_so"]
    return cut(told.format(expected=EXPECTED[field.grammar.name]))


def untouched() -> Validation:
    """The rule of a column that is only there to be looked at: nothing can be typed into it, yet its rows can be sorted and deleted."""
    told: Mapping[str, str] = {"input_title": TEMPLATE["before_title"], "input_message": TEMPLATE["before"]}
    return {
        "validate": "custom",
        "value": "=FALSE",
        **told,
        "error_type": "stop",
        "error_title": told["input_title"],
        "error_message": told["input_message"],
    }
