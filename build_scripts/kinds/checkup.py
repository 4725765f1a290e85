"""The plan's rules (规划体检): each clause that records can decide is one record; it says how it is decided, for whom and when."""

from dataclasses import dataclass

from build_scripts.declare import Choice, Code, Codes, Count, Kind, Number, Paragraph, Rule, Text, Year, stated

TARGET, FIGURE, LIST_CITED = "目标", "指标", "名录版本"
JOINT_COVERS, CADRES, FEDERATION_CADRES, THREE_COMMITTEES = "联合覆盖", "专职干部", "联合会专职干部", "三委同建"
DISCLOSED, REPORTING_LINES, HONOUR_CYCLE, VETO = "会务公开", "报送线", "荣誉周期", "一票否决"
AWAITED, UNDECIDABLE = "待有记录", "不由记录判定"
METHODS = (
    TARGET,
    FIGURE,
    LIST_CITED,
    JOINT_COVERS,
    CADRES,
    FEDERATION_CADRES,
    THREE_COMMITTEES,
    DISCLOSED,
    REPORTING_LINES,
    HONOUR_CYCLE,
    VETO,
    AWAITED,
    UNDECIDABLE,
)
"""How a rule is decided. Each but the last two is a function in derive/checkup; a new method is a word here and a function there."""

EVERYBODY, PROVINCE_ONLY, BELOW_PROVINCE = LEVELS = ("各级", "省级", "省级以下")
EACH_YEAR, AT_END, AS_IT_STANDS = TESTS = ("每年", "期末", "现状")
BINDING, ADVISORY = STRICTNESS = ("规定", "提示")


@dataclass(frozen=True, slots=True, kw_only=True)
class Checkup:
    """One rule of the plan. 每年 is asked of every year, 期末 of the last one, 现状 of what the registers say today."""

    code: Code = stated("规则代码", sample="P-01")
    title: Text = stated("规则名称", sample="法人单位建会率保持在80%以上", most=60)
    clause: Text = stated("条款", sample="二（一）", most=40)
    quote: Text = stated("原文", sample="全省各类法人单位建会率、职工入会率动态保持在80%以上", most=120, help="照抄文件原句")
    method: Choice = stated("判定方法", one_of=METHODS, sample="目标", help="还没有记录的选“待有记录”，记录永远判不了的选“不由记录判定”")
    level: Choice = stated("适用层级", one_of=LEVELS, sample="各级")
    test: Choice = stated("考核时点", one_of=TESTS, sample="每年", help="每年：逐年判；期末：只判最后一年；现状：按登记只判最近一年")
    strictness: Choice = stated("约束", one_of=STRICTNESS, sample="规定", help="提示：比法律严，或只是倡导，未通过不作违反规定论")
    first_year: Year = stated("起始年度", sample="2014")
    last_year: Year = stated("截止年度", sample="2018", not_before="first_year")
    target: Code | None = stated("目标代码", default=None, refers="target", sample="P-01", help="判定方法为“目标”的必填")
    indicators: Codes | None = stated(
        "指标代码", default=None, refers="indicator", sample="ORG_RATE", help="“指标”“名录版本”必填；多个用空格分开", listed=False
    )
    value: Number | None = stated("指标门槛", default=None, sample="80", unit="%", help="“指标”必填：不低于这个数才算通过", listed=False)
    employees: Count | None = stated("职工人数门槛", default=None, unit="人", sample="200", listed=False)
    units: Count | None = stated("涵盖单位数门槛", default=None, unit="家", sample="100", listed=False)
    items: Codes | None = stated(
        "公开事项", default=None, refers="catalogue", sample="D03", help="“会务公开”必填：当年都要有的事项", listed=False
    )
    honour: Text | None = stated("称号含有", default=None, sample="模范职工之家", most=40, help="“荣誉周期”必填", listed=False)
    cycle_least: Count | None = stated("周期下限", default=None, unit="年", sample="2", part_of="cycle_most", listed=False)
    cycle_most: Count | None = stated("周期上限", default=None, unit="年", sample="3", help="“荣誉周期”必填", listed=False)
    reason: Paragraph | None = stated(
        "没有记录时怎样说",
        default=None,
        sample="需要各单位报送法人单位建会率。",
        most=200,
        help="缺哪些记录，或为什么不由记录判定",
        listed=False,
    )
    note: Paragraph | None = stated("说明", default=None, sample="按分子和分母判定。", most=300, listed=False)
    source: Code = stated("来源", refers="source", sample="plan-2014", listed=False)


def _needs(field: str, *methods: str) -> Rule:
    return Rule("E151", field, ("all", ("is", "method", *methods), ("empty", field)))


KIND = Kind(
    "checkup",
    "规划体检",
    "规划的每一条：原文怎么说，用哪些记录、什么办法判定，适用于谁、哪几年。",
    Checkup,
    key=("code",),
    heading="title",
    model=True,
    rules=(
        _needs("target", TARGET),
        _needs("indicators", FIGURE, LIST_CITED),
        _needs("value", FIGURE),
        _needs("employees", CADRES, FEDERATION_CADRES),
        _needs("units", FEDERATION_CADRES),
        _needs("items", DISCLOSED),
        _needs("honour", HONOUR_CYCLE),
        _needs("cycle_least", HONOUR_CYCLE),
        _needs("cycle_most", HONOUR_CYCLE),
        _needs("reason", AWAITED, UNDECIDABLE),
    ),
)
