"""CSV files whose records lean on others, rival each other, state their own fate or a rate, for the program and the check page alike."""

from collections.abc import Mapping, Sequence

from desk_texts import Files, text

_HEAD = "单位,指标,时期,口径,数据状态,数值,取得方式,版本,来源"
_UNITS = [
    "990100",
    "甲市",
    "甲市总工会",
    "老甲",
    "双关",
    "丙市",
    "甲",
    "990300",
    "甲市总工会委员会",
    "９９０１００",
    "13800138000",
    "42052519800101123X",
]
_DISCLOSURE = "索引号,公开事项,标题,内容概述,所属单位,发布机构,文件日期,公开日期,公开方式,公开范围,"
_DISCLOSED = "990100/2018-00001,D05,标题,概述,甲市,甲市总工会,2018-03-01,"


def references() -> Files:
    """Units by code and name, sources, organisations and honours, there and not there."""
    for number, unit in enumerate(_UNITS):
        yield text(f"reference-unit-{number:02}", f"{_HEAD}\n{unit},N,2018,all,有值,5,自报,1,report\n")
    own = ("submitted-990100", "submitted-990200", "submitted-9", "demo-submitted-990100")
    for source in ("report", "mirror", "invented", "nowhere", "", *own):
        yield text(f"reference-source-{source}", f"{_HEAD}\n990100,件数,2018,全部,有值,5,自报,1,{source}\n")
    many = "".join(f"99010{number},M,2018,al,有值,{number},自报,1,\n" for number in range(10))
    yield text(
        "reference-faults", f"{_HEAD}\n无此地,无此数,2018,无此口径,有值,5,自报,1,无此源\n双关,N,2018,无此口径,有值,5,自报,1,report\n"
    )
    yield text("reference-many", f"{_HEAD}\n{many}")
    for organisation in ("o-1", "o-bad", "o-9", ""):
        row = f"{_DISCLOSED}2018-03-12,公开,社会,公开,{organisation}\n"
        yield text(f"reference-organisation-{organisation}", f"{_DISCLOSURE}密级,公开主体\n{row}")
    for honour in ("h-1", "h-2"):
        yield text(f"reference-honour-{honour}", f"荣誉代码,步骤,日期\n{honour},表彰,2018-04-28\n")


_BASE = {"unit": "990100", "value": "5", "version": "1", "source": "report", "note": ""}
_HIDING = "证件号42052519800101123X"
_RIVALS: Mapping[str, Sequence[Mapping[str, str]]] = {
    "same": ({}, {}),
    "same-by-name": ({}, {"unit": "甲市"}),
    "differ": ({}, {"value": "6"}),
    "digits": ({}, {"value": "5.0"}),
    "three": ({}, {"value": "6"}, {}),
    "newer": ({}, {"version": "2", "value": "6"}, {"version": "3", "value": "7"}),
    "newer-twice": ({"version": "2"}, {"version": "2", "value": "6"}, {}),
    "version-unstated": ({"version": ""}, {"version": "1"}),
    "hidden-newer": ({"version": "2", "note": _HIDING}, {}),
    "hidden-equal": ({"note": _HIDING}, {"value": "6"}),
    "hidden-mirror": ({"version": "2", "source": "mirror"}, {}, {"version": "3"}),
    "hidden-two": ({"version": "2", "note": _HIDING}, {"version": "2", "source": "mirror"}, {"version": "2"}, {}),
    "refused-newer": ({"version": "2", "value": "五"}, {}),
}


def rivals() -> Files:
    """Several records of one key."""
    row = "{unit},N,2018,all,有值,{value},自报,{version},{source},{note}\n"
    for name, rows in _RIVALS.items():
        yield text(f"rival-{name}", f"{_HEAD},说明\n" + "".join(row.format_map(_BASE | dict(each)) for each in rows))


_STATED = (
    ("2018-03-12", "社会", "", "公开"),
    ("2018-03-12", "本单位", "", "公开"),
    ("2018-03-12", "会员", "", "内部"),
    ("2018-03-12", "会员", "2018-12-31", "公开"),
    ("2018-03-12", "会员", "2019-01-01", "公开"),
    ("2019-01-01", "会员", "", "公开"),
    ("2019-01-01", "本单位", "2018-01-01", "机密"),
    ("2018-02-28", "会员", "", "公开"),
)


def stated() -> Files:
    """Disclosures that say themselves that they are not for the public, or not yet, alone and before an older version."""
    for step in ("签发", "初审", "其他"):
        yield text(f"stated-reviewed-{step}", f"{_DISCLOSURE}密级,审核环节\n{_DISCLOSED}2018-03-12,公开,社会,公开,{step}\n")
    head = f"{_DISCLOSURE}撤下日期,密级,版本\n"
    for number, (on, audience, down, level) in enumerate(_STATED):
        newer, older = (f"{_DISCLOSED}{on},公开,{audience},{down},{level},{version}\n" for version in (2, 1))
        yield text(f"stated-{number}", head + older)
        yield text(f"stated-{number}-older", head + newer + older)


_RATES = (
    *(
        "33.3,,1,3",
        "33.4,,1,3",
        "66.67,=,2,3",
        "67,,2,3",
        "66,,2,3",
        "0.3,约,1,3",
        "35,约,1,3",
        "35.1,约,1,3",
        "12.5,,1,8",
        "12,,1,8",
        "13,,1,8",
    ),
    *("-12.5,,-1,8", "12.5,,1,-8", "0,,0,0", "0,,0,-0", "12.5000001,,1,8", "12.49999999999,约,1,8"),
    *("1.005,,1,99.5", "0,,0,7", "1,,0,0", "100,,7,7", "99,,7,7", "50.0000005,,1,2", "50.0000006,,1,2", "-0,,-1,3", "5,,-0,3"),
    *("1,,0.000001,999999999999999", "1,,999999999999999,999999999999999.5", "0.125,,0.00125,1", "7,,1,"),
)


_MOMENTS = (
    "2018-Q2,2018-03-31 2018-Q2,2018-04-01 2018-Q2,2018-06-30 2018-Q2,2018-07-01 2018-Q4,2018 2018-Q4,2019 2018,2018-12 2018,2019-01 "
    "2018-02,2018-02-28 2018-02,2018-03 2018-06-30,2018-06 2018-06-30,2018-06-30 2018-06-30,2018-06-29 "
    "2014/2018,2013-12-31 2014/2018,2016 2014/2018,2019 2018-06-01/2018-06-14,2018-06-15 未注明,2018 2018,未注明 "
    "2018, 2019-Q1,2019-03-31 2019,2019 2018/2019, 2030-Q1,2030-03-31"
)


def moments() -> Files:
    """The day to which a figure counts, inside its period, at its edges and beyond."""
    rows = "".join(f"990100,第{number}处,N,{dated},all,有值,5,自报,1,report\n" for number, dated in enumerate(_MOMENTS.split(" ")))
    yield text("moment", f"单位,具体主体,指标,时期,统计截止日,口径,数据状态,数值,取得方式,版本,来源\n{rows}")


def rates() -> Files:
    """Stated rates against their numerator and denominator, at the edge of rounding and beyond."""
    for number, rate in enumerate(_RATES):
        yield text(f"rate-{number:02}", f"单位,指标,时期,口径,数据状态,数值,界限,分子,分母,取得方式\n990100,N,2018,all,有值,{rate},自报\n")
