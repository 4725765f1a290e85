"""The Chinese words of the demonstration data but for the disclosures' texts (`catalogue`). All bodies and recipients are invented."""

# Words of the unit register.
NATION, PROVINCE, PREFECTURE, COUNTY = "全国", "省", "市州", "县"
DIVISION, ZONE, INDUSTRY_UNION, DIRECT_ORGAN = "区划", "开发区", "产业工会", "直属机关"
YES = "是"

# What marks an invented record, and the bodies.
SOURCE = "demo-2014-2018"
SOURCE_ROW = {
    "code": SOURCE,
    "title": "示例数据（虚构）",
    "type": "示例",
    "publisher": "示例",
    "note": "全部由程序按固定种子生成，与任何单位的真实情况无关，只用来看地图和列表是什么样子；正式公开的站点不得包含。",
}
EXAMPLE = "示例"
EXAMPLE_MARK = "（示例）"
FEDERATION = "总工会"
UNION = "工会"
NATIONAL_BODY = "全国总工会（示例）"

# Observations.
STATES = ("有值", "不适用", "不公开", "有值")  # by the numbers in `states`; a bare percentage is a value
SELF_REPORTED = "自报"
QUARTERS = ("一", "二", "三", "四")
LIST_VERSION = "{year}年{quarter}季度名录"
LIST_COMPLETED = "（补入新登记单位）"

# Organisations: form of name, sector, type.
SINGLE, JOINT, LEAGUE, BRANCH = "单独", "联合", "工会联合会", "分会"
ENTERPRISES = tuple(
    f"{trade}有限公司"
    for trade in (
        "机械",
        "纺织",
        "食品",
        "化工",
        "建材",
        "电子",
        "汽车零部件",
        "物流",
        "商贸",
        "餐饮服务",
        "农业科技",
        "环保",
        "医药",
        "家具",
    )
)
STATE_OWNED = ("供水集团", "公共交通集团", "粮油集团", "港口集团", "电力工程集团", "矿业集团")
ORGANS = ("税务机关", "市场监管机关", "水利机关", "交通运输机关")
INSTITUTIONS = ("中心学校", "人民医院", "职业学院", "图书馆", "疾控中心", "文化馆")
ASSOCIATIONS = ("行业协会", "社会工作服务中心", "民办幼儿园")
JOINT_PLACES = ("工业园", "商业街", "建材市场", "创业园", "商务楼宇", "物流园")
LEAGUE_PLACES = ("街道", "乡镇", "社区", "餐饮行业", "货运行业")
BRANCH_PLACES = ("机修车间", "客运站", "门诊部", "配送站", "门市部")
SECTORS = (
    ("非公", ENTERPRISES, 66),
    ("公有", STATE_OWNED, 11),
    ("事业", INSTITUTIONS, 12),
    ("机关", ORGANS, 6),
    ("社会组织", ASSOCIATIONS, 5),
)
FORMS = (
    (SINGLE, (), "工会委员会", 68),
    (JOINT, JOINT_PLACES, "联合工会委员会", 17),
    (LEAGUE, LEAGUE_PLACES, "工会联合会", 8),
    (BRANCH, BRANCH_PLACES, "工会分会", 7),
)
ORGANISATION_NAME = "示例第{serial}号{kind}{form}"
PRESENT, ABSENT = "有", "无"
WOMEN_FORMS = ("委员会", "委员", "无")

# Disclosures.
ENDED_QUARTER = "{year}年{quarter}季度"
NOTICE, OPEN, PUBLIC, SOCIETY, MEMBERS = "公示", "公开", "公开", "社会", "会员"
FEEDBACK = "公示期内以书面形式送公示单位办公室，写明理由"
REPLACED = (
    ("更正", "原文{old}有误，核对凭证后更正为{new}。"),
    ("修订", "年终结账后数据更新，{old}修订为{new}。"),
)
REVOKED = "撤销"
REVOKED_REASON = "公示期内收到反映，经复核，推荐条件不符，撤销本次公开的内容。"
MADE_BY = "财务部部长"
STEPS = (("拟稿", "经办科室"), ("审核", "财务部部长"), ("保密审查", "办公室主任"), ("签发", "主席"))
INCOME, EXPENSE, BALANCE, NO = "收入", "支出", "结余", "否"
ACCOUNTS = (
    ("会费收入", "收入", 9),
    ("拨缴经费收入", "收入", 118),
    ("上级补助收入", "收入", 21),
    ("其他收入", "收入", 2),
    ("职工活动支出", "支出", 58),
    ("维权支出", "支出", 31),
    ("业务支出", "支出", 26),
    ("资本性支出", "支出", 12),
    ("补助下级支出", "支出", 14),
)
TOTALS = (("收入合计", "收入"), ("支出合计", "支出"))
LEFT = "本年结余"
ACCOUNTED = {
    "D04": "本年预算收入{income}万元，预算支出{expense}万元，不超过收入；逐科目的数见收支表。",
    "D05": "全年收入{income}万元，支出{expense}万元，经费审查委员会已审查；逐科目的数见收支表。",
}
EXEMPT_REASON = "上一年九月以后建会，首个年度不开展会员评家。"
EXEMPT_NUMBER = "示工组发〔{year}〕{serial}号"
DOCUMENT_NUMBER = "示{initial}工{office}发〔{year}〕{serial}号"
OFFICES = ("", "", "", "办", "组", "财")
TOPICS = (
    "“安康杯”安全生产知识竞赛",
    "职工技能大赛",
    "女职工维权讲座",
    "职工书屋申报",
    "工会干部培训班",
    "职工羽毛球比赛",
    "劳动法律知识答题",
    "夏送清凉慰问活动",
    "冬送温暖走访活动",
    "金秋助学申报",
    "职工摄影作品征集",
    "新就业群体入会行动",
    "工资集体协商培训",
    "职工健康体检组织工作",
    "工会财务人员培训",
    "办公用品询价采购",
    "职工疗休养组织工作",
    "春季健步走",
)
SEGMENTS = ("机关", "一线", "窗口", "班组", "社区", "园区", "行业", "基层")

# Honours: title, level, recipient type. {province}, {short} (of it) and {city} are names from the register.
GRANTED, NOMINATED = "授予", "推荐评选"
NATIONAL, PROVINCIAL, MUNICIPAL = "国家", "省", "市"
SINGLE_UNIT, TEAM, UNION_BODY, SMALL_HOME = "单位", "班组", "工会", "小家"
TITLES = (
    ("全国五一劳动奖状", NATIONAL, SINGLE_UNIT, 2),
    ("全国工人先锋号", NATIONAL, TEAM, 5),
    ("全国模范职工之家", NATIONAL, UNION_BODY, 4),
    ("全国模范职工小家", NATIONAL, SMALL_HOME, 3),
    ("{short}五一劳动奖状", PROVINCIAL, SINGLE_UNIT, 8),
    ("{province}工人先锋号", PROVINCIAL, TEAM, 12),
    ("{province}模范职工之家", PROVINCIAL, UNION_BODY, 14),
    ("{province}模范职工小家", PROVINCIAL, SMALL_HOME, 7),
    ("{city}五一劳动奖状", MUNICIPAL, SINGLE_UNIT, 10),
    ("{city}工人先锋号", MUNICIPAL, TEAM, 18),
    ("{city}模范职工之家", MUNICIPAL, UNION_BODY, 17),
)
TEAMS = ("装配车间甲班", "检修班", "客服中心", "质检组", "调度班", "第二项目部", "急诊护理组", "收费班")
HOMES = ("维修车间分会", "物流分会", "机关分会", "第一工会小组")
APPLIED, PROPOSED, ASSESSED, INTENDED = "申报", "推荐公示", "考核", "拟表彰公示"
AWARDED, HANDED_OVER, REVIEWED, REVOKED = "表彰", "授牌", "复查", "撤销"
PASSED, TO_MEND, FAILED = "通过", "整改", "不通过"
AWARD_NUMBER = "示工{office}发〔{year}〕{serial}号"
AWARDING_OFFICE, REVOKING_OFFICE = "表", "撤"

# Exceptions to the veto.
DECIDING_BODY = "{province}总工会（示例）主席办公会"
EXCEPTION_NUMBER = "示工办〔{year}〕{serial}号"
EXCEPTION_REASONS = (
    "示例：辖区一家大型企业年内整体迁出，名录尚未更新，已另定补建计划，次年一季度复核。",
    "示例：年内因区划调整接收一批未建会单位，分母一次增加，已排定建会时间表。",
    "示例：名录重复登记正在核减，核减后可达到目标，核减结果另行报送。",
)
