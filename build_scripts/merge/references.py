"""References between records: codes that exist, names that match exactly one unit, sources that may be cited."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from build_scripts.declare import Field
from build_scripts.kinds.source import INVENTED, MIRROR
from build_scripts.merge.stack import Stack
from build_scripts.read.header import nearest

_FEW = 5000  # more codes than that are too many to look for a likely one


@dataclass(frozen=True, slots=True)
class Register:
    """The codes of one kind: `published` may be referred to, `known` exist though something keeps them from the public.

    `names` maps other names to the codes they may mean.
    """

    title: str
    published: frozenset[str]
    known: frozenset[str]
    names: Mapping[str, tuple[str, ...]]


def resolve(stack: Stack, field: Field, register: Register) -> None:
    """Turn exact names into codes and stop rows whose reference is unknown (E201), ambiguous (E202) or not public (W305)."""
    texts = stack.rows[field.name]
    distinct = texts.dropna().unique() if field.name not in stack.hidden else pd.concat([texts, stack.hidden[field.name]]).dropna().unique()
    codes = {text: _codes(text, field, register) for text in distinct}
    faults = {text: _fault(found, text, field, register) for text, found in codes.items() if not isinstance(found, str)}
    for position in np.flatnonzero(texts.isin(list(faults))):
        _tell(stack, int(position), field, register)
    for code in sorted(set(faults.values())):
        words = [text for text, fault in faults.items() if fault == code]
        stack.stop(np.flatnonzero(stack.rows[field.name].isin(words)), code)
    renamed = {text: found for text, found in codes.items() if isinstance(found, str) and found != text}
    if renamed:
        stack.rename(field.name, renamed)


def _words(text: str, field: Field) -> list[str]:
    return text.split(" ") if field.grammar.name == "codes" else [text]


def _codes(text: str, field: Field, register: Register) -> str | tuple[str, ...] | None:
    """The code(s) meant; a tuple of candidates where a name is ambiguous, None where it is unknown or not public."""
    found = []
    for word in _words(text, field):
        candidates = (word,) if word in register.published else register.names.get(word, ())
        if not candidates:
            return None
        if len(candidates) > 1:
            return candidates
        found.append(candidates[0])
    return " ".join(found)


def _fault(found: tuple[str, ...] | None, text: str, field: Field, register: Register) -> str:
    """Why a text names no code: ambiguous (E202), of a record that is not public (W305), or unknown (E201)."""
    if found is not None:
        return "E202"
    return "W305" if _hidden(text, field, register) else "E201"


def _hidden(text: str, field: Field, register: Register) -> bool:
    return all(word in register.known or word in register.names for word in _words(text, field))


def _tell(stack: Stack, position: int, field: Field, register: Register) -> None:
    text = str(stack.rows[field.name].iloc[position])
    found = _codes(text, field, register)
    candidates = found if isinstance(found, tuple) else None
    code = _fault(candidates, text, field, register)
    facts = {"title": field.title, "found": text}
    if candidates is not None:
        facts["candidates"] = "、".join(candidates)
    if code == "E201":
        known = [*register.names, *(register.published if len(register.published) < _FEW else ())]
        facts |= {"target": register.title, "nearest": nearest(text, known)}
    stack.tell(code, stack.place(position, field.name), facts)


def respect_sources(stack: Stack, types: pd.Series) -> None:
    """Stop rows that cite a mirror (W303), real rows that cite an invented source (E205) and invented rows that cite a real one (E204).

    Args:
        stack: rows with a resolved `source`.
        types: index source code, value its type.
    """
    cited = stack.rows["source"].map(types)
    demo = stack.rows["_demo"].to_numpy(dtype=bool)
    invented = (cited == INVENTED).to_numpy(dtype=bool)
    broken = {"W303": (cited == MIRROR).to_numpy(dtype=bool), "E204": demo & ~invented, "E205": ~demo & invented}
    for code, mask in broken.items():
        for position in np.flatnonzero(mask):
            stack.tell(code, stack.place(int(position), "source"), {"source": str(stack.rows["source"].iloc[position])})
    fates = np.select(list(broken.values()), list(broken), "")
    for code in broken:
        stack.stop(np.flatnonzero(fates == code), code)
        fates = fates[fates != code]
