"""Approval steps (审批环节): who looked a disclosure through before it was published, by post and never by name."""

from dataclasses import dataclass

from build_scripts.declare import Choice, Code, Day, Kind, Reference, Rule, Text, stated
from build_scripts.kinds.attachment import POST
from build_scripts.kinds.disclosure import SIGNED
from build_scripts.kinds.source import OWN_SOURCE

STEPS = ("拟稿", "审核", "保密审查", SIGNED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Approval:
    """One step of one disclosure."""

    disclosure: Reference = stated("索引号", refers="disclosure", sample="420525/2018-00001", most=40)
    step: Choice = stated("环节", one_of=STEPS, sample=SIGNED)
    on: Day = stated("日期", sample="2018-03-09")
    role: Text = stated("岗位", sample="办公室主任", most=60, help="只写岗位，不写姓名")
    source: Code = stated("来源", refers="source", absent=OWN_SOURCE, sample="report-2018", listed=False)


KIND = Kind(
    "approval",
    "审批环节",
    "公开之前经过的拟稿、审核、保密审查、签发，各由什么岗位、哪一天办。",
    Approval,
    key=("disclosure", "step"),
    rules=(Rule("E146", "role", ("not", ("matches", "role", POST))),),
)
