"""Rules (制度规定): thresholds, quotas and cycles that a document lays down."""

from dataclasses import dataclass

from build_scripts.declare import Choice, Code, Kind, Number, Period, Text, stated


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleRecord:
    """One number that a document prescribes. It binds; it does not observe."""

    code: Code = stated("规定代码", sample="P-08")
    title: Text = stated("规定名称", sample="专职工会干部配备门槛", most=120)
    unit: Code = stated("制定单位", refers="unit", sample="420000")
    subject: Text | None = stated("具体主体", default=None)
    period: Period = stated("适用时期", sample="2014/2018", help="原文遮盖年份的填 未注明")
    comparator: Choice = stated("比较", one_of=("≥", "=", "≤", "<", ">"), sample="≥")
    value: Number = stated("数值", sample="200")
    value_unit: Text = stated("计量单位", sample="人", most=20)
    source: Code = stated("来源", refers="source", sample="plan-2014")
    clause: Text | None = stated("条款", default=None, most=60)
    quote: Text = stated("原文", sample="职工200人以上企业、事业单位工会,按规定配备专职工会干部", most=120)
    inferred: Text | None = stated("推断", default=None, help="单位或时期由上下文推断时写明依据")
    origin: Code | None = stated("原始行号", default=None, listed=False)
    note: Text | None = stated("说明", default=None)


KIND = Kind("rule", "制度规定", "文件规定的门槛、名额和周期。", RuleRecord, key=("code",), heading="title")
