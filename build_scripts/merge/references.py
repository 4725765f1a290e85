"""References between records: codes that exist, names that match exactly one unit, sources that may be cited."""

from collections.abc import Iterable, Mapping
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


def resolve(stack: Stack, references: Iterable[tuple[Field, Register]]) -> None:
    """Turn exact names into codes and stop rows with a reference that is unknown (E201), ambiguous (E202) or not public (W305).

    All faults of a row are told; it is stopped for the first one that has to be mended, else for the first.
    """
    fates = np.full(len(stack.rows), "", dtype=object)
    for field, register in references:
        texts, told = stack.rows[field.name], [stack.rows[field.name]]
        told += [stack.hidden[field.name]] if field.name in stack.hidden else []
        codes = {text: _codes(text, field, register) for text in pd.concat(told).dropna().unique().tolist()}
        faults = {text: _fault(found, text, field, register) for text, found in codes.items() if not isinstance(found, str)}
        for position in map(int, np.flatnonzero(texts.isin(list(faults)))):
            text = texts.iloc[position]
            code, facts = faults[text]
            stack.tell(code, stack.place(position, field.name), facts)
            if not fates[position] or code[0] < fates[position][0]:
                fates[position] = code
        renamed = {text: found for text, found in codes.items() if isinstance(found, str) and found != text}
        if renamed:
            stack.rename(field.name, renamed)
    for code in sorted(set(fates) - {""}):
        stack.stop(np.flatnonzero(fates == code), code)
        fates = fates[fates != code]


def _words(text: str, field: Field) -> list[str]:
    return text.split(" ") if field.grammar.name == "codes" else [text]


def _codes(text: str, field: Field, register: Register) -> str | tuple[str, ...] | None:
    """The code(s) meant; a tuple of candidates where a name is ambiguous, None where it is unknown or not public."""
    found = []
    for word in _words(text, field):
        there = word in register.published or (field.lasting and word in register.known)
        candidates = (word,) if there else register.names.get(word, ())
        if not candidates:
            return None
        if len(candidates) > 1:
            return candidates
        found.append(candidates[0])
    return " ".join(found)


def _fault(found: tuple[str, ...] | None, text: str, field: Field, register: Register) -> tuple[str, dict[str, str]]:
    """Why a text names no code, with the facts: ambiguous (E202), of a record that is not public (W305), or unknown (E201)."""
    facts = {"title": field.title, "found": text}
    if found is not None:
        return "E202", facts | {"candidates": "、".join(found)}
    if _hidden(text, field, register):
        return "W305", facts
    known = [*register.names, *(register.published if len(register.published) < _FEW else ())]
    return "E201", facts | {"target": register.title, "nearest": nearest(text, known)}


def _hidden(text: str, field: Field, register: Register) -> bool:
    return all(word in register.known or word in register.names for word in _words(text, field))


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
