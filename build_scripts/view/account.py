"""Account tables (收支表): the lines as they were stated, and bars that show the shares of each side."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from build_scripts.kinds.account_line import BALANCE, EXPENSE, INCOME, YES
from build_scripts.merge.relations import plain_records
from build_scripts.view.edition import Edition
from build_scripts.view.figure import Exemption, exempt

_SIDES = (INCOME, EXPENSE, BALANCE)
_AMOUNTS = ("budget_yuan", "actual_yuan")
_WIDTH = 100
Record = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Line:
    """One line: account, budget and actual as printed, whether it is a total, the length of its bar (0 to 100, None = no bar)."""

    account: str
    budget: str
    actual: str
    total: bool
    bar: str | None


@dataclass(frozen=True, slots=True)
class Account:
    """The table of one disclosure: the lines of each side, whether there are budgets and actuals at all."""

    sides: tuple[tuple[str, tuple[Line, ...]], ...]
    budget: bool
    actual: bool


def accounts(edition: Edition) -> Mapping[str, Account]:
    """The account tables by index number."""
    found: dict[str, list[Record]] = {}
    for row in plain_records(edition.federation.tables["account_line"].sort_values(["disclosure", "number"], kind="stable")):
        found.setdefault(row["disclosure"], []).append(row)
    return {number: _account(edition, rows) for number, rows in found.items()}


def _account(edition: Edition, rows: list[Record]) -> Account:
    budget, actual = (any(row[name] is not None for row in rows) for name in _AMOUNTS)
    told = _AMOUNTS[1] if actual else _AMOUNTS[0]
    longest = max((row[told] for row in rows if _drawn(row) and row[told] is not None), default=0)
    sides = tuple((side, tuple(_line(edition, row, told, longest) for row in rows if row["side"] == side)) for side in _SIDES)
    return Account(tuple((side, lines) for side, lines in sides if lines), budget, actual)


def _drawn(row: Record) -> bool:
    """Whether a line has a bar: totals and balances have none."""
    return bool(row["total"] != YES and row["side"] != BALANCE)


def _line(edition: Edition, row: Record, told: str, longest: float) -> Line:
    drawn = _drawn(row) and row[told] is not None and longest > 0
    bar = f"{max(row[told], 0) * _WIDTH / longest:.1f}" if drawn else None
    budget, actual = (exempt(Exemption.RECORD, edition.words.exact(row[name])) for name in _AMOUNTS)
    return Line(row["account"], budget, actual, row["total"] == YES, bar)
