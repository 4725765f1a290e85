"""Exceptions to the veto (一票否决例外): a body decided that a unit which missed a target may still be honoured in that year, and why."""

from dataclasses import dataclass

from build_scripts.declare import Code, Day, DocumentNumber, Kind, Paragraph, Reference, Rule, Text, Year, stated
from build_scripts.kinds.source import OWN_SOURCE


@dataclass(frozen=True, slots=True, kw_only=True)
class VetoOverride:
    """One unit, one year. A body decides, never a person, and it says why."""

    unit: Reference = stated("单位", refers="unit", sample="420525")
    year: Year = stated("年度", sample="2018", help="考核的年度")
    decided_by: Text = stated("决定机构", sample="某省总工会主席办公会", most=60, help="写机构或会议，不写个人")
    decided_on: Day = stated("决定日期", sample="2019-01-15")
    document_number: DocumentNumber = stated("文号", sample="鄂工发〔2019〕2号")
    reason: Paragraph = stated("理由", sample="辖区大型企业年内整体迁出，名录尚未更新，已另定补建计划。", most=300)
    source: Code = stated("来源", refers="source", absent=OWN_SOURCE, sample="report-2018", listed=False)


_BODY = ".*(?:会|会议|委|局|厅|部|组|政府|办公室|机关)"
"""What a body or its meeting ends in."""


KIND = Kind(
    "veto_override",
    "一票否决例外",
    "没有完成目标、仍准予参加当年表彰的单位：谁决定的、什么时候、什么理由。",
    VetoOverride,
    key=("unit", "year"),
    newest_first="decided_on",
    rules=(Rule("E152", "decided_by", ("not", ("matches", "decided_by", _BODY))),),
)
