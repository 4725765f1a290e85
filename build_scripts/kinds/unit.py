"""Reporting units (单位): the tree by which figures are reported and summed. It is not geography."""

from dataclasses import dataclass

from build_scripts.declare import Choice, Code, Codes, Count, Day, Flag, Kind, Moment, Number, Rule, Text, stated

NATION, PROVINCE, PREFECTURE, COUNTY, TOWNSHIP, ELSEWISE = LEVELS = ("全国", "省", "市州", "县", "乡镇", "非地理")
FEDERATION = "总工会"
UNION = "工会"
"""What follows the name of a unit in the name of its federation of trade unions."""

SORTS = ("区划", "开发区", "产业工会", "直属机关", "企业", "其他")
OUTLINE, HOSTED, POINT, OFF_MAP = ON_MAP = ("面", "依附", "点", "不落图")


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """One union federation or reporting line, from a day to a day. Totals follow `report_to` alone."""

    code: Code = stated("单位代码", sample="420525", help="区划用六位代码；开发区、产业工会等用 x- 开头的代码")
    name: Text = stated("单位名称", sample="远安县", most=60)
    short: Text = stated("简称", sample="远安", most=20)
    level: Choice = stated("层级", one_of=LEVELS, sample="县")
    sort: Choice = stated("类别", one_of=SORTS, sample="区划")
    report_to: Code | None = stated(
        "报送单位", default=None, refers="unit", sample="420500", inverse="下级单位", help="数字汇总给谁；汇总只按这一列"
    )
    peer_level: Choice | None = stated("同时计入层级", default=None, one_of=LEVELS, help="省直管市、林区本身是县级，同时计入市州")
    on_map: Choice = stated("落图方式", one_of=ON_MAP, sample="面", help="开发区不画边界：依附于所在区划，或不落图")
    hosts: Codes | None = stated("依附区划", default=None, refers="unit", help="落图方式为“依附”时填所在区划代码，多个用空格分开")
    overlaps_host: Flag | None = stated("数字已含在依附区划内", default=None, help="是：汇总时不再重复相加；否：与所在区划并列")
    former: Code | None = stated(
        "前身", default=None, refers="unit", inverse="改名换码后的单位", help="改名换码前的单位代码，如监利市的前身是监利县"
    )
    valid_from: Moment | None = stated("启用日期", default=None, listed=False)
    valid_to: Moment | None = stated("停用日期", default=None, listed=False, not_before="valid_from")
    longitude: Number | None = stated("经度", default=None, listed=False)
    latitude: Number | None = stated("纬度", default=None, listed=False)
    tile_column: Count | None = stated("方格列", default=None, listed=False, help="方格示意图中的列，从1起")
    tile_row: Count | None = stated("方格行", default=None, listed=False, help="方格示意图中的行，从1起")
    status: Choice = stated("核实状态", one_of=("已核", "待核"), sample="已核", help="待核：名单未经省总工会确认")
    source: Code = stated("来源", refers="source", sample="divisions-2023", listed=False)
    checked_on: Day | None = stated("核实日期", default=None, listed=False)


_HOST_MISSING = ("all", ("is", "on_map", HOSTED), ("any", ("empty", "hosts"), ("empty", "overlaps_host")))
_OUTLINE_WITHOUT_CODE = ("all", ("is", "on_map", OUTLINE), ("not", ("matches", "code", "[0-9]{6}")))


KIND = Kind(
    "unit",
    "单位",
    "报送单位的登记表：省、市州、县、乡镇，以及不在地图上的开发区、产业工会、直属机关和企业。",
    Unit,
    key=("code",),
    heading="name",
    model=True,
    rules=(Rule("E131", "hosts", _HOST_MISSING), Rule("E132", "code", _OUTLINE_WITHOUT_CODE)),
)
