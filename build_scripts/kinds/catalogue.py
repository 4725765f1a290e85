"""The disclosure catalogue (公开事项目录): what unions disclose, how often, by when, and what it must not hold."""

from dataclasses import dataclass

from build_scripts.declare import Choice, Code, Count, Flag, Kind, Paragraph, Rule, Text, Year, stated

YEARLY, QUARTERLY, STANDING, EACH, ANY = "每年", "每季", "常设", "每次", "随时"
CYCLES = (YEARLY, QUARTERLY, STANDING, EACH, ANY)
ALL, FEDERATIONS, UNIONS, NOBODY = "各级工会", "地方工会", "基层工会", "不列入"
YES = "是"
OWING = (ALL, FEDERATIONS, UNIONS, NOBODY)


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogueItem:
    """One item of the catalogue."""

    code: Code = stated("事项代码", sample="D05")
    name: Text = stated("事项", sample="年度决算", most=40)
    content: Paragraph = stated("内容", sample="会费、拨缴、补助收入与各项支出、结余。", most=300)
    frequency: Text = stated("频次", sample="每年", most=40)
    cycle: Choice = stated(
        "周期", one_of=CYCLES, sample=YEARLY, help="应公开日历按它排：每年、每季各一次，常设的任期内一次；每次、随时的不排"
    )
    owed_by: Choice = stated("应公开的工会", one_of=OWING, sample=ALL, help="列入应公开日历、计入会务公开率的是谁；不列入的不考核")
    since: Year | None = stated("执行起始年", default=None, sample="2014", help="从哪一年的事项起列入应公开日历")
    until: Year | None = stated("执行截止年", default=None, help="到哪一年的事项为止；一直执行的空着")
    due_months: Count | None = stated(
        "形成期限", unit="个月", default=None, sample="15", help="从所属时期开始算，几个月内应当形成；年度决算次年3月底前形成，填15"
    )
    due_days: Count | None = stated("公开时限", unit="个工作日", default=None, sample="20", help="形成以后多少个工作日内公开")
    notice_days: Count | None = stated("公示期", unit="个工作日", default=None)
    audience: Text = stated("公开对象", sample="会员", most=60)
    approver: Text = stated("审批", sample="经审委审查", most=60)
    accounts: Flag = stated("附收支表", sample="是", absent="否", help="是：公开时可以附收支明细，逐科目列预算数、决算数")
    must_not_hold: Text | None = stated("不得含", default=None, sample="银行账号", most=120)
    convention: Flag = stated("产品约定", sample="是", help="是：没有正式文件规定时限，由本站约定，页面上注明")
    basis: Text = stated("依据", sample="工会法第四十五条", most=120)


_OWED_WITHOUT_DEADLINE = (
    "all",
    ("is", "owed_by", ALL, FEDERATIONS, UNIONS),
    (
        "any",
        ("is", "cycle", EACH, ANY),
        ("empty", "due_days"),
        ("not", ("matches", "since", "[12][0-9]{3}")),
        ("all", ("is", "cycle", YEARLY, QUARTERLY), ("empty", "due_months")),
    ),
)


KIND = Kind(
    "catalogue",
    "公开事项目录",
    "会务公开有哪些事项、多久一次、多少天内、不得含什么。",
    CatalogueItem,
    key=("code",),
    named="name",
    model=True,
    rules=(Rule("E149", "owed_by", _OWED_WITHOUT_DEADLINE),),
)
