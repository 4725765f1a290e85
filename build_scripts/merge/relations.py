"""Figures that a declared relation (勾稽关系) ties together: same unit, subject, scope and time."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from build_scripts.kinds.observation import GIVEN
from build_scripts.merge.bounds import intervals

_PLACE = ["unit", "subject", "scope", "when"]
_KEY = ["unit", "subject", "indicator", "period", "scope"]
_SUMMED = ["value", "low", "high", "value_digits", "text", "key", "source", "measure"]
_CARRIED = ["period", *_SUMMED]
_YEAR = r"[0-9]{4}"
_IN_A_YEAR = r"[0-9]{4}-[^/]+"


def figures(observations: pd.DataFrame, rounded: pd.Series, unstated: str) -> pd.DataFrame:
    """The observations that hold a value, ready to be matched.

    Args:
        observations: the published table.
        rounded: boolean by indicator code; see `intervals`.
        unstated: the word that stands for a time the source does not give. Such figures are matched within one source only, for two
            sources that both withhold the year need not mean the same one.

    Returns:
        The key of the observation (`subject` empty text where there is none), `value`, `value_digits`, `bound`, `numerator`,
        `denominator`, `low`, `high`, `when` (what must agree for two figures to be of one time), `key` (`key_text`), `source`, `_demo`;
        index 0..n-1.
    """
    rows = observations[(observations["state"] == GIVEN) & observations["value"].notna()].reset_index(drop=True)
    rows = rows.assign(subject=rows["subject"].fillna(""))
    limits = intervals(rows["value"], rows["value_digits"], rows["bound"], rows["indicator"].map(rounded).fillna(False))
    when = rows["period"].where(rows["period"] != unstated, rows["period"] + "@" + rows["source"])
    wanted = [*_KEY, "value", "value_digits", "bound", "numerator", "denominator", "source", "_demo"]
    return rows[wanted].assign(low=limits["low"], high=limits["high"], when=when, key=key_text(rows))


def key_text(observations: pd.DataFrame) -> pd.Series:
    """The key of each observation in one text, its parts divided by strokes."""
    text: pd.Series = observations[_KEY[0]]
    for name in _KEY[1:]:
        text = text + "/" + observations[name].fillna("")
    return text


def match(known: pd.DataFrame, relation: Mapping[str, Any]) -> pd.DataFrame:
    """One row for every result of the relation whose parts are all known.

    A result of a whole year may take its parts from within that year; the latest of them counts.

    Args:
        known: `figures`, with columns `text` (the figure as it is to be shown) and `measure` (its unit).
        relation: one record of the kind.

    Returns:
        The result's own columns, then `parts_value|low|high|text|measure` for the sum of the parts and `base_…` for that of the base (NA
        where a base is not declared or not known), `keys` and `sources` (each once, a line each, result first).
    """
    results = known[known["indicator"] == relation["result"]].reset_index(drop=True)
    parts = _sum(results, known, _codes(relation["parts"]))
    base = _sum(results, known, _codes(relation["base"]))
    found: pd.DataFrame = results.join(parts.add_prefix("parts_")).join(base.add_prefix("base_"))
    found = found[found["parts_value"].notna()].reset_index(drop=True)
    for one, many in (("key", "keys"), ("source", "sources")):
        texts = found[one] + "\n" + found[f"parts_{one}"] + "\n" + found[f"base_{one}"].fillna("")
        found[many] = ["\n".join(dict.fromkeys(str(text).strip().split("\n"))) for text in texts]
    return found


def records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows of a frame as mappings from column to value; a column at a time, for pandas' own way takes ten times as long."""
    return _rows(frame, [_values(column) for _, column in frame.items()])


def plain_records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """The same, None where a cell holds nothing."""
    return _rows(frame, [_stated(column) for _, column in frame.items()])


def _rows(frame: pd.DataFrame, columns: Sequence[list[Any]]) -> list[dict[str, Any]]:
    names = list(map(str, frame.columns))
    return [dict(zip(names, cells, strict=True)) for cells in zip(*columns, strict=True)]


def _values(column: pd.Series) -> list[Any]:
    values = _listed(column)
    return [value.item() if isinstance(value, np.generic) else value for value in values] if column.dtype == object else values


def _listed(column: pd.Series) -> list[Any]:
    """As `tolist`, which asks Arrow for each text by itself."""
    values: list[Any] = (column.to_numpy(dtype=object) if column.dtype == "str" else column).tolist()
    return values


def _stated(column: pd.Series) -> list[Any]:
    values, absent = _listed(column), column.isna().to_numpy()
    return [None if empty else value for value, empty in zip(values, absent.tolist(), strict=True)] if absent.any() else values


def _codes(text: Any) -> Sequence[str]:
    return str(text).split(" ") if isinstance(text, str) else ()


def _sum(results: pd.DataFrame, known: pd.DataFrame, codes: Sequence[str]) -> pd.DataFrame:
    """Per result the sum over the indicators; NA where one is not known. Texts are joined by a plus, keys and sources by a line end."""
    total = pd.DataFrame(index=results.index, columns=_SUMMED, dtype=object)
    for place, code in enumerate(codes):
        one = _found(results, known[known["indicator"] == code])
        if place == 0:
            total = one[_SUMMED]
            continue
        total = total.assign(
            **{name: total[name] + one[name] for name in ("value", "low", "high")},
            value_digits=total["value_digits"].where(total["value_digits"] >= one["value_digits"], one["value_digits"]),
            text=total["text"] + " ＋ " + one["text"],
            key=total["key"] + "\n" + one["key"],
            source=total["source"] + "\n" + one["source"],
        )
    return total


def _found(results: pd.DataFrame, of: pd.DataFrame) -> pd.DataFrame:
    """Per result the one figure of its place and time, else the latest within its year; NA where there is none."""
    asked = results[_PLACE].reset_index(names="position")
    exact = asked.merge(of[[*_PLACE, *_CARRIED]], on=_PLACE)
    inside = of[of["period"].str.fullmatch(_IN_A_YEAR)]
    inside = inside.assign(when=inside["period"].str[:4]).sort_values("period", kind="stable")
    within = asked[asked["when"].str.fullmatch(_YEAR)].merge(inside[[*_PLACE, *_CARRIED]], on=_PLACE)
    within = within.drop_duplicates("position", keep="last")
    both = pd.concat([exact, within], ignore_index=True).drop_duplicates("position", keep="first")
    found: pd.DataFrame = both.set_index("position")[_SUMMED].reindex(results.index)
    return found
