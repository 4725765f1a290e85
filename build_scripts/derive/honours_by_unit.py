"""Honours by unit (各地荣誉): how many titles stand awarded, by the federation that the recipient belongs to."""

import pandas as pd

from build_scripts.merge.columns import Column
from build_scripts.merge.federation import Federation

TITLE = "各地荣誉"
COLUMNS = (
    Column("unit", "单位代码", "受奖单位所隶属的单位；按隶属，不按项目所在地"),
    Column("awarded", "已授予", "有“表彰”步骤、且没有撤销或终止的荣誉", "项"),
    Column("proposed", "拟授予", "只到推荐或拟表彰公示，还没有表彰决定", "项"),
    Column("revoked", "已撤销", "表彰后又撤销或终止", "项"),
    Column("_demo", "示例", "其中是否有示例数据"),
)
AWARDED, PROPOSED, REVOKED, NOT_AN_AWARD = STANDINGS = ("已授予", "拟授予", "已撤销", "非授予")
_ENDS = ("撤销", "终止")
SINCE = {AWARDED: ("表彰",), PROPOSED: ("推荐公示", "拟表彰公示"), REVOKED: _ENDS}
"""The steps by which an honour came to stand where it stands."""


def derive(federation: Federation) -> pd.DataFrame:
    """One row a unit of the home province that appears as 隶属单位 of any honour, in order of code."""
    honours = federation.tables["honour"]
    tree = federation.tree
    current = {code: tree.current(code) for code in honours["unit"].unique() if code in tree.home}
    rows = honours.assign(unit=honours["unit"].map(current).astype("str"), standing=standing(honours, federation.tables["honour_step"]))
    rows = rows[rows["unit"].notna()]
    counted = {
        "awarded": rows["standing"] == AWARDED,
        "proposed": rows["standing"] == PROPOSED,
        "revoked": rows["standing"] == REVOKED,
    }
    table = pd.DataFrame({name: mask.groupby(rows["unit"]).sum().astype("Int64") for name, mask in counted.items()})
    table["_demo"] = rows.groupby("unit")["_demo"].any()
    return table.rename_axis("unit").reset_index()[[column.name for column in COLUMNS]]


def standing(honours: pd.DataFrame, steps: pd.DataFrame) -> pd.Series:
    """Where each honour stands: 已授予, 拟授予, 已撤销, or 非授予 for rules, aims and bare numbers.

    Only a step 表彰 makes an honour awarded; a later 撤销 or 终止 ends it.

    Args:
        honours: `code`, `nature`.
        steps: `honour`, `type`.

    Source: 湖北省总工会基层组织建设工作规划 (2014-2018), 模范职工之家“创建、申报、考核、表彰、复查等制度”.
    """
    granted = honours["code"].isin(steps.loc[steps["type"] == "表彰", "honour"])
    ended = honours["code"].isin(steps.loc[steps["type"].isin(_ENDS), "honour"])
    real = honours["nature"] == "授予"
    state = pd.Series(NOT_AN_AWARD, index=honours.index, dtype="str")
    state[real] = PROPOSED
    state[real & granted] = AWARDED
    state[real & granted & ended] = REVOKED
    return state
