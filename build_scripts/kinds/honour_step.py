"""Steps of an honour (荣誉步骤): 创建, 申报, 公示, 表彰, 复查, 撤销, each with date, body and document."""

from dataclasses import dataclass

from build_scripts.declare import Choice, Code, DocumentNumber, Kind, Link, Moment, Text, stated

TYPES = ("创建", "申报", "推荐公示", "考核", "拟表彰公示", "表彰", "授牌", "复查", "撤销", "终止")


@dataclass(frozen=True, slots=True, kw_only=True)
class HonourStep:
    """One dated step in the life of one honour."""

    honour: Code = stated("荣誉代码", refers="honour", sample="h-2018-0001")
    type: Choice = stated("步骤", one_of=TYPES, sample="表彰")
    on: Moment = stated("日期", sample="2018-04-28", help="只知年份就只填年份；原文未载的填 未注明")
    body: Text | None = stated("实施单位", default=None, sample="某省总工会", most=80)
    result: Choice | None = stated("结果", default=None, one_of=("通过", "整改", "不通过"))
    document_number: DocumentNumber | None = stated("文号", default=None, sample="鄂工发〔2018〕6号")
    link: Link | None = stated("网址", default=None, most=500)
    note: Text | None = stated("说明", default=None)


KIND = Kind(
    "honour_step",
    "荣誉步骤",
    "荣誉从创建、申报到表彰、复查、撤销的每一步。",
    HonourStep,
    key=("honour", "type", "on"),
    newest_first="on",
)
