"""Observations (统计数据): one figure of one unit, indicator, time and scope, as it was reported or printed."""

from dataclasses import dataclass

from build_scripts.declare import Choice, Code, Count, Day, Kind, Moment, Number, Period, Reference, Rule, Text, stated
from build_scripts.kinds.source import OWN_SOURCE

BOUNDS = ("=", "≥", ">", "≤", "<", "约", "余", "近")
ABOUT_WITHIN = 0.05
"""“约 10%” may stand for 9.5 to 10.5 (产品约定)."""

GIVEN, NOT_APPLICABLE, CLOSED = STATES = ("有值", "不适用", "不公开")


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation:
    """One figure. A rate without numerator and denominator is allowed, but stays out of every ranking (口径不明)."""

    unit: Reference = stated("单位", refers="unit", sample="420525", help="单位代码，或与单位登记表完全一致的名称")
    subject: Text | None = stated("具体主体", default=None, most=60, help="数字说的是区划内某一单位而非整个区划时填写")
    indicator: Reference = stated("指标", refers="indicator", sample="ORG_RATE", help="指标代码，或与指标登记完全一致的名称")
    period: Period = stated("时期", sample="2018-Q2", help="年 2018，季 2018-Q2，月 2018-06，日 2018-06-30；原文遮盖的填 未注明")
    as_of: Moment | None = stated("统计截止日", default=None, sample="2018-06-30", listed=False)
    scope: Reference = stated("口径", refers="scope", sample="all-legal-entities", help="口径代码或名称：分母指哪些单位；口径不同不得比较")
    state: Choice = stated("数据状态", one_of=STATES, sample="有值", help="没有数就不要报这一行；零要填 0", listed=False)
    value: Number | None = stated("数值", default=None, sample="87.5", unit_of="indicator", help="数据状态为“有值”时必填，只写数")
    bound: Choice | None = stated("界限", default=None, one_of=BOUNDS, sample="=", help="“98%以上”填≥，“1000余”填余，“约10%”填约")
    numerator: Number | None = stated("分子", default=None, sample="1750", part_of="denominator")
    denominator: Number | None = stated("分母", default=None, sample="2000")
    list_version: Text | None = stated("名录版本", default=None, sample="2018年二季度名录", most=60, listed=False)
    method: Choice = stated("取得方式", one_of=("实录", "自报", "推算", "估计"), sample="自报", listed=False)
    submitted_on: Day | None = stated("报送日期", default=None, sample="2018-07-10")
    version: Count = stated("版本", sample="1", absent="1", help="同一数字更正后加1，版本大的取代版本小的", listed=False)
    repeats: Count | None = stated(
        "原文重复次数", default=None, compiled=True, listed=False, help="同一来源把同一数字登了几次；重复的只计一次"
    )
    inferred: Text | None = stated("推断", default=None, compiled=True, help="单位或时期由上下文推断时写明依据", listed=False)
    source: Code = stated("来源", refers="source", absent=OWN_SOURCE, sample="report-2018")
    quote: Text | None = stated("原文", default=None, compiled=True, sample="建会率达到87.5%", most=120, listed=False)
    origin: Code | None = stated("原始行号", default=None, compiled=True, listed=False)
    note: Text | None = stated("说明", default=None, most=300, listed=False)


_STATED_NOTHING = ("all", ("is", "state", GIVEN), ("empty", "value"))
_VALUE_BESIDE_STATE = ("all", ("not", ("is", "state", GIVEN)), ("not", ("empty", "value")))
_HALF_FRACTION = (
    "any",
    ("all", ("empty", "numerator"), ("not", ("empty", "denominator"))),
    ("all", ("empty", "denominator"), ("not", ("empty", "numerator"))),
)
_RATE_OFF = ("rate_off", "value", "numerator", "denominator", "bound", ("=", 0.0), ("约", ABOUT_WITHIN))


KIND = Kind(
    "observation",
    "统计数据",
    "一个单位、一个指标、一个时期、一种口径的一个数字，照报送或原文登记。",
    Observation,
    key=("unit", "subject", "indicator", "period", "scope"),
    newest_first="period",
    version="version",
    rules=(
        Rule("E134", "value", _STATED_NOTHING),
        Rule("E135", "value", _VALUE_BESIDE_STATE),
        Rule("E136", "denominator", _HALF_FRACTION),
        Rule("E144", "numerator", ("below", "numerator", 0)),
        Rule("E144", "denominator", ("below", "denominator", 0)),
        Rule("E145", "denominator", ("equals", "denominator", 0)),
        Rule("E137", "value", _RATE_OFF, percent=("numerator", "denominator")),
        Rule("E143", "as_of", ("outside", "as_of", "period")),
    ),
)
