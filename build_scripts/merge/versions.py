"""Several submissions of one record: the highest version wins, the order of arrival never matters, ties are refused."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from build_scripts.merge.stack import Stack


def settle(stack: Stack) -> None:
    """Keep one row a key: the highest version.

    Lower versions are withheld (W306). Of equal rows with the same version one is kept and the others withheld (W307); where rows of the
    same version differ, none of them is taken (E203), and no lower version takes their place: which one holds is for people to say.
    """
    kind = stack.kind
    again = stack.rows.duplicated(list(kind.key), keep=False)
    if not again.any():
        return
    several = stack.rows[again]
    content = [field.name for field in kind.fields]
    stops: dict[str, list[int]] = {"W306": [], "W307": [], "E203": []}
    for _, group in several.groupby(list(kind.key), sort=True, dropna=False):
        newest = group[kind.version].max() if kind.version else None
        old = group[group[kind.version] < newest] if kind.version else group.iloc[:0]
        rivals = group.drop(old.index)
        for position in old.index:
            stack.tell("W306", stack.place(position), {"version": str(newest)})
        stops["W306"] += list(old.index)
        if len(rivals) > 1:
            _rivals(stack, rivals, content, stops)
    held = {position: code for code, positions in stops.items() for position in positions}
    marks = pd.Series(held, dtype="str").reindex(range(len(stack.rows)))
    for code in stops:
        stack.stop(np.flatnonzero((marks == code).to_numpy(dtype=bool)), code)
        marks = marks[(marks != code).to_numpy(dtype=bool)]


def _rivals(stack: Stack, rivals: pd.DataFrame, content: Sequence[str], stops: dict[str, list[int]]) -> None:
    ordered = sorted(rivals.index, key=lambda position: stack.place(position))
    if rivals[list(content)].drop_duplicates().shape[0] == 1:
        for position in ordered[1:]:
            stack.tell("W307", stack.place(position), {"other": str(stack.place(ordered[0]))})
        stops["W307"] += ordered[1:]
        return
    words = [str(rivals[name].iloc[0]) for name in stack.kind.key if rivals[name].notna().iloc[0]]
    for position in ordered:
        other = ordered[1] if position == ordered[0] else ordered[0]
        stack.tell("E203", stack.place(position), {"key": " · ".join(words), "other": str(stack.place(other))})
    stops["E203"] += ordered
