"""Contradictions (矛盾与存疑): where printed figures disagree with each other, or a source with itself. General rules only."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any

import pandas as pd

from build_scripts.kinds.relation import CONFUSABLE
from build_scripts.kinds.unit import PROVINCE
from build_scripts.merge.columns import Column
from build_scripts.merge.federation import Federation
from build_scripts.merge.judgements import judge, number
from build_scripts.merge.periods import UNSTATED
from build_scripts.merge.relations import figures, key_text, match, records
from build_scripts.merge.suspicions import suspicions

TITLE = "矛盾与存疑"
AGREES, DISAGREES, DOUBTFUL, HINT = VERDICTS = ("相符", "矛盾", "存疑", "提示")
KEY_MARK = "；"
COLUMNS = (
    Column("unit", "单位代码", "数字所说的地方；只关来源的为空"),
    Column("subject", "具体主体", "数字所说的单位；空则指整个地方"),
    Column("period", "时期", "结果数字的时期"),
    Column("rule", "规则代码", "勾稽关系的代码，或核查规则的代码"),
    Column("type", "规则类型", "勾稽关系的类型；其余为分子分母、来源核查"),
    Column("verdict", "结论", "相符、矛盾、存疑、提示"),
    Column("statement", "说明", "用两方的数字把结论说成一句话"),
    Column("left_text", "一方", "原文的一个数字或说法"),
    Column("right_text", "另一方", "与之相对的数字或说法"),
    Column("difference", "差异", "两方相差多少；不能相减的为空"),
    Column("observations", "涉及数据", "统计数据的键（单位/主体/指标/时期/口径），多条用分号隔开"),
    Column("sources", "涉及来源", "来源代码，多个用空格隔开"),
    Column("rule_text", "规则", "规则的说明"),
    Column("_demo", "示例", "是否虚构的示例数据"),
)
# Indicators of this type are counted one by one, unless their unit holds one of these signs: ten thousand, a hundred million.
COUNTED, ROUNDED = "计数", "[万亿]"
# Kinds of source that speak of many places by their nature.
SPANNING = frozenset({"统计资料", "报送", "示例", "本站约定"})
WORDS: Mapping[str, str] = MappingProxyType(
    {
        # a printed figure by its bound, and the verdicts
        "=": "{0}{1}", "≥": "{0}{1}以上", ">": "超过{0}{1}", "≤": "不超过{0}{1}", "<": "不足{0}{1}",
        "约": "约{0}{1}", "余": "{0}余{1}", "近": "近{0}{1}",
        "of": "{name} {text}", "agrees": AGREES, "disagrees": DISAGREES, "hint": HINT, "list_mark": "、", "and": "；", "or": "或",
        # relations between figures
        "agreeing": "{told}，相符。",
        "disagreeing": "{told}，相差{difference}。",
        "sum": "{result}；各部分之和：{parts}＝{total}",
        "rest": "{result}；所列部分之和：{parts}＝{total}，其余{difference}未标注，不强求相等。",
        "ratio": "{result}；{parts}÷（{base}），复算为{computed}%",
        "implied": "{result}，{parts}，隐含分母约{implied}；但分母是{base}",
        "summed": "{base}＝{sum}",
        "above_base": "，而且分子大于分母",
        "unbased": "{result}，{parts}，隐含分母约{implied}；来源没有写明分母。",
        "within": "{result}，没有超过{parts}。",
        "beyond": "{result}，多于{parts}，多出{difference}。",
        "product": "{result}；（{parts}）×{base}，应为{total}",
        "distinct": "{result}与{parts}是两个不同的指标，数的对象不同，不能互相替代。",
        "confusable": "原文作“{term}”，疑为“{meant}”；照录原文，不改。",
        "own_parts": "分子分母",
        "quotient": "{result}；分子{numerator}÷分母{denominator}，复算为{computed}%，相差{difference}。",
        "points": "{}个百分点",
        "rule_own-parts": "比率应等于分子÷分母，只容许末位半个单位的舍入。",
        # sources
        "source_check": "来源核查",
        "verdict_date-gap": DOUBTFUL, "verdict_other-site": DOUBTFUL, "verdict_unreadable-date": DOUBTFUL,
        "verdict_damaged-text": DOUBTFUL, "verdict_masked-time": HINT, "verdict_repeated-text": HINT, "verdict_many-places": HINT,
        "years": "{}年", "finds": "{}处", "no_reading": "没有可取的读法", "masks": "（原文遮盖为{}）",
        "open": "{open}个未注明时期", "total": "共{total}个数字", "figures": "{count}个数字", "times": "最多登载{most}次",
        "damage_lost": "有失字（�）", "damage_question": "有字变成了问号", "damage_spelt": "字后夹有拼音",
        "damage_script": "夹有 GB 2312 以外的字（多为繁体）",
        "date-gap": "文件日期为{left}，登载网页的日期为{right}，相差{difference}；以文件日期为准，核对原件前存疑。",
        "other-site": "发布单位为“{left}”，文本却取自“{right}”；核对原件前存疑，不作链接。",
        "unreadable-date": "页面所载日期作“{left}”，可读作{right}；读不准，不采用。",
        "damaged-text": "文本{right}，如“{left}”，{difference}；照录存疑，不作猜补。",
        "masked-time": "{right}中{left}{marks}；不上图，不与别的时期比较。",
        "repeated-text": "同一来源把{left}登了不止一次，{right}；重复的只计一次。",
        "many-places": "一个来源说了{count}个地方：{right}；地方按每条记录，不按来源。",
        "rule_date-gap": "文件日期与网页日期相差不应超过一年。",
        "rule_other-site": "文本应取自发布单位自己的网站。",
        "rule_unreadable-date": "页面所载日期应能读成一个日期。",
        "rule_damaged-text": "文本不应有失字、问号夹字、夹注拼音或另一种字。",
        "rule_masked-time": "每个数字都应有时期；遮盖或没有的一律作未注明。",
        "rule_repeated-text": "同一来源的同一数字只计一次。",
        "rule_many-places": "来源不等于地方。",
    }
)  # fmt: skip
Row = dict[str, Any]


def derive(federation: Federation) -> pd.DataFrame:
    """One row a verdict, ordered by unit, subject, period, rule, sources; text, NA where a column does not apply.

    A relation is tested wherever a unit has its parts at one time and in one scope; agreement is a row too, so that readers see what was
    tested. Bounds are respected: "1000 odd" disagrees with nothing from 1000 to 2000. Rates beside their own parts are told only where
    they disagree. Sources are asked about their dates, their text and the records that cite them.
    """
    tables = federation.tables
    doubts = suspicions(tables, WORDS, PROVINCE, SPANNING)
    rows = [*between_figures(tables), *(doubt | {"type": WORDS["source_check"]} for doubt in doubts)]
    found = pd.DataFrame(rows, columns=[column.name for column in COLUMNS])
    texts = [column.name for column in COLUMNS if column.name != "_demo"]
    found[texts] = found[texts].replace("", None)
    found = found.astype(dict.fromkeys(texts, "str") | {"_demo": "bool"})
    return found.sort_values(["unit", "subject", "period", "rule", "sources", "observations"], kind="stable", ignore_index=True)


def between_figures(tables: Mapping[str, pd.DataFrame]) -> Iterator[Row]:
    """The verdicts on figures alone: by declared relations, and of rates on their own parts.

    Args:
        tables: relations, indicators and observations, published ones.

    Returns:
        The columns of `derive` as they apply; `observations` are set apart by `KEY_MARK`.
    """
    yield from _by_relation(tables)
    yield from _by_own_parts(tables)


def _by_relation(tables: Mapping[str, pd.DataFrame]) -> Iterator[Row]:
    relations = records(tables["relation"])
    named = {code for relation in relations for name in ("result", "parts", "base") for code in _codes(relation[name])}
    known = _figures(tables, tables["observation"]["indicator"].isin(named))
    alone = known.groupby(["unit", "subject", "scope"], sort=False)["indicator"].transform("nunique") < 2
    known = _printed(known[~alone].reset_index(drop=True), tables)
    there = set(known["indicator"])
    for relation in relations:
        common = {"rule": relation["code"], "type": relation["type"], "rule_text": relation["note"]}
        if relation["type"] == CONFUSABLE:
            yield from (row | common for row in _wordings(tables["observation"], relation))
            continue
        if not there.issuperset([relation["result"], *_codes(relation["parts"])]):
            continue
        for row in records(match(known, relation)):
            keys = {"observations": row["keys"].replace("\n", KEY_MARK), "sources": row["sources"].replace("\n", " ")}
            yield _place(row) | common | keys | judge(row, relation, WORDS)


def _figures(tables: Mapping[str, pd.DataFrame], wanted: pd.Series) -> pd.DataFrame:
    """The wanted observations as `figures`."""
    indicators = tables["indicator"].set_index("code")
    counted = (indicators["type"] == COUNTED) & ~indicators["unit"].str.contains(ROUNDED)
    return figures(tables["observation"][wanted], ~counted, UNSTATED)


def _printed(known: pd.DataFrame, tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """The figures with the unit of their indicator (`measure`), and as they are shown (`text`)."""
    indicators = tables["indicator"].set_index("code")
    known = known.assign(measure=known["indicator"].map(indicators["unit"]))
    columns = (known["indicator"].map(indicators["name"]), known["value"], known["value_digits"], known["measure"], known["bound"])
    return known.assign(text=[_text(*figure) for figure in zip(*columns, strict=True)])


def _wordings(observations: pd.DataFrame, relation: Row) -> Iterator[Row]:
    """Quotes that hold a wording easily confused with another."""
    holds = observations["quote"].str.contains(relation["term"], regex=False).fillna(False).astype(bool)
    rows = observations[holds]
    for row, key in zip(records(rows), key_text(rows), strict=True):
        told = {"verdict": DOUBTFUL, "statement": WORDS["confusable"].format(**relation), "left_text": row["quote"]}
        yield _place(row) | told | {"right_text": relation["meant"], "observations": key, "sources": row["source"]}


def _by_own_parts(tables: Mapping[str, pd.DataFrame]) -> Iterator[Row]:
    """Rates that lie outside what the numerator and denominator printed beside them allow."""
    rows = tables["observation"]
    known = _figures(tables, rows["denominator"].gt(0).fillna(False) & rows["numerator"].notna())
    known["computed"] = 100 * known["numerator"] / known["denominator"]
    outside = (known["computed"] > known["high"] + 1e-9) | (known["computed"] < known["low"] - 1e-9)
    for row in records(_printed(known[outside], tables)):
        gap = WORDS["points"].format(number(abs(row["computed"] - row["value"])))
        facts = {name: number(row[name]) for name in ("numerator", "denominator", "computed")} | {"result": row["text"], "difference": gap}
        told = {"verdict": DISAGREES, "statement": WORDS["quotient"].format(**facts), "left_text": row["text"], "difference": gap}
        named = {"rule": "own-parts", "type": WORDS["own_parts"], "rule_text": WORDS["rule_own-parts"]}
        right = f"{facts['numerator']}÷{facts['denominator']}"
        yield _place(row) | named | told | {"right_text": right, "observations": row["key"], "sources": row["source"]}


def _place(row: Row) -> Row:
    return {name: row[name] for name in ("unit", "subject", "period", "_demo")}


def _codes(text: Any) -> list[str]:
    return text.split(" ") if isinstance(text, str) else []


def _text(name: str, value: float, digits: int, unit: str, bound: Any) -> str:
    text = WORDS[bound if isinstance(bound, str) else "="].format(f"{value:.{digits}f}", unit)
    return WORDS["of"].format(name=name, text=text)
