"""Indicators (指标): what is measured, by which formula, and on whose authority."""

from dataclasses import dataclass

from build_scripts.declare import Choice, Code, Count, Flag, Kind, Paragraph, Rule, Text, stated


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """One quantity. A rate names its numerator and denominator; one that no document defines is marked as our convention."""

    code: Code = stated("指标代码", sample="ORG_RATE")
    name: Text = stated("指标名称", sample="法人单位建会率", most=80)
    type: Choice = stated("指标类型", one_of=("比率", "计数", "金额", "其他"), sample="比率")
    unit: Text = stated("计量单位", sample="%", most=20)
    numerator: Text | None = stated("分子", default=None, sample="已建会法人单位数")
    numerator_unit: Text | None = stated("分子单位", default=None, sample="家", most=10, listed=False)
    denominator: Text | None = stated("分母", default=None, sample="应建会法人单位数")
    denominator_unit: Text | None = stated("分母单位", default=None, sample="家", most=10, listed=False)
    gloss: Paragraph | None = stated("释义", default=None, sample="建立了工会的法人单位占应建会法人单位的比例。", most=500)
    pitfall: Paragraph | None = stated("易错点", default=None, most=500, listed=False)
    basis: Text | None = stated("依据", default=None, sample="某省总工会2014-2018年规划 二（一）")
    convention: Flag = stated("产品约定", sample="否", help="是：没有正式文件定义，由本站约定，页面上注明")
    computed: Flag | None = stated("由本站算出", default=None, help="是：由公开记录算出，不收自报的数")
    dashboard: Count | None = stated("看板顺序", default=None, help="填1起的数字则进入覆盖进展看板；不填则只在数据中")


_RATE_WITHOUT_PARTS = (
    "all",
    ("is", "type", "比率"),
    ("not", ("empty", "dashboard")),
    ("any", ("empty", "numerator"), ("empty", "denominator")),
)


KIND = Kind(
    "indicator",
    "指标",
    "统计的是什么、怎么算、依据哪份文件。",
    Indicator,
    key=("code",),
    heading="name",
    named="name",
    model=True,
    rules=(Rule("E133", "numerator", _RATE_WITHOUT_PARTS),),
)
