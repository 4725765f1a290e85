"""The disclosure catalogue (公开事项目录): what unions disclose, how often, by when, and what it must not hold."""

from dataclasses import dataclass

from build_scripts.declare import Code, Count, Flag, Kind, Paragraph, Text, stated


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogueItem:
    """One item of the catalogue."""

    code: Code = stated("事项代码", sample="D05")
    name: Text = stated("事项", sample="年度决算", most=40)
    content: Paragraph = stated("内容", sample="会费、拨缴、补助收入与各项支出、结余。", most=300)
    frequency: Text = stated("频次", sample="每年", most=40)
    due_days: Count | None = stated("公开时限", unit="个工作日", default=None, sample="20")
    notice_days: Count | None = stated("公示期", unit="个工作日", default=None)
    audience: Text = stated("公开对象", sample="会员", most=60)
    approver: Text = stated("审批", sample="经审委审查", most=60)
    must_not_hold: Text | None = stated("不得含", default=None, sample="银行账号", most=120)
    convention: Flag = stated("产品约定", sample="是", help="是：没有正式文件规定时限，由本站约定，页面上注明")
    basis: Text = stated("依据", sample="工会法第四十五条", most=120)


KIND = Kind(
    "catalogue",
    "公开事项目录",
    "会务公开有哪些事项、多久一次、多少天内、不得含什么。",
    CatalogueItem,
    key=("code",),
    named="name",
    model=True,
)
