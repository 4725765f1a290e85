"""The records of a kind in two states held against each other: which were added, which differ, which are gone."""

from dataclasses import dataclass

import pandas as pd

from build_scripts.declare import Kind

_SEPARATOR = "\x1f"


@dataclass(frozen=True, slots=True)
class Counterparts:
    """Rows indexed by their whole key as one text: those of `after` alone, the two forms of those that differ, those of `before` alone."""

    kind: Kind
    added: pd.DataFrame
    old: pd.DataFrame
    new: pd.DataFrame
    removed: pd.DataFrame

    def differing_in(self, *names: str) -> tuple[pd.DataFrame, pd.DataFrame]:
        """The two forms of those that differ in one of these fields; in any field where none is named."""
        differing = changed_fields(self.kind, self.old, self.new)
        touched = pd.concat([differing[name] for name in names or differing], axis="columns").any(axis="columns")
        return self.old[touched], self.new[touched]


def counterparts(kind: Kind, before: pd.DataFrame, after: pd.DataFrame) -> Counterparts:
    """Hold two published tables of a kind against each other, each part in order of key.

    A record differs where a value, the way it is written, or that it is invented differs; where it stands in which file does not count.
    """
    old, new = keyed(kind, before), keyed(kind, after)
    both = old.index.intersection(new.index, sort=False).sort_values()
    columns = [*changed_fields(kind, old.loc[both], new.loc[both]).values(), _unlike(old.loc[both, "_demo"], new.loc[both, "_demo"])]
    changed = both[pd.concat(columns, axis="columns").any(axis="columns")]
    added, removed = new.index.difference(old.index), old.index.difference(new.index)
    return Counterparts(kind, new.loc[added], old.loc[changed], new.loc[changed], old.loc[removed])


def keyed(kind: Kind, rows: pd.DataFrame) -> pd.DataFrame:
    """The rows indexed by their whole key as one text."""
    key = rows[kind.key[0]].fillna("")
    for name in kind.key[1:]:
        key = key + _SEPARATOR + rows[name].astype("str").fillna("")
    return rows.set_index(pd.Index(key, dtype="str"))


def changed_fields(kind: Kind, old: pd.DataFrame, new: pd.DataFrame) -> dict[str, pd.Series]:
    """By field, whether its value or the way it is written differs; both frames have the same index."""
    found = {}
    for field in kind.fields:
        names = [name for name in (field.name, f"{field.name}_digits") if name in old]
        found[field.name] = pd.concat([_unlike(old[name], new[name]) for name in names], axis="columns").any(axis="columns")
    return found


def _unlike(old: pd.Series, new: pd.Series) -> pd.Series:
    same = (old == new).fillna(False).astype(bool) | (old.isna() & new.isna())
    return ~same
