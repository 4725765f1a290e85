"""How the items of the disclosure catalogue are disclosed in the demonstration data: how often, when, in which words."""

from dataclasses import dataclass

from build_scripts.demo import words


@dataclass(frozen=True, slots=True)
class Item:
    """One catalogue item.

    `by_federation` and `by_union` weigh how often federations and grass-roots unions disclose it beyond what they owe, `months` when;
    `noticed` items stand as a notice with a window. `variants` are patterns of (title, summary), the first of what is owed. `owed` says how
    it is owed, where the calendar of data/catalogue/ asks for it.
    """

    code: str
    by_federation: int
    by_union: int
    months: tuple[int, ...]
    audience: str
    noticed: bool
    variants: tuple[tuple[str, str], ...]
    owed: "Owed | None" = None


@dataclass(frozen=True, slots=True)
class Owed:
    """Who owes an item, and within how many months of the beginning of its period (0: once a term) it is there to be disclosed.

    `ahead`: its texts are written from the period after the one of which they tell.
    """

    federation: bool
    union: bool
    months: int
    quarterly: bool = False
    ahead: bool = False


_WINTER, _SPRING, _SUMMER, _AUTUMN = (1, 2), (3, 4, 5), (6, 7, 8), (9, 10, 11)
_ANY = tuple(range(1, 13))
CATALOGUE = (
    Item(
        "D01",
        4,
        4,
        _ANY,
        words.SOCIETY,
        False,
        (
            (
                "工会委员会、经费审查委员会和女职工委员会组成",
                "公开本届委员会、经费审查委员会、女职工委员会的职务设置、届期起止和批复文号。",
            ),
            ("内设机构和职责调整情况", "公开{segment}工作职责调整后的机构设置、分工和办公电话，自批复之日起执行。"),
        ),
        Owed(True, True, 0),
    ),
    Item(
        "D02",
        3,
        8,
        _SPRING + _AUTUMN,
        words.MEMBERS,
        True,
        (
            ("新一届工会委员会候选人建议名单公示说明", "公示期内接受会员意见，以书面形式送基层组织部门；名单张贴于单位公开栏，本站不载。"),
            ("工会换届选举程序和代表名额分配公示", "会员代表名额{small}名，按{segment}会员人数比例分配，无记名投票。"),
        ),
    ),
    Item(
        "D03",
        4,
        9,
        _WINTER + _SPRING,
        words.MEMBERS,
        False,
        (
            ("{year}年会员代表大会决议", "应到代表{small}名，审议通过工作报告、财务报告和经费审查报告。"),
            ("{year}年工会全委会主要议程和决议", "总结上年工作，部署{year}年任务，书面征集提案{small}件，立案办理并答复。"),
        ),
        Owed(True, True, 12),
    ),
    Item(
        "D04",
        9,
        3,
        (2, 3, 4),
        words.SOCIETY,
        False,
        (
            ("{year}年度工会经费预算", "本年预算收入{amount}万元，按会费、拨缴经费和补助收入编列，预算支出不超过收入。"),
            ("{year}年度部门预算和“三公”经费说明", "“三公”经费预算较上年减少，培训费、会议费单列；项目支出{amount}万元。"),
        ),
        Owed(True, False, 3),
    ),
    Item(
        "D05",
        9,
        13,
        (2, 3, 4, 8),
        words.MEMBERS,
        False,
        (
            ("{last}年度工会经费收支情况", "全年收入{amount}万元，其中拨缴经费占七成以上；职工活动支出占比最高，年末有结余。"),
            ("{year}年上半年工会经费收支公开", "上半年支出{amount}万元，用于职工活动、维权和{segment}补助，已向会员代表通报。"),
            ("{last}年度工会经费决算", "决算收入{amount}万元，收支口径与预算一致，经费审查委员会已审查。"),
        ),
        Owed(True, True, 15, ahead=True),
    ),
    Item(
        "D06",
        7,
        5,
        (3, 4, 5),
        words.MEMBERS,
        False,
        (
            ("{last}年度工会经费审查报告", "抽查凭证{small}份，未发现违规列支；提出完善票据管理等建议，限期整改。"),
            ("{last}年度专项资金审计结果和整改情况", "审计专项资金{amount}万元，问题均已整改并报上级经审委。"),
        ),
        Owed(True, False, 16, ahead=True),
    ),
    Item(
        "D07",
        3,
        15,
        (1, 2, 5, 6, 9, 12),
        words.MEMBERS,
        False,
        (
            ("{year}年节日慰问品发放情况", "按规定标准向全体会员发放，共{count}人，总额{spent}万元，采购过程全程公开。"),
            ("{year}年会员生日慰问和观影活动支出", "覆盖会员{count}人，标准不超过规定上限，明细向会员公开。"),
        ),
    ),
    Item(
        "D08",
        6,
        4,
        (3, 6, 9, 12),
        words.SOCIETY,
        False,
        (
            ("{year}年困难职工帮扶资金汇总", "帮扶{count}户，合计{spent}万元，分为生活、助学、医疗三类；只公布汇总数。"),
            ("{year}年送温暖资金使用情况汇总", "走访{count}户，资金{spent}万元，标准和程序见实施办法。"),
        ),
        Owed(True, False, 12),
    ),
    Item(
        "D09",
        6,
        5,
        (2, 3, 4),
        words.SOCIETY,
        True,
        (
            ("{year}年工人先锋号推荐对象公示", "推荐{segment}班组，经民主推荐和审核，公示五个工作日；意见以书面形式反映。"),
            ("{year}年模范职工之家推荐对象公示", "推荐{segment}工会，会员满意度和入会率符合申报条件，接受社会监督。"),
        ),
    ),
    Item(
        "D10",
        6,
        1,
        (4, 5),
        words.SOCIETY,
        False,
        (
            ("关于表彰{year}年工人先锋号和五一劳动奖状集体的决定", "表彰集体{small}个，名单按单位全称排列。"),
            ("关于通报{last}年度工会工作先进单位的决定", "通报{segment}工会工作先进单位{small}个，号召向先进学习。"),
        ),
    ),
    Item(
        "D11",
        2,
        0,
        (9, 10, 11),
        words.SOCIETY,
        False,
        (("{year}年职工之家称号复查结果", "复查{small}家，多数通过，少数限期整改；复查不合格的按规定撤销。"),),
    ),
    Item(
        "D12",
        4,
        10,
        (11, 12),
        words.SOCIETY,
        False,
        (
            ("{year}年会员评议职工之家结果", "发出评议票{count}张，满意和基本满意占九成以上，归纳意见{small}条并列出整改清单。"),
            ("{year}年会员评家意见整改情况", "上次评议归纳的{small}条意见已整改过半，其余列入下季度计划。"),
        ),
        Owed(False, True, 12),
    ),
    Item(
        "D13",
        15,
        0,
        (1, 4, 7, 10),
        words.SOCIETY,
        False,
        (
            ("{ended}建会和入会进展", "按最新名录应建会单位{count}家，公布分子、分母和口径，季末数据以报送为准。"),
            (
                "截至{ended}末目标完成情况",
                "对照规划目标列出法人单位建会率、职工入会率等指标，未达标的{segment}工会列出措施。",
            ),
        ),
        Owed(True, False, 3, quarterly=True, ahead=True),
    ),
    Item(
        "D14",
        5,
        0,
        (5, 6, 9, 11),
        words.SOCIETY,
        False,
        (("{year}年{segment}工会经费补助拨付情况", "补助{small}家，共{amount}万元，省、市、县按比例分担，已列入年度预算。"),),
    ),
    Item(
        "D15",
        3,
        9,
        (6, 7, 8, 9, 10),
        words.MEMBERS,
        False,
        (
            ("{year}年集体合同和工资专项协议签订情况", "签订{small}份，覆盖职工{count}人，经职工代表大会审议通过后报送审查。"),
            ("{year}年职工代表大会提案办理情况", "收到提案{small}件，立案办理并逐件答复，涉及{segment}劳动保护等方面。"),
        ),
    ),
    Item(
        "D16",
        4,
        0,
        (4, 5, 10, 11),
        words.SOCIETY,
        False,
        (
            ("{year}年基层组织建设督导结果", "随机走访企业{small}家、乡镇两个，发现问题列出清单，责任单位限期整改。"),
            ("{last}年度工会工作目标考核结果", "按考核办法评定等次，{segment}工作得分较上年提高，结果在系统内通报。"),
        ),
    ),
    Item(
        "D17",
        22,
        12,
        _ANY,
        words.SOCIETY,
        False,
        (
            ("关于开展{year}年{topic}的通知", "面向{segment}职工，名额{small}个，报名由各单位工会汇总。"),
            ("{topic}（{year}年第{quarter}季度）安排", "由各单位工会组织，经费在{year}年预算内列支，结果另行公布。"),
            ("{year}年{topic}结果公布", "参加{count}人次，评出优秀组织单位{small}个。"),
        ),
    ),
    Item(
        "D18",
        2,
        2,
        _ANY,
        words.SOCIETY,
        False,
        (
            ("工会监督和投诉渠道说明", "公布受理范围、办理时限和书面投诉地址，{segment}职工可就近向所属工会反映。"),
            ("{year}年{quarter}季度咨询投诉受理情况", "受理来电来访{count}件，按期办结；职工可拨打12351咨询。"),
        ),
        Owed(True, False, 0),
    ),
)
