"""What the check page knows of records that rows of other kinds are held against (`merge.across`)."""

from typing import Any

import numpy as np

from build_scripts.kinds.account_line import YES
from build_scripts.kinds.correction import REVOKED
from build_scripts.kinds.disclosure import LEAST_NOTICE, NOTICE
from build_scripts.kinds.workday import WORK
from build_scripts.merge.federation import Federation
from build_scripts.merge.workdays import FIRST, LAST, NO_OWN_DAYS, workdays

Json = dict[str, Any]


def held(federation: Federation) -> Json:
    """Former codes of units, computed indicators, items with what is asked of each, disclosures, working days that are not weekdays.

    `items` and `versions` tell of the published disclosures in order of their numbers: of what item each is (its place in `catalogue`),
    and the version where that is not the first.
    """
    tables = federation.tables
    units, indicators, catalogue, disclosures = (tables[name] for name in ("unit", "indicator", "catalogue", "disclosure"))
    renamed, computed = units[units["former"].notna()], indicators[indicators["computed"] == YES]
    codes = catalogue["code"].tolist()
    accounts = (catalogue["accounts"] == YES).tolist()
    notices = [int(days) if days >= 0 else None for days in catalogue["notice_days"].astype("Int64").fillna(-1)]
    items = dict(zip(disclosures["index_number"], disclosures["item"], strict=True))
    later = disclosures[disclosures["version"] != 1]
    return {
        "former": dict(zip(renamed["code"], renamed["former"], strict=True)),
        "computed": dict(zip(computed["code"], computed["name"], strict=True)),
        "catalogue": [list(row) for row in zip(codes, catalogue["name"].tolist(), accounts, notices, strict=True)],
        "items": [codes.index(items[number]) for number in sorted(federation.registers["disclosure"].published)],
        "versions": dict(zip(later["index_number"], later["version"].astype(int).tolist(), strict=True)),
        "turned": _turned(federation),
        "first": str(FIRST),
        "last": str(LAST),
        "least": LEAST_NOTICE,
        "yes": YES,
        "work": WORK,
        "notice": NOTICE,
        "revoked": REVOKED,
    }


def _turned(federation: Federation) -> list[str]:
    """The days that are worked though weekends, or free though they are none."""
    days = np.arange(FIRST, LAST + 1)
    until = workdays(federation.tables.get("workday", NO_OWN_DAYS)).until
    works = np.diff(until, prepend=0) > 0
    return [str(day) for day in days[works != np.is_busday(days)]]
