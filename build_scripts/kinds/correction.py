"""Corrections (公开变更): what happened to a disclosure after it was published, why, and by whose decision; only ever added to."""

from dataclasses import dataclass

from build_scripts.declare import Choice, Code, Count, Day, Flag, Kind, Paragraph, Reference, Text, stated
from build_scripts.kinds.source import OWN_SOURCE

MENDED, REVISED, REVOKED = "更正", "修订", "撤销"
TYPES = (MENDED, REVISED, REVOKED)
TAKEN_DOWN = "撤下"
"""What happens to a disclosure by itself on its takedown day; no record says so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """One event in the life of a published disclosure. What was there before stays in its earlier version, which nobody deletes."""

    disclosure: Reference = stated("索引号", refers="disclosure", lasting=True, sample="420525/2018-00001", most=40, inverse="变更")
    version: Count = stated("变更后的版本", sample="2", help="更正、修订后的那一版；撤销的填比现有版本大1的数")
    type: Choice = stated(
        "变更类型", one_of=TYPES, sample=MENDED, help="更正：原来错了；修订：有了更新更全的数；撤销：整条不再公开，只留痕迹"
    )
    on: Day = stated("变更日期", sample="2018-05-04")
    reason: Paragraph = stated(
        "变更理由", sample="合计漏加一项，现予更正。", most=300, help="写给会员看：为什么改，改了什么；撤销的不要重复原来的内容"
    )
    hide_before: Flag | None = stated(
        "改前不再显示", default=None, listed=False, help="是：原来的内容不宜再显示（如误写了个人情况），页面上只写改了哪几栏"
    )
    decided_by: Text | None = stated(
        "决定岗位", default=None, sample="财务部部长", most=40, listed=False, help="谁决定的：只写岗位，不写姓名"
    )
    source: Code = stated("来源", refers="source", absent=OWN_SOURCE, sample="report-2018", listed=False)


KIND = Kind(
    "correction",
    "公开变更",
    "已公开的内容后来更正、修订或撤销：哪一天、为什么、改前改后。只增不减。",
    Correction,
    key=("disclosure", "version"),
    newest_first="on",
)
