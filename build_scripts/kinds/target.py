"""Targets (目标): what a plan promised, by when, and in whose words. A changed target keeps the old one."""

from dataclasses import dataclass

from build_scripts.declare import Choice, Code, Day, Kind, Number, Text, stated

HELD, AT_END = TESTS = ("动态保持", "期末")


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """One promised value. 动态保持 is tested in every period, 期末 only at the end."""

    code: Code = stated("目标代码", sample="P-01")
    title: Text = stated("目标名称", sample="法人单位建会率动态保持在80%以上", most=120)
    indicator: Code = stated("指标", refers="indicator", sample="ORG_RATE")
    unit: Code = stated("适用单位", refers="unit", sample="420000", help="对该单位及其下属各级都适用")
    subject: Text | None = stated("具体主体", default=None, help="目标只约束区划内某一单位时填写")
    scope: Code | None = stated("口径", default=None, refers="scope", help="文件未写明口径时留空")
    comparator: Choice = stated("比较", one_of=("≥", "=", "≤"), sample="≥")
    value: Number = stated("目标值", sample="80")
    value_unit: Text = stated("计量单位", sample="%", most=20)
    test: Choice = stated("考核方式", one_of=TESTS, sample="动态保持")
    valid_from: Day | None = stated("起始日期", default=None, sample="2014-01-01", help="原文遮盖年份的留空，这样的目标不作考核")
    valid_to: Day | None = stated("截止日期", default=None, sample="2018-12-31", not_before="valid_from")
    supersedes: Code | None = stated("取代目标", default=None, refers="target", help="目标调整时新立一条，填被取代的目标代码")
    source: Code = stated("来源", refers="source", sample="plan-2014")
    clause: Text | None = stated("条款", default=None, sample="二（一）", most=60)
    quote: Text = stated("原文", sample="建会率动态保持在80%以上", most=120)
    origin: Code | None = stated("原始行号", default=None, listed=False, help="汇编来源清单中的行号，便于逐行核对")
    note: Text | None = stated("说明", default=None)


KIND = Kind(
    "target",
    "目标",
    "规划承诺了多少、什么时候、怎样考核；目标调整保留旧目标。",
    Target,
    key=("code",),
    heading="title",
)
