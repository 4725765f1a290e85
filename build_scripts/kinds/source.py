"""Sources (来源): the documents, pages and lists that every published figure must cite."""

from dataclasses import dataclass

from build_scripts.declare import Choice, Code, Day, DocumentNumber, Kind, Link, Moment, Paragraph, Text, stated

OWN_SOURCE = "submitted-{unit}"
"""The source of what a unit submits without naming another one: the submission itself."""

DEMO_SOURCE = "demo-"
REPORTED = "报送"
MIRROR = "镜像"
INVENTED = "示例"
TYPES = ("文件", "统计资料", "官网", "媒体", "单位网站", "转载", MIRROR, "来源文本", REPORTED, INVENTED, "本站约定")


def own_source(unit: str) -> str:
    """The code of the source of what a unit submits."""
    return OWN_SOURCE.replace("{unit}", unit)


def own_demo_source(unit: str) -> str:
    """The same for invented records."""
    return DEMO_SOURCE + own_source(unit)


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One document or page. Its own date and the date of the page that carries it are different things."""

    code: Code = stated("来源代码", sample="plan-2014")
    title: Text = stated("标题", sample="某省总工会基层组织建设2014-2018年工作规划", most=300)
    type: Choice = stated(
        "来源类型",
        one_of=TYPES,
        sample="文件",
        help="镜像：他站转存的页面，未核对原站前不公开；示例：虚构数据，只用于演示；本站约定：没有正式文件可依",
    )
    publisher: Text | None = stated("发布单位", default=None, sample="某省总工会")
    document_number: DocumentNumber | None = stated("文号", default=None, sample="鄂工发〔2014〕1号", help="年份用六角括号〔〕，不编虚位")
    document_on: Moment | None = stated("文件日期", default=None, sample="2014", help="文件自身的日期，不是网页日期")
    page_on: Moment | None = stated("网页日期", default=None, help="登载页面的日期")
    date_as_printed: Text | None = stated("页面所载日期原样", default=None, help="页面上日期的原文；读不准就照抄，不要猜")
    link: Link | None = stated("网址", default=None, sample="https://example.org/plan.html", most=500)
    retrieved_from: Text | None = stated("取得自", default=None, help="取得该文本的文件名或站点；与发布单位不一致时必须写明")
    retrieved_on: Day | None = stated("取得日期", default=None)
    sample: Paragraph | None = stated("文本样例", default=None, most=300, help="文本有转码、遮盖等毛病时，照抄一小段供核对")
    note: Paragraph | None = stated("说明", default=None, most=500)


KIND = Kind("source", "来源", "每个公开数字都要引用的文件、网页和名单。", Source, key=("code",), heading="title")
