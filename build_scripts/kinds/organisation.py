"""Union organisations (工会组织): grass-roots unions, joint unions and union federations."""

from dataclasses import dataclass

from build_scripts.declare import Choice, Code, Count, Kind, Moment, Reference, Rule, Text, stated
from build_scripts.kinds.source import OWN_SOURCE

TYPES = ("单独", "联合", "工会联合会", "总工会", "产业工会", "分会")


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation:
    """One union. Head counts only: no member is ever named."""

    code: Code = stated("组织代码", sample="81420525000000019M", help="统一社会信用代码，没有的用本级编号")
    name: Text = stated("组织名称", sample="某公司工会委员会", most=100)
    type: Choice = stated("组建形式", one_of=TYPES, sample="单独")
    unit: Reference = stated("所属单位", refers="unit", sample="420525", help="按工会隶属关系，不按所在地")
    sector: Choice = stated("单位性质", one_of=("公有", "非公", "机关", "事业", "社会组织"), sample="非公")
    employees: Count = stated("职工人数", unit="人", sample="320")
    members: Count = stated("会员人数", unit="人", sample="300", part_of="employees")
    women: Count | None = stated("女会员人数", unit="人", default=None, sample="120", part_of="members")
    covered_units: Count | None = stated("涵盖单位数", unit="家", default=None, help="联合工会、工会联合会必填，不少于2")
    full_time: Count | None = stated("专职工会干部", unit="人", default=None, sample="1")
    founded_on: Moment | None = stated("建会日期", default=None, sample="2012-05", help="上级工会批复建会的日期；应公开日历从那以后算起")
    term_start: Moment | None = stated("本届开始", default=None, sample="2016-05")
    term_years: Count | None = stated("届期年数", unit="年", default=None, sample="3")
    audit_committee: Choice | None = stated("经费审查委员会", default=None, one_of=("有", "无"), sample="有", listed=False)
    women_committee: Choice | None = stated("女职工组织", default=None, one_of=("委员会", "委员", "无"), sample="委员会", listed=False)
    source: Code = stated("来源", refers="source", absent=OWN_SOURCE, sample="report-2018", listed=False)


_JOINT_COVERS_TOO_FEW = ("all", ("is", "type", "联合", "工会联合会"), ("any", ("empty", "covered_units"), ("below", "covered_units", 2)))


KIND = Kind(
    "organisation",
    "工会组织",
    "基层工会、联合工会和工会联合会的登记，只有人数，没有姓名。",
    Organisation,
    key=("code",),
    heading="name",
    rules=(Rule("E138", "covered_units", _JOINT_COVERS_TOO_FEW),),
)
