"""A template before it is a file: its columns, its titles, the example row and the prepared rows, all as text."""

import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass

from build_scripts.declare import Field, Kind
from build_scripts.kinds.source import INVENTED, OWN_SOURCE
from build_scripts.merge.periods import period_end
from build_scripts.phrases import EXPECTED, TEMPLATE
from build_scripts.read.prepared import UNCHANGED, UNFILLED, mark_of
from build_scripts.read.rows import BEFORE, MARK, NUMBERING
from build_scripts.write.template_asked import Asked
from build_scripts.write.template_before import period_field
from build_scripts.write.template_options import Options, offered, options_of
from build_scripts.write.template_rows import FIRST, figures, prepared

LONGEST_PROMPT = 255
"""What a spreadsheet shows of a prompt or an error."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its header, the field it holds (none for the numbering and last period's figures), whether its cells are numbers."""

    header: str
    field: Field | None = None
    number: bool = False

    @property
    def required(self) -> bool:
        """Whether the clerk must fill it in."""
        return self.field is not None and self.field.required and not self.field.absent


@dataclass(frozen=True, slots=True)
class Form:
    """All that a template says. `samples`, `example` (these, marked) and `rows` have one text a column; `titles` stand above the header."""

    asked: Asked
    titles: Sequence[str]
    columns: Sequence[Column]
    samples: Sequence[str]
    example: Sequence[str]
    rows: Sequence[Sequence[str]]
    options: Mapping[str, Options]
    invented: bool


def form(asked: Asked) -> Form:
    """The template that is asked for."""
    options = options_of(asked)
    ready = prepared(asked)
    columns = _columns(asked.kind, {header for row in ready.rows for header, text in row.items() if text})
    samples = {column.header: _example(asked, column.field, options) for column in columns if column.field}
    samples[NUMBERING] = TEMPLATE["example"]
    rows = [{**row, NUMBERING: str(number), MARK: _mark(asked.kind, row)} for number, row in enumerate(ready.rows, 1)]
    lines = [_line(columns, row) for row in (samples, _marked(columns, samples, asked.kind), *rows)]
    titles = [_title(asked), TEMPLATE["how"]]
    titles += [TEMPLATE["corrects"].format(period=asked.period)] if ready.corrects else []
    titles += [TEMPLATE["before"]] if figures(asked.kind) else []
    titles += [TEMPLATE["invented"].format(mark=INVENTED)] if ready.invented else []
    return Form(asked, titles, columns, lines[0], lines[1], lines[2:], options, ready.invented)


def _mark(kind: Kind, row: Mapping[str, str]) -> str:
    """The mark of a prepared row: one of a later version than the first repeats what was reported."""
    texts = {field.name: row.get(field.title, "") for field in kind.fields}
    corrects = kind.version and texts[kind.version] not in ("", FIRST)
    return mark_of(UNCHANGED if corrects else UNFILLED, kind, texts)


def _marked(columns: Sequence[Column], samples: Mapping[str, str], kind: Kind) -> dict[str, str]:
    """The example as it stands in the sheet: what names a record, and what comes first, says that it is none."""
    filled = [column for column in columns if column.field and samples[column.header]]
    marked = [column for column in filled if column == filled[0] or (column.field and column.field.name in kind.key)]
    return {**samples, **{each.header: TEMPLATE["example_of"].format(sample=samples[each.header]) for each in marked}}


def _line(columns: Sequence[Column], texts: Mapping[str, str]) -> list[str]:
    return [texts.get(column.header, "") for column in columns]


def _columns(kind: Kind, stated: Set[str]) -> list[Column]:
    """Numbering, the fields that a form asks for and others that its rows state, and behind the last figure what they were last time."""
    columns = [Column(NUMBERING)]
    compared = figures(kind)
    period = period_field(kind)
    for field in kind.fields:
        if field.compiled and field.title not in stated:
            continue
        columns.append(Column(field.title, field, field.grammar.name in ("count", "number")))
        if period and compared and field == compared[-1]:
            columns.append(Column(f"{BEFORE}{period.title}"))
            columns += [*(Column(f"{BEFORE}{each.title}", number=True) for each in compared), Column(MARK)]
    return columns


def _title(asked: Asked) -> str:
    units = asked.federation.tables["unit"].set_index("code")["name"]
    period = TEMPLATE["period"].format(period=asked.period) if asked.period else ""
    return TEMPLATE["title"].format(kind=asked.kind.title, unit=units[asked.unit], code=asked.unit, period=period)


def _example(asked: Asked, field: Field, options: Mapping[str, Options]) -> str:
    """The sample of a field; where it refers to something, what really is registered."""
    if field.absent:
        return field.sample if "{" not in field.absent else ""
    if asked.period and field == period_field(asked.kind):
        return asked.period
    if asked.period and field.name == "as_of" and field.sample:
        return period_end(asked.period)
    if field.refers and (field.required or field.sample):
        return _real(asked, field, options)
    unit = _unit_sample(asked.kind)
    return asked.unit + field.sample.removeprefix(unit) if unit and field.sample.startswith(unit + "/") else field.sample


def _real(asked: Asked, field: Field, options: Mapping[str, Options]) -> str:
    """The unit itself; of other records the one that the sample names, else the first that is offered, else the sample."""
    kind = asked.federation.kinds[field.refers]
    entries = options[field.name].entries if field.name in options else tuple(offered(asked, field)[kind.key[0]])
    names = asked.federation.registers[field.refers].names
    meant = [entry for entry in entries if field.refers != "unit" and field.sample in (entry, *names.get(entry, ()))]
    return (*meant, *entries, field.sample)[0]


def _unit_sample(kind: Kind) -> str:
    return next((field.sample for field in kind.fields if field.name == "unit"), "")


def manner(field: Field, options: Options | None) -> str:
    """How a field is to be written, in a few words."""
    if options and options.only:
        told = TEMPLATE["choose"].format(choices="、".join(options.entries))
    elif options and field.absent == OWN_SOURCE:
        told = TEMPLATE["pick_source"]
    elif options:
        told = TEMPLATE["pick_name" if field.grammar.name == "reference" else "pick_code"]
    else:
        told = EXPECTED[field.grammar.name]
    unit = TEMPLATE["unit"].format(unit=field.unit) if field.unit else TEMPLATE["unit_of"] if field.unit_of else ""
    return told + unit


def duty(field: Field) -> str:
    """Whether the field must be filled in, and what an empty cell stands for."""
    if field.absent:
        return TEMPLATE["own"] if "{" in field.absent else TEMPLATE["absent"].format(absent=field.absent)
    return TEMPLATE["required" if field.required else "optional"]


def prompt(field: Field, options: Options | None) -> str:
    """What the clerk is told on entering a cell of the field."""
    sample = TEMPLATE["sample"].format(sample=field.sample) if field.sample and not options else ""
    return cut("。".join(part for part in (duty(field), manner(field, options), field.help, sample) if part) + "。")


def cut(text: str) -> str:
    """The text as long as a spreadsheet shows it."""
    tidy = re.sub("。+", "。", text)
    return tidy if len(tidy) <= LONGEST_PROMPT else tidy[: LONGEST_PROMPT - 1] + "…"
