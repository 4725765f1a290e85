"""The veto (一票否决): units that missed a binding target of the plan in a year, and the exceptions that were recorded."""

import numpy as np
import pandas as pd

from build_scripts.derive.checkup.answers import each_once
from build_scripts.derive.checkup.sight import Sight
from build_scripts.derive.checkup.table import verdicts
from build_scripts.derive.checkup.veto import outcomes, targets
from build_scripts.merge.columns import Column
from build_scripts.merge.federation import Federation

TITLE = "一票否决"
CANDIDATE, EXCEPTED = VERDICTS = ("候选", "已记录例外")
COLUMNS = (
    Column("unit", "单位代码", "没有完成目标的单位，现在的代码"),
    Column("level", "层级", "市州、县；省直管市、林区按市州列；不按区划的报送线为非地理"),
    Column("year", "年度", "考核的年度"),
    Column("verdict", "结论", "候选：没有例外记录；已记录例外"),
    Column("rules", "没有完成的规则", "规则代码，多个用空格分开"),
    Column("reasons", "原因", "每条规则的名称和决定结论的数字"),
    Column("decided_by", "决定机构", "准予例外的机构；没有则空"),
    Column("decided_on", "决定日期", "准予例外的日期"),
    Column("document_number", "文号", "准予例外的文号"),
    Column("reason", "理由", "准予例外的理由"),
    Column("sources", "涉及来源", "来源代码，多个用空格分开"),
    Column("_demo", "示例", "是否涉及示例数据"),
)


def derive(federation: Federation) -> pd.DataFrame:
    """One row a unit and year with a binding target missed, by year from the newest, then by unit.

    Source: 湖北省总工会基层组织建设工作规划 (2014-2018) 四（五）: 对未完成工作目标的单位，在创先争优表彰中实行“一票否决”.
    """
    sight = Sight(federation)
    cells = verdicts(federation)
    found = outcomes(sight, cells[cells["rule"].isin(list(targets(sight)))])
    rows = found[found["missed"] != ""]
    excepted = rows["decided_by"].notna()
    rows = rows.assign(
        rules=rows["missed"],
        verdict=np.where(excepted, EXCEPTED, CANDIDATE),
        sources=list(map(each_once, rows["sources"], rows["exception_source"].fillna(""))),
        _demo=rows["_demo"].astype(bool) | rows["exception_demo"].fillna(False).astype(bool),
    )
    texts = dict.fromkeys([column.name for column in COLUMNS if column.name != "_demo"], "str")
    rows = rows.astype(texts).sort_values(["year", "unit"], ascending=[False, True], kind="stable", ignore_index=True)
    return rows[[column.name for column in COLUMNS]]
