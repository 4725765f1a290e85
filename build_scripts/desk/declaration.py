"""All that the check page (校验台) must know, as JSON: kinds, messages, spellings, registers. Nothing of it is written down twice."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from build_scripts import sentences
from build_scripts.declare import Condition, Field, Kind
from build_scripts.desk.guards import guards
from build_scripts.desk.held import held
from build_scripts.desk.patterns import for_browsers
from build_scripts.desk.spellings import CONTESTED, spellings
from build_scripts.desk.workbooks import workbooks
from build_scripts.kinds.source import INVENTED, MIRROR, OWN_SOURCE, REPORTED, own_demo_source, own_source
from build_scripts.merge.alone import is_register
from build_scripts.merge.federation import Federation, order_of
from build_scripts.merge.references import Register
from build_scripts.messages import MESSAGES
from build_scripts.phrases import EXPECTED, IDENTIFIERS, LEVELS
from build_scripts.read.rows import DEEPEST

Json = dict[str, Any]
_FIELD = ("name", "title", "required", "sample", "refers", "part_of", "not_before", "most", "absent", "unit_of", "lasting")


@dataclass(frozen=True, slots=True)
class Terms:
    """On what terms the page checks: whether what it is shown is invented (`demo`), and on which day, ISO; empty: that of its reader."""

    demo: bool = False
    day: str = ""


def declaration(federation: Federation, terms: Terms, text: Mapping[str, str], places: Json) -> Json:
    """What the page is told.

    Args:
        federation: the registers that references are held against.
        terms: on which the page checks.
        text: the words of its interface.
        places: its map (`preview`).
    """
    kinds = federation.kinds
    referred = {field.refers for kind in kinds.values() for field in kind.fields if field.refers}
    return {
        "kinds": {name: _kind(kind) for name, kind in kinds.items()},
        "grammars": {field.grammar.name: for_browsers(field.grammar.pattern) for kind in kinds.values() for field in kind.fields},
        "registers": {name: _register(register, name in referred) for name, register in federation.registers.items()},
        "speech": _speech(),
        "spellings": spellings(),
        "settings": _settings(federation, terms) | workbooks() | {"guard": guards(), "held": held(federation), "map": places},
        "text": dict(text),
    }


def _kind(kind: Kind) -> Json:
    rules = [{"code": rule.code, "field": rule.field, "broken": _condition(rule.broken), "percent": rule.percent} for rule in kind.rules]
    plain = {name: getattr(kind, name) for name in ("name", "title", "key", "version", "named")}
    return plain | {"fields": [_field(field) for field in kind.fields], "rules": rules}


def _condition(condition: Condition) -> list[Any]:
    """The condition with its pattern, where it has one, as browsers read it."""
    name, *terms = condition
    if name == "matches":
        return [name, terms[0], for_browsers(terms[1])]
    return [name, *(_condition(term) if isinstance(term, tuple) else term for term in terms)]


def _field(field: Field) -> Json:
    plain = {name: getattr(field, name) for name in _FIELD}
    return plain | {"grammar": field.grammar.name, "one_of": field.one_of, "aliases": field.aliases}


def _register(register: Register, referred: bool) -> Json:
    """A register; of kinds to which nothing refers the title alone."""
    if not referred:
        return {"title": register.title, "published": [], "known": [], "names": {}}
    known = sorted(register.known - register.published)
    names = {name: register.names[name] for name in sorted(register.names)}
    return {"title": register.title, "published": sorted(register.published), "known": known, "names": names}


def _speech() -> Json:
    return {
        "messages": MESSAGES,
        "expected": EXPECTED,
        "identifiers": IDENTIFIERS,
        "levels": LEVELS,
        "ours": sorted(sentences.OURS),
        "longest": sentences.LONGEST,
        "tidied": sentences.TIDIED,
        "long_number": for_browsers(sentences.LONG_NUMBER),
        "apart": for_browsers(sentences.APART),
        "control": for_browsers(sentences.CONTROL),
    }


def _settings(federation: Federation, terms: Terms) -> Json:
    kinds = federation.kinds
    sources = federation.tables["source"]
    return {
        "day": terms.day,
        "demo": terms.demo,
        "order": order_of(kinds),
        "province": sorted(name for name, kind in kinds.items() if is_register(kind)),
        "source_types": dict(zip(sources["code"], sources["type"], strict=True)),
        "mirror": MIRROR,
        "invented": INVENTED,
        "reported": REPORTED,
        "own_source": OWN_SOURCE,
        "made_source": own_demo_source("{unit}") if terms.demo else own_source("{unit}"),
        "deepest": DEEPEST,
        "contested": {sequence.hex(): sequence.decode("gb18030") for sequence in CONTESTED},
    }
