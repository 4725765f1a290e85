"""Exemptions (免予公开): a union that need not disclose an item for a period, with the reason and who granted it."""

from dataclasses import dataclass

from build_scripts.declare import Code, Day, DocumentNumber, Kind, Paragraph, Period, Reference, Text, stated
from build_scripts.kinds.source import OWN_SOURCE


@dataclass(frozen=True, slots=True, kw_only=True)
class Exemption:
    """One union, one item, one period. Everybody sees the reason."""

    unit: Reference = stated("所属单位", refers="unit", sample="420525")
    organisation: Code | None = stated("公开主体", default=None, refers="organisation", help="基层工会填组织代码；地方工会自己免的空着")
    item: Reference = stated("公开事项", refers="catalogue", sample="D12")
    period: Period = stated("所属时期", sample="2018", help="哪一年、哪一季；长期免的填 未注明")
    reason: Paragraph = stated("免予公开的理由", sample="当年新建会，未满一年，不评家。", most=300)
    granted_by: Text = stated("批准单位", sample="远安县总工会", most=60)
    document_number: DocumentNumber | None = stated("批准文号", default=None, listed=False)
    granted_on: Day = stated("批准日期", sample="2018-03-01")
    source: Code = stated("来源", refers="source", absent=OWN_SOURCE, sample="report-2018", listed=False)


KIND = Kind(
    "exemption",
    "免予公开",
    "哪个工会的哪件事不用公开：理由、谁批准的。应公开日历上照实写明。",
    Exemption,
    key=("unit", "organisation", "item", "period"),
    newest_first="granted_on",
)
