"""Disclosures (会务公开): what a union made known, when, to whom, under a number that never changes."""

from dataclasses import dataclass

from build_scripts.declare import Choice, Code, Count, Day, DocumentNumber, Kind, Paragraph, Period, Reference, Rule, Text, stated
from build_scripts.kinds.source import OWN_SOURCE

NOTICE, OPENLY, ON_REQUEST, REFUSED = "公示", "公开", "依申请", "不予公开"
MODES = (NOTICE, OPENLY, ON_REQUEST, REFUSED)
LEAST_NOTICE = 5
"""Working days that a notice stands where the catalogue states none (省直机关工会 2024-03-12 至 03-18)."""

OWN_UNIT = "本单位"
AUDIENCES = ("社会", "会员", OWN_UNIT)
OPEN = "公开"
LEVELS = (OPEN, "内部", "秘密", "机密", "绝密")
SIGNED = "签发"


@dataclass(frozen=True, slots=True, kw_only=True)
class Disclosure:
    """One item disclosed. Only the level 公开 is ever published."""

    index_number: Text = stated("索引号", sample="420525/2018-00001", most=40, help="单位代码/年份-五位流水号，发出后不变")
    item: Reference = stated("公开事项", refers="catalogue", sample="D05", help="事项代码，或与目录完全一致的事项名称")
    period: Period | None = stated(
        "所属时期", default=None, sample="2017", help="说的是哪一年、哪一季；按年、按季公开的事项填了才计入应公开日历"
    )
    title: Text = stated("标题", sample="2017年度工会经费收支情况", most=120)
    summary: Paragraph = stated("内容概述", sample="全年收入、支出和结余，以及经审委审查意见。", most=300, listed=False)
    unit: Reference = stated("所属单位", refers="unit", sample="420525")
    organisation: Code | None = stated("公开主体", default=None, refers="organisation", help="基层工会公开的填组织代码")
    publisher: Text = stated("发布机构", sample="远安县总工会", most=100)
    document_number: DocumentNumber | None = stated("文号", default=None, sample="远工发〔2018〕3号")
    document_on: Day = stated("文件日期", sample="2018-03-01", listed=False)
    published_on: Day = stated("公开日期", sample="2018-03-12", not_before="document_on")
    mode: Choice = stated("公开方式", one_of=MODES, sample="公开")
    reason: Paragraph | None = stated("理由", default=None, most=300, listed=False, help="依申请、不予公开的必填：为什么，依据哪一条")
    notice_from: Day | None = stated("公示开始", default=None, listed=False)
    notice_to: Day | None = stated("公示结束", default=None, listed=False, not_before="notice_from")
    feedback: Text | None = stated(
        "意见反馈", default=None, most=120, listed=False, help="公示的必填：向谁、怎样提意见；只写单位的电话、信箱、地址"
    )
    audience: Choice = stated("公开范围", one_of=AUDIENCES, sample="社会", help="“本单位”的只在单位内部公示，不上网站")
    takedown_on: Day | None = stated("撤下日期", default=None, listed=False, help="到这一天页面撤下内容")
    security: Choice = stated("密级", one_of=LEVELS, sample="公开", listed=False, help="只有“公开”才会发布")
    reviewed: Text | None = stated(
        "审核环节", default=None, sample=SIGNED, most=20, listed=False, help="拟稿、审核、保密审查、签发；填了的，到“签发”才会发布"
    )
    version: Count = stated("版本", sample="1", absent="1", listed=False)
    source: Code = stated("来源", refers="source", absent=OWN_SOURCE, sample="report-2018", listed=False)


_NOTICE_WITHOUT_WINDOW = ("all", ("is", "mode", NOTICE), ("any", ("empty", "notice_from"), ("empty", "notice_to")))
_ODD_INDEX_NUMBER = ("not", ("matches", "index_number", "[0-9A-Za-z-]{6,32}/(?:19|20)[0-9]{2}-[0-9]{5}"))
_NOTICE_WITHOUT_FEEDBACK = ("all", ("is", "mode", NOTICE), ("empty", "feedback"))
_CLOSED_WITHOUT_REASON = ("all", ("is", "mode", ON_REQUEST, REFUSED), ("empty", "reason"))


KIND = Kind(
    "disclosure",
    "会务公开",
    "工会公开了什么、什么时候、对谁，索引号终身不变。",
    Disclosure,
    key=("index_number",),
    heading="title",
    newest_first="published_on",
    version="version",
    rules=(
        Rule("E139", "index_number", _ODD_INDEX_NUMBER),
        Rule("E141", "notice_from", _NOTICE_WITHOUT_WINDOW),
        Rule("E147", "feedback", _NOTICE_WITHOUT_FEEDBACK),
        Rule("E148", "reason", _CLOSED_WITHOUT_REASON),
    ),
)
