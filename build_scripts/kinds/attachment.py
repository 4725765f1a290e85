"""Attachments (附件): the files that belong to a disclosure, made anew without hidden information when they were received."""

from dataclasses import dataclass

from build_scripts.declare import Code, Count, FileName, Kind, Reference, Rule, Text, stated
from build_scripts.kinds.source import OWN_SOURCE

FOLDER = "files"
"""Below the data folder, and below its `demo`: the files themselves, each beside its text (`<name>.txt`)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """One file of one disclosure. Its name is what it holds, so that nobody can change it unnoticed."""

    file: FileName = stated(
        "附件文件",
        sample="9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08.pdf",
        listed=False,
        help="收附件时自动起名：内容的指纹（SHA-256）加扩展名",
    )
    disclosure: Reference = stated(
        "所属公开事项", refers="disclosure", sample="420525/2018-00001", most=40, aliases=("索引号",), help="那条会务公开的索引号"
    )
    title: Text = stated("附件名称", sample="2017年度工会经费收支表", most=120)
    pages: Count = stated("页数", unit="页", sample="3", help="图片为 1，工作簿为工作表数；收附件时自动填")
    scanned: Count = stated(
        "图像页数", unit="页", sample="1", part_of="pages", listed=False, help="机器读不出文字、要人审看的页数；收附件时自动填"
    )
    bytes: Count = stated("字节数", unit="字节", sample="48210", listed=False, help="收附件时自动填")
    reviewed_by: Text | None = stated(
        "审看人（岗位）", default=None, sample="办公室主任", most=40, listed=False, help="有图像页的必须有人审看；只写岗位，不写姓名"
    )
    source: Code = stated("来源", refers="source", absent=OWN_SOURCE, sample="report-2018", listed=False)


POST = ".*(?:主任|主席|部长|科长|处长|室|部|科|处|组|办|会|中心|岗|干事|秘书|干部|委员|科员|办事员|会计|出纳|主管|人员|专员)"
"""What a post or an office ends in."""


KIND = Kind(
    "attachment",
    "附件",
    "会务公开所附的文件，收件时已去除隐藏信息，有图像页的经过人工审看。",
    Attachment,
    key=("file",),
    heading="title",
    rules=(Rule("E146", "reviewed_by", ("all", ("not", ("empty", "reviewed_by")), ("not", ("matches", "reviewed_by", POST)))),),
)
