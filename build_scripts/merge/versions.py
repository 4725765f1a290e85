"""Several submissions of one record: the highest version wins, the order of arrival never matters, ties are refused."""

from collections.abc import Hashable, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from build_scripts.merge.stack import Stack


def settle(stack: Stack) -> None:
    """Keep one row a key: the highest version.

    Lower versions are withheld (W306) and kept aside. Of equal rows with the same version one is kept and the others withheld (W307); where
    rows of the same version differ, none of them is taken (E203), and no lower version takes their place: which one holds is for people to
    say.
    A row that is withheld still counts as a version: what was made secret or taken down does not come back in its older form. An invented
    row yields to a real one of the same key (W309).
    """
    kind = stack.kind
    _yield_to_hidden(stack)
    _yield_to_real(stack)
    _yield_to_newer(stack)
    rivals = stack.rows[stack.rows.duplicated(list(kind.key), keep=False)]
    content = [name for name in stack.rows.columns if name not in ("_table", "_row")]
    stops: dict[str, list[int]] = {"W307": [], "E203": []}
    for _, group in rivals.groupby(list(kind.key), sort=True, dropna=False):
        _rivals(stack, group, content, stops)
    held = {position: code for code, positions in stops.items() for position in positions}
    marks = pd.Series(held, dtype="str").reindex(range(len(stack.rows)))
    for code in stops:
        stack.stop(np.flatnonzero((marks == code).to_numpy(dtype=bool)), code)
        marks = marks[(marks != code).to_numpy(dtype=bool)]


def _yield_to_newer(stack: Stack) -> None:
    """Stop the rows of which another one of the same key is a later version (W306)."""
    version = stack.kind.version
    if not version or stack.rows.empty:
        return
    key = list(stack.kind.key)
    rivals = stack.rows[stack.rows.duplicated(key, keep=False)]  # few, while grouping takes time for every row
    newest = rivals.groupby(key, sort=False, dropna=False)[version].transform("max")
    older = rivals.index[(rivals[version] < newest).to_numpy(dtype=bool)].to_numpy()
    for position in map(int, older):
        stack.tell("W306", stack.place(position), {"version": str(newest.loc[position])})
    stack.superseded = stack.rows.loc[older].reset_index(drop=True)
    stack.stop(older, "W306")


def _yield_to_hidden(stack: Stack) -> None:
    """Stop the rows of which a withheld row is a later version (W306) or another content of the same version (E203)."""
    if not len(stack.hidden):
        return
    key, version = list(stack.kind.key), stack.kind.version
    latest = stack.hidden.sort_values([version, "_table", "_row"]).drop_duplicates(key, keep="last")
    beside = stack.rows[key].merge(latest.rename(columns={version: "_latest"}), on=key, how="left")
    later = (beside["_latest"] > stack.rows[version]).fillna(False).to_numpy(dtype=bool)
    equal = (beside["_latest"] == stack.rows[version]).fillna(False).to_numpy(dtype=bool)
    for position in map(int, np.flatnonzero(later)):
        stack.tell("W306", stack.place(position), {"version": str(beside["_latest"].iloc[position])})
    for position in map(int, np.flatnonzero(equal)):
        other = stack.origin(beside.iloc[position])
        stack.tell("E203", stack.place(position), _tie(stack, stack.rows.iloc[position], str(other)))
    stack.stop(np.flatnonzero(later), "W306")
    stack.stop(np.flatnonzero(equal[~later]), "E203")


def _yield_to_real(stack: Stack) -> None:
    """Stop the invented rows (W309) whose key a real row has."""
    key = list(stack.kind.key)
    demo = stack.rows["_demo"].to_numpy(dtype=bool)
    if demo.all() or not demo.any():
        return
    real = pd.MultiIndex.from_frame(stack.rows.loc[~demo, key])
    yielding = np.flatnonzero(demo & pd.MultiIndex.from_frame(stack.rows[key]).isin(real))
    for position in map(int, yielding):
        stack.tell("W309", stack.place(position), {"key": _key_text(stack, stack.rows.iloc[position])})
    stack.stop(yielding, "W309")


def _key_text(stack: Stack, row: Mapping[Hashable, Any]) -> str:
    return " · ".join(str(row[name]) for name in stack.kind.key if not pd.isna(row[name]))


def _tie(stack: Stack, row: Mapping[Hashable, Any], other: str) -> dict[str, str]:
    """The facts of two contents of one version."""
    version = stack.kind.version
    return {"key": _key_text(stack, row), "other": other, "next": str(int(row[version]) + 1) if version else ""}


def _rivals(stack: Stack, rivals: pd.DataFrame, content: Sequence[str], stops: dict[str, list[int]]) -> None:
    ordered = sorted(rivals.index, key=lambda position: stack.place(position))
    if rivals[list(content)].drop_duplicates().shape[0] == 1:
        for position in ordered[1:]:
            stack.tell("W307", stack.place(position), {"other": str(stack.place(ordered[0]))})
        stops["W307"] += ordered[1:]
        return
    for position in ordered:
        other = ordered[1] if position == ordered[0] else ordered[0]
        stack.tell("E203", stack.place(position), _tie(stack, rivals.iloc[0], str(stack.place(other))))
    stops["E203"] += ordered
