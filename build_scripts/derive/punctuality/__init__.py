"""Punctuality (公开及时情况): of what unions had to disclose, how much was on time, late, missing or exempt."""

import pandas as pd

from build_scripts.derive.punctuality.duties import EXEMPT, LATE, MISSING, ON_TIME, STATES, duties
from build_scripts.merge.columns import Column
from build_scripts.merge.federation import Federation
from build_scripts.merge.once import once

TITLE = "公开及时情况"
FEDERATION, UNION = "地方工会", "基层工会"
COLUMNS = (
    Column("unit", "单位代码", "所属单位今天的代码"),
    Column("owner", "工会类别", "地方工会：这个单位自己的总工会；基层工会：隶属于它的各个工会"),
    Column("item", "公开事项", "事项代码"),
    Column("year", "到期年份", "应在哪一年公开"),
    Column("due", "应公开", "到期的件数：每个工会、每个事项、每个时期一件（产品约定）", "件"),
    Column("on_time", "按时", "在到期日及以前公开的件数", "件"),
    Column("late", "逾期", "到期日以后才公开的件数", "件"),
    Column("missing", "未公开", "到数据截至日还没有公开的件数", "件"),
    Column("exempt", "免予公开", "按登记的理由免予公开，或写明理由不予公开的件数", "件"),
    Column("late_days", "逾期工作日合计", "逾期和未公开的各件晚了多少个工作日，相加；未公开的算到数据截至日", "个工作日"),
    Column("_demo", "示例", "是否含示例数据"),
)


@once
def derive(federation: Federation) -> pd.DataFrame:
    """One row for each unit, sort of union, item and year in which something was due, in that order; nothing that is not yet due."""
    told = duties(federation)
    rows, publishers = told.rows, told.publishers
    over = rows[rows["due_on"] <= federation.as_of]
    by = publishers.iloc[over["publisher"]]
    table = pd.DataFrame(
        {
            "unit": by["unit"].to_numpy(),
            "owner": by["union"].map({True: UNION, False: FEDERATION}).to_numpy(),
            "item": over["item"].astype("str").to_numpy(),
            "year": over["due_on"].dt.year.astype("str").to_numpy(),
            "state": over["state"].to_numpy(),
            "late_days": over["late_days"].to_numpy(dtype="int64"),
            "_demo": by["_demo"].to_numpy(),
        }
    )
    key = ["unit", "owner", "item", "year"]
    counts = table.groupby([*key, "state"], observed=True).size().unstack("state", fill_value=0)  # noqa: PD010  nothing is aggregated twice
    counts = counts.reindex(columns=list(STATES), fill_value=0).astype("int64")
    counts.columns = counts.columns.astype("str")
    sums = table.groupby(key).agg(late_days=("late_days", "sum"), _demo=("_demo", "any"))
    named = counts.rename(columns={ON_TIME: "on_time", LATE: "late", MISSING: "missing", EXEMPT: "exempt"}).join(sums).reset_index()
    named["due"] = named[["on_time", "late", "missing", "exempt"]].sum(axis="columns")
    return named[[column.name for column in COLUMNS]]
