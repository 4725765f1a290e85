"""Relations between indicators (勾稽关系): what must add up, stay below, or never be confused."""

from dataclasses import dataclass

from build_scripts.declare import Choice, Code, Codes, Kind, Number, Paragraph, Text, stated

SUM, SUM_OF_SOME, RATIO, WITHIN, PRODUCT, DISTINCT, CONFUSABLE = TYPES = (
    "合计",
    "部分合计",
    "比率",
    "不超过",
    "乘积",
    "不同指标",
    "易混用语",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """One declared relation, tested wherever a unit has the figures of one period.

    合计: result = sum of parts. 部分合计: the parts are not all listed, so their sum may only stay below. 比率: result (in %) =
    first part / sum of `base`. 不超过: result <= sum of parts. 乘积: result = sum of parts x `base`. 不同指标: result and parts are
    different quantities that are often confused. 易混用语: the quote holds `term`, likely meant as `meant`.
    """

    code: Code = stated("关系代码", sample="unions-by-kind")
    type: Choice = stated("关系类型", one_of=TYPES, sample="合计")
    result: Code | None = stated("结果指标", default=None, refers="indicator", sample="ORG_N")
    parts: Codes | None = stated("组成指标", default=None, refers="indicator", sample="ORG_RATE", help="多个代码用空格分开")
    base: Codes | None = stated("基数指标", default=None, refers="indicator", help="比率的分母，或乘积的标准；多个相加")
    factor: Number | None = stated("换算", default=None, help="组成×基数后再除以多少才与结果同单位，如元换万元填10000")
    term: Text | None = stated("用语", default=None, most=20)
    meant: Text | None = stated("疑为", default=None, most=20)
    note: Paragraph | None = stated("说明", default=None, most=300)


KIND = Kind("relation", "勾稽关系", "指标之间应当成立的关系，用来查出互相矛盾的数字。", Relation, key=("code",), model=True)
