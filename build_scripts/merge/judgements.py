"""What the figures of one relation (勾稽关系) amount to: agreement, disagreement or a hint, told with both numbers."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

import pandas as pd

from build_scripts.kinds.relation import DISTINCT, PRODUCT, RATIO, SUM, SUM_OF_SOME, WITHIN

Row = Mapping[str, Any]
Judgement = dict[str, str]
Words = Mapping[str, str]
_ROUGH = 10  # computed bases of at least so much are told in whole numbers


def judge(row: Row, relation: Row, words: Words) -> Judgement:
    """The verdict on one match.

    Args:
        row: one row of `relations.match`, with `measure` (the unit of its result).
        relation: the record it was matched by.
        words: sentences and verdicts, keyed as in the module that derives contradictions.

    Returns:
        `verdict`, `statement`, `left_text`, `right_text`, `difference` (empty text where nothing is subtracted).

    Raises:
        ValueError: a product without its base; the relation itself is wrong.
    """
    plain = {"left_text": row["text"], "right_text": _right(row), "difference": ""}
    return plain | _JUDGES[relation["type"]](row, relation, words)


def number(value: float) -> str:
    """A computed number with at most two decimals, without closing noughts."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def _unknown(value: Any) -> bool:
    return bool(pd.isna(value))


def _right(row: Row) -> str:
    return row["parts_text"] if _unknown(row["base_value"]) else f"{row['parts_text']}；{row['base_text']}"


def _facts(row: Row, total: float, gap: float) -> dict[str, str]:
    told = {"result": row["text"], "parts": row["parts_text"], "base": row["base_text"]}
    return told | {"total": number(total) + row["measure"], "difference": number(gap) + row["measure"]}


def _overlap(row: Row, low: float, high: float) -> bool:
    return bool(low <= row["high"] + 1e-9 and row["low"] <= high + 1e-9)


def _balanced(row: Row, sentence: str, ends: tuple[float, float, float], words: Words) -> Judgement:
    """Result against a computed total that lies between the two other ends."""
    total, low, high = ends
    facts = _facts(row, total, abs(row["value"] - total))
    agrees = _overlap(row, low, high)
    told = words[sentence].format(**facts)
    statement = words["agreeing" if agrees else "disagreeing"].format(told=told, **facts)
    return {"verdict": words["agrees" if agrees else "disagrees"], "statement": statement, "difference": facts["difference"]}


def _judge_sum(row: Row, _relation: Row, words: Words) -> Judgement:
    return _balanced(row, "sum", (row["parts_value"], row["parts_low"], row["parts_high"]), words)


def _judge_sum_of_some(row: Row, relation: Row, words: Words) -> Judgement:
    if row["parts_low"] > row["high"] or row["parts_value"] == row["value"]:
        return _judge_sum(row, relation, words)
    facts = _facts(row, row["parts_value"], row["value"] - row["parts_value"])
    return {"verdict": words["hint"], "statement": words["rest"].format(**facts), "difference": facts["difference"]}


def _judge_product(row: Row, relation: Row, words: Words) -> Judgement:
    if _unknown(row["base_value"]):
        raise ValueError(f"{relation['code']}: a product needs its base")
    factor = 1.0 if _unknown(relation["factor"]) else float(relation["factor"])
    total, low, high = (row[f"parts_{end}"] * row[f"base_{end}"] / factor for end in ("value", "low", "high"))
    return _balanced(row, "product", (total, low, high), words)


def _judge_ratio(row: Row, relation: Row, words: Words) -> Judgement:
    """Rate against part ÷ base; where they disagree, the base that the rate implies stands against the one stated."""
    implied = 100 * row["parts_value"] / row["value"] if row["value"] else float("inf")
    facts = _facts(row, row["parts_value"], 0.0) | {"implied": _rough(implied) + row["parts_measure"]}
    if _unknown(row["base_value"]):
        return {"verdict": words["hint"], "statement": words["unbased"].format(**facts)}
    if " " in relation["base"]:
        facts["base"] = words["summed"].format(**facts, sum=number(row["base_value"]) + row["base_measure"])
    computed, low, high = _quotient(row)
    if _overlap(row, low, high):
        told = words["ratio"].format(**facts | {"computed": f"{computed:.2f}"})
        return {"verdict": words["agrees"], "statement": words["agreeing"].format(told=told)}
    facts["difference"] = _rough(abs(implied - row["base_value"])) + row["base_measure"]
    above = words["above_base"] if row["parts_low"] > row["base_high"] else ""
    statement = words["disagreeing"].format(told=words["implied"].format(**facts) + above, **facts)
    return {"verdict": words["disagrees"], "statement": statement, "difference": facts["difference"]}


def _rough(value: float) -> str:
    return f"{value:.0f}" if value >= _ROUGH else number(value)


def _quotient(row: Row) -> tuple[float, float, float]:
    """100 × part ÷ base and the two ends it may have; a base that may be 0 leaves the rate open upwards."""
    computed, low = (100 * row[f"parts_{one}"] / row[f"base_{two}"] for one, two in (("value", "value"), ("low", "high")))
    return computed, low, 100 * row["parts_high"] / row["base_low"] if row["base_low"] > 0 else float("inf")


def _judge_within(row: Row, _relation: Row, words: Words) -> Judgement:
    facts = _facts(row, row["parts_value"], row["value"] - row["parts_value"])
    if row["low"] <= row["parts_high"]:
        return {"verdict": words["agrees"], "statement": words["within"].format(**facts)}
    return {"verdict": words["disagrees"], "statement": words["beyond"].format(**facts), "difference": facts["difference"]}


def _judge_distinct(row: Row, _relation: Row, words: Words) -> Judgement:
    return {"verdict": words["hint"], "statement": words["distinct"].format(**_facts(row, 0.0, 0.0))}


_JUDGES: Mapping[str, Callable[[Row, Row, Words], Judgement]] = MappingProxyType(
    {
        SUM: _judge_sum,
        SUM_OF_SOME: _judge_sum_of_some,
        RATIO: _judge_ratio,
        WITHIN: _judge_within,
        PRODUCT: _judge_product,
        DISTINCT: _judge_distinct,
    }
)
