"""Account lines (收支明细): the budget and the final account of a disclosure, line by line, as its table states them."""

from dataclasses import dataclass

from build_scripts.declare import Choice, Code, Count, Flag, Kind, Number, Reference, Rule, Text, stated
from build_scripts.kinds.source import OWN_SOURCE

INCOME, EXPENSE, BALANCE = "收入", "支出", "结余"
YES = "是"


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountLine:
    """One line of one table. A line marked as a total (合计) must be the sum of its side; balances stand beside both."""

    disclosure: Reference = stated("索引号", refers="disclosure", sample="420525/2018-00001", most=40)
    number: Count = stated("行号", sample="1", help="表里的第几行，从1起")
    side: Choice = stated("收支", one_of=(INCOME, EXPENSE, BALANCE), sample=INCOME)
    account: Text = stated("科目", sample="拨缴经费收入", most=60)
    total: Flag = stated("合计行", sample="否", absent="否", help="是：本行是这一侧各行之和，会核对")
    budget_yuan: Number | None = stated("预算数", unit="元", default=None, sample="120000")
    actual_yuan: Number | None = stated("决算数", unit="元", default=None, sample="118500.50")
    note: Text | None = stated("说明", default=None, most=120, listed=False)
    source: Code = stated("来源", refers="source", absent=OWN_SOURCE, sample="report-2018", listed=False)


_NO_AMOUNT = ("all", ("empty", "budget_yuan"), ("empty", "actual_yuan"))


KIND = Kind(
    "account_line",
    "收支明细",
    "预算、决算逐科目的数，附在那一条会务公开上；合计逐条核对。",
    AccountLine,
    key=("disclosure", "number"),
    rules=(Rule("E150", "actual_yuan", _NO_AMOUNT),),
)
