"""The words in which a record kind is declared: `stated` for a field, `Kind` for the whole, one type for each grammar of text."""

import dataclasses
import importlib
import pkgutil
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Annotated, Any, get_args, get_type_hints


@dataclass(frozen=True, slots=True)
class Grammar:
    """How a value is written: its name, the pattern that accepts it whole (RE2 and `re` agree on it), its JSON Schema."""

    name: str
    pattern: str
    schema: Mapping[str, Any] = dataclasses.field(hash=False)


# Everything but control, format, private-use and replacement characters: those hide or disguise what a reader sees.
_VISIBLE = "[^\\x00-\\x1f\\x7f-\u009f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\u2066-\u206f\ue000-\uf8ff\ufeff\ufff9-\ufffd]"
_DAY = r"[12][0-9]{3}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])"
_MONTH = r"[12][0-9]{3}-(?:0[1-9]|1[0-2])"
_YEAR = r"[12][0-9]{3}"
_UNSTATED = "未注明"
_CODE = r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}"


def _grammar(name: str, pattern: str, **schema: Any) -> Grammar:
    return Grammar(name, pattern, MappingProxyType({"type": "string"} | schema))


Text = Annotated[str, _grammar("text", rf"{_VISIBLE}*")]
Paragraph = Annotated[str, _grammar("paragraph", rf"(?:{_VISIBLE}|\n)*")]
Code = Annotated[str, _grammar("code", _CODE)]
Codes = Annotated[str, _grammar("codes", rf"{_CODE}(?: {_CODE})*")]
Reference = Annotated[str, _grammar("reference", rf"{_VISIBLE}*")]
Choice = Annotated[str, _grammar("choice", rf"{_VISIBLE}*")]
Flag = Annotated[str, _grammar("flag", r"是|否", enum=["是", "否"])]
Day = Annotated[str, _grammar("day", _DAY, format="date")]
Moment = Annotated[str, _grammar("moment", rf"{_DAY}|{_MONTH}|{_YEAR}|{_UNSTATED}")]
Period = Annotated[str, _grammar("period", rf"{_DAY}/{_DAY}|{_YEAR}/{_YEAR}|{_DAY}|{_MONTH}|{_YEAR}-Q[1-4]|{_YEAR}|{_UNSTATED}")]
Year = Annotated[str, _grammar("year", rf"{_YEAR}|{_UNSTATED}")]
Count = Annotated[int, Grammar("count", r"0|[1-9][0-9]{0,14}", MappingProxyType({"type": "integer", "minimum": 0}))]
Number = Annotated[float, Grammar("number", r"-?(?:0|[1-9][0-9]{0,14})(?:\.[0-9]{1,6})?", MappingProxyType({"type": "number"}))]
Link = Annotated[str, _grammar("link", r"https?://[A-Za-z0-9.-]+\.[A-Za-z]{2,}(?::[0-9]{1,5})?(?:/[!#-;=?-Z_a-z~\[\]]*)?", format="uri")]
FileName = Annotated[str, _grammar("file", r"[0-9a-f]{64}\.(?:pdf|xlsx|csv|jpg|png)")]
DocumentNumber = Annotated[str, _grammar("document_number", r"[一-龥A-Za-z]{1,20}〔(?:19|20)[0-9]{2}〕[1-9][0-9]{0,3}号")]


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a kind, described once: reader, checks, pages, downloads, schema and template follow from it.

    `compiled` marks what only records compiled from published texts state, so that no form asks a clerk for it.
    `absent` is what an empty cell of a submission stands for, so that a clerk may leave it; in records kept in `data/` it is written out.
    `part_of` names the field whose number this one may not exceed, `not_before` the one whose date it may not precede. `inverse`
    is what those that refer to a record by this field are called on its page (empty: by their kind). `unit_of` names the field
    that holds the indicator in whose unit this number stands. `lasting` marks a reference that holds though its record is no longer public.
    """

    name: str
    title: str
    grammar: Grammar
    required: bool
    help: str = ""
    sample: str = ""
    unit: str = ""
    refers: str = ""
    absent: str = ""
    compiled: bool = False
    one_of: tuple[str, ...] = ()
    part_of: str = ""
    not_before: str = ""
    inverse: str = ""
    unit_of: str = ""
    most: int = 200
    listed: bool = True
    aliases: tuple[str, ...] = ()
    lasting: bool = False


def stated(title: str, *, default: Any = dataclasses.MISSING, **options: Any) -> Any:
    """A field of a record. `default=None` makes it optional; the options are those of `Field`."""
    return dataclasses.field(default=default, metadata={"title": title, **options})


Condition = tuple[Any, ...]
"""A condition on one row as data, so that Python and the check page (校验台) decide alike; `check/conditions.py` evaluates it.

    ("is", field, value…)      the field states one of the values
    ("empty", field)           the field states nothing
    ("matches", field, text)   the field states something that the pattern accepts whole
    ("below", field, number)   the field states a smaller number
    ("equals", field, number)  the field states this number
    ("rate_off", value, numerator, denominator, bound, (stated bound, share)…)   the stated rate is not that of the two (records 8.4)
    ("outside", moment, period)   the moment has no day in common with the period
    ("all", condition…)  ("any", condition…)  ("not", condition)
"""


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule on the rows of a kind: which finding it makes, at which field, and which rows break it.

    `percent`: the two fields of which the finding names the first in per cent of the second, as the fact `computed`.
    """

    code: str
    field: str
    broken: Condition
    percent: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Kind:
    """A record kind.

    `about` says in one Chinese sentence what it holds; `key` names the fields that together identify a record; `heading` the field that
    titles an item page (empty: the kind has none); `named` the field whose exact text others may write for its code; `newest_first` the
    date by which lists run, from the newest (empty: by key); `version` the field by which a later submission replaces an earlier one of
    the same key; `single` a kind of which there is exactly one record; `model` a kind on which the others rest, so that a fault in it
    stops the build.
    """

    name: str
    title: str
    about: str
    record: type
    key: tuple[str, ...]
    heading: str = ""
    named: str = ""
    newest_first: str = ""
    version: str = ""
    single: bool = False
    model: bool = False
    rules: tuple[Rule, ...] = ()

    @property
    def label(self) -> str:
        """Its folder's name and what clerks call it."""
        return f"{self.name}（{self.title}）"

    @property
    def fields(self) -> tuple[Field, ...]:
        """The fields in the order of the declaration."""
        return _fields_of(self.record)

    @property
    def asked(self) -> tuple[Field, ...]:
        """The fields that a form asks a clerk for."""
        return tuple(field for field in self.fields if not field.compiled)

    def field(self, name: str) -> Field:
        """The field of that name; KeyError where there is none."""
        for field in self.fields:
            if field.name == name:
                return field
        raise KeyError(f"{self.name}.{name}")


def _fields_of(record: type) -> tuple[Field, ...]:
    found = _FIELDS.get(record)
    if found is None:
        hints = get_type_hints(record, include_extras=True)
        found = tuple(_field(stating, hints[stating.name]) for stating in dataclasses.fields(record))
        _FIELDS[record] = found
    return found


def _field(stating: "dataclasses.Field[Any]", hint: Any) -> Field:
    grammar = _grammar_in(hint)
    if grammar is None:
        raise TypeError(f"{stating.name}: the annotation names no grammar: {hint!r}")
    return Field(name=stating.name, grammar=grammar, required=stating.default is dataclasses.MISSING, **stating.metadata)


def _grammar_in(hint: Any) -> Grammar | None:
    if isinstance(hint, Grammar):
        return hint
    for part in get_args(hint):
        found = _grammar_in(part)
        if found is not None:
            return found
    return None


_FIELDS: dict[type, tuple[Field, ...]] = {}


def discover(package: str = "build_scripts.kinds") -> dict[str, Kind]:
    """All kinds of the package by name, in alphabetical order; every module holds one `KIND`."""
    root = importlib.import_module(package)
    kinds = [importlib.import_module(f"{package}.{module.name}").KIND for module in pkgutil.iter_modules(root.__path__)]
    return {kind.name: kind for kind in sorted(kinds, key=lambda kind: kind.name)}
