"""The rate of disclosure (会务公开率): of the grass-roots unions of a unit, how many disclosed all that was due in a year."""

import pandas as pd

from build_scripts.derive.punctuality.duties import MISSING, duties
from build_scripts.merge.columns import Column
from build_scripts.merge.federation import Federation
from build_scripts.merge.once import once

TITLE = "会务公开率"
COLUMNS = (
    Column("unit", "单位代码", "所属单位今天的代码；省一级是全省合计"),
    Column("year", "年份", "应公开的在这一年到期"),
    Column("numerator", "全部公开的工会", "这一年到期的事项都公开了（含逾期公开和免予公开）的基层工会数", "个"),
    Column("denominator", "应公开的工会", "这一年有事项到期的基层工会数；建会日期等都没有登记、不知从何时算起的不在内", "个"),
    Column("value", "会务公开率", "全部公开的工会 ÷ 应公开的工会，由公开记录算出，不取自报数（产品约定）", "%"),
    Column("_demo", "示例", "是否含示例数据"),
)


@once
def derive(federation: Federation) -> pd.DataFrame:
    """One row for each unit and year with a union that owed something, and one for the province, by unit and year.

    Source: 指标 3.14 会务公开率, a convention of this site (产品约定).
    """
    told = duties(federation)
    unions = told.publishers["union"].to_numpy(dtype=bool)
    rows = told.rows[unions[told.rows["publisher"]] & (told.rows["due_on"] <= federation.as_of)]
    year = rows["due_on"].dt.year.astype("str")
    done = rows[["publisher"]].assign(year=year, complete=rows["state"] != MISSING)
    each = done.groupby(["publisher", "year"], as_index=False)["complete"].all()
    by = told.publishers.iloc[each["publisher"]]
    table = each.assign(unit=by["unit"].to_numpy(), _demo=by["_demo"].to_numpy())
    whole = pd.concat([table, table.assign(unit=federation.tree.root)])
    found = whole.groupby(["unit", "year"]).agg(numerator=("complete", "sum"), denominator=("complete", "size"), _demo=("_demo", "any"))
    found = found.reset_index()
    value = (found["numerator"].astype("Float64") * 100 / found["denominator"]).round(4)
    return found.assign(value=value)[[column.name for column in COLUMNS]]
