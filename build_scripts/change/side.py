"""One side of a comparison: what readers are shown of a state of the records, and which records they are not shown."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pandas as pd

from build_scripts.change.stopped import Stopped
from build_scripts.declare import Field, Kind
from build_scripts.sentences import shown
from build_scripts.view.edition import Edition
from build_scripts.view.words import Words

_NUMBERED = re.compile(r"[A-Za-z0-9-]{1,40}/[0-9]{4}-[0-9]{5}")
_YIELDING = frozenset({"W306", "W307", "W309"})
_PLAIN = frozenset({"code", "day", "moment", "period", "year"})


@dataclass(frozen=True)
class Side:
    """An edition, and the records that were read and are not published."""

    edition: Edition
    stopped: Sequence[Stopped]

    @property
    def words(self) -> Words:
        """The words of the interface."""
        return self.edition.words

    def name(self, kind: str, code: Any) -> str:
        """What a record is called; its code where it has no name, the empty text for NA."""
        return str(self.edition.heading(kind, code))

    def known(self, kind: str, code: Any) -> bool:
        """Whether the code stands in the published records of the kind."""
        return code in self.edition.federation.registers[kind].published

    def key(self, record: Stopped) -> tuple[str, ...]:
        """The key of an unpublished record with codes for exact names, so that it can be held against published keys."""
        fields = [self.kind(record.kind).field(name) for name in self.kind(record.kind).key] if record.key else []
        return tuple(self._code(field, text) for field, text in zip(fields, record.key, strict=True))

    def rows(self, kind: Kind) -> pd.DataFrame:
        """The published records of a kind."""
        return self.edition.federation.tables[kind.name]

    def kind(self, name: str) -> Kind:
        """The record kind of that name."""
        return self.edition.federation.kinds[name]

    def told(self, kind: Kind, key: Sequence[str]) -> str:
        """The key of a record that readers are not shown: registered names, codes, dates; no other text, and long numbers masked."""
        return self._joined(zip(kind.key, key, strict=False), kind)

    def beyond_unit(self, kind: Kind, key: Sequence[str]) -> str:
        """The same without the unit, for a line that names the unit already."""
        pairs = zip(kind.key, key, strict=False)
        return self._joined(((name, text) for name, text in pairs if kind.field(name).refers != "unit"), kind)

    def unit(self, kind: Kind, key: Sequence[str]) -> str:
        """The code of the unit that a key names, in a field or at the head of an index number; the empty text where it names none."""
        for name, text in zip(kind.key, key, strict=False):
            code = text.partition("/")[0] if _NUMBERED.fullmatch(text) else text
            if (kind.field(name).refers == "unit" or code != text) and self.known("unit", code):
                return code
        return ""

    def fate(self, kind: str, key: tuple[str, ...]) -> Stopped | None:
        """The unpublished record of that key; of several the one that says why the newest is not shown."""
        return self._fates.get((kind, key))

    def _code(self, field: Field, text: str) -> str:
        """The code that an exact name stands for; any other text as it is."""
        names = self.edition.federation.registers[field.refers].names if field.refers else {}
        meant = names.get(text, ())
        return text if len(meant) != 1 or self.known(field.refers, text) else meant[0]

    def _joined(self, pairs: Iterable[tuple[str, str]], kind: Kind) -> str:
        pieces = (self._piece(kind.field(name), text) for name, text in pairs)
        return " · ".join(piece for piece in pieces if piece)

    def _piece(self, field: Field, text: str) -> str:
        grammar = field.grammar
        if field.refers:
            return self.name(field.refers, text) if self.known(field.refers, text) else ""
        if grammar.name in _PLAIN and re.fullmatch(grammar.pattern, text):
            return self.words.day(text) if grammar.name != "code" else shown(text)
        return shown(text) if text in field.one_of or _NUMBERED.fullmatch(text) else ""

    @cached_property
    def _fates(self) -> Mapping[tuple[str, tuple[str, ...]], Stopped]:
        ranked = sorted(self.stopped, key=lambda record: record.code not in _YIELDING)
        return {(record.kind, self.key(record)): record for record in ranked if record.key}
