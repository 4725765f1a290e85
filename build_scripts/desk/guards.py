"""What the guard looks for, as the check page must know it: signs that read alike, words that speak of something, patterns of texts."""

import re
from types import ModuleType
from typing import Any

from build_scripts.desk.patterns import for_browsers
from build_scripts.guard import addresses, digits, documents, identifiers, markings, numbers, people, plights, signs, table
from build_scripts.kinds.disclosure import OPEN, OWN_UNIT, SIGNED

_ASKING = (addresses, digits, documents, identifiers, numbers, plights, signs)
"""Modules whose patterns the page asks of a text one by one; those of the others come in rows."""


def guards() -> dict[str, Any]:
    """Settings of the guard by name."""
    return {
        "patterns": {f"{_name(module)}.{name}": pattern for module in _ASKING for name, pattern in compiled(module).items()},
        "homes": [for_browsers(pattern) for pattern in addresses.HOMES],
        "names": [for_browsers(pattern) for pattern in people.NAMES],
        "alone": for_browsers(people.ALONE),
        "markings": [for_browsers(pattern) for pattern in markings.MARKINGS],
        "around_marking": markings.AROUND,
        "merged": signs.MERGED,
        "zeros": signs.ZEROS,
        "counted": signs.COUNTED,
        "numerals": signs.NUMERALS,
        "letters": signs.LETTERS,
        "residents": sorted(numbers.RESIDENTS),
        "identity_cuts": sorted(numbers.IDENTITY_CUTS),
        "mobile_cut": numbers.MOBILE_CUT,
        "credit_signs": numbers.CREDIT_SIGNS,
        "watched": {grammar: sorted(sorts) for grammar, sorts in table.WATCHED.items()},
        "marked": sorted(table.MARKED),
        "open": OPEN,
        "own_unit": OWN_UNIT,
        "signed": SIGNED,
    }


def compiled(module: ModuleType) -> dict[str, tuple[str, str]]:
    """Every pattern that a module has made ready, by its name in small letters: as browsers read it, and its flag."""
    found = {name: value for name, value in vars(module).items() if isinstance(value, re.Pattern)}
    return {name.strip("_").lower(): (for_browsers(pattern), _flag(pattern)) for name, pattern in found.items()}


def _flag(pattern: re.Pattern[str]) -> str:
    """`i` for a pattern that knows no case.

    Raises:
        ValueError: it has a flag that says something else to browsers.
    """
    if pattern.flags & ~(re.UNICODE | re.IGNORECASE):
        raise ValueError(f"{pattern.pattern}: a flag that browsers do not know")
    return "i" if pattern.flags & re.IGNORECASE else ""


def _name(module: ModuleType) -> str:
    return module.__name__.rpartition(".")[2]
