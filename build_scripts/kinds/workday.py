"""Working days (放假调休): days on which work differs from what the holiday tables that come with the program say."""

from dataclasses import dataclass

from build_scripts.declare import Choice, Day, Kind, Text, stated

WORK, REST = "上班", "放假"


@dataclass(frozen=True, slots=True, kw_only=True)
class Workday:
    """One day. Deadlines and notice windows are counted in working days."""

    day: Day = stated("日期", sample="2027-02-08")
    state: Choice = stated("上班或放假", one_of=(WORK, REST), sample=REST)
    basis: Text = stated("依据", sample="国务院办公厅关于2027年部分节假日安排的通知", most=120)


KIND = Kind(
    "workday",
    "放假调休",
    "国务院办公厅每年公布的放假和调休；程序自带的年份以外，或与自带的不同，才要填。",
    Workday,
    key=("day",),
    model=True,
)
