"""Honours (荣誉): titles given to units, teams and unions; how far each has come is told by its steps."""

from dataclasses import dataclass

from build_scripts.declare import Choice, Code, Kind, Reference, Text, Year, stated
from build_scripts.kinds.source import OWN_SOURCE

NATURES = ("授予", "只载数量", "制度条款", "创建目标", "推荐评选")
LEVELS = ("国家", "产业", "省", "市", "县", "单位", "多级", "未注明")


@dataclass(frozen=True, slots=True, kw_only=True)
class Honour:
    """One title for one recipient. It counts as awarded only when a step 表彰 says so."""

    code: Code = stated("荣誉代码", sample="h-2018-0001")
    title: Text = stated("称号", sample="湖北省工人先锋号", most=80)
    level: Choice = stated("级别", one_of=LEVELS, sample="省")
    year: Year = stated("年度", sample="2018", help="原文未载的填 未注明，不上图")
    nature: Choice = stated("性质", one_of=NATURES, sample="授予", help="来源只写了制度、目标或数量的，如实选择，不算授予")
    recipient: Text = stated("受奖名称", sample="某公司一车间甲班", most=120, help="照表彰文件的全称，到班组")
    recipient_type: Choice = stated("受奖类型", one_of=("单位", "班组", "工会", "小家", "个人", "未注明"), sample="班组")
    unit: Reference = stated("隶属单位", refers="unit", sample="420525", help="按工会隶属关系，不按项目所在地")
    organisation: Code | None = stated("受奖组织", default=None, refers="organisation", listed=False)
    granting_body: Text | None = stated("授予单位", default=None, sample="某省总工会", most=80)
    source: Code = stated("来源", refers="source", absent=OWN_SOURCE, sample="plan-2014", listed=False)
    quote: Text | None = stated("原文", default=None, compiled=True, most=120, listed=False)
    origin: Code | None = stated("原始行号", default=None, compiled=True, listed=False)
    note: Text | None = stated("说明", default=None, listed=False)


KIND = Kind(
    "honour", "荣誉", "称号授给了谁、哪一级、哪一年；走到哪一步看荣誉步骤。", Honour, key=("code",), heading="title", newest_first="year"
)
