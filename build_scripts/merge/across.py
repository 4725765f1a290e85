"""Rules that hold a row against rows of other kinds: asked when all records are merged, and of a submission by itself."""

from typing import Protocol

import pandas as pd

from build_scripts.merge.accounts import check_accounts, check_computed
from build_scripts.merge.lives import check_corrections, check_numbers, check_windows
from build_scripts.merge.stack import Stack
from build_scripts.merge.workdays import workdays


class Rows(Protocol):
    """Gives the rows of a kind merged before, with those that are withheld where asked for."""

    def __call__(self, name: str, *, hidden: bool) -> pd.DataFrame:
        """The rows of that kind."""


def check_across(current: Stack, rows: Rows) -> None:
    """Stop or tell of the rows that do not agree with those of other kinds (E208, E210 to E213, N402)."""
    name = current.kind.name
    if name == "disclosure":
        check_numbers(current, rows("unit", hidden=False))
        check_windows(current, rows("catalogue", hidden=False), workdays(rows("workday", hidden=False)))
    elif name == "observation":
        check_computed(current, rows("indicator", hidden=False))
    elif name == "correction":
        check_corrections(current, rows("disclosure", hidden=True)[["index_number", "version"]])
    elif name == "account_line":
        check_accounts(current, rows("disclosure", hidden=False), rows("catalogue", hidden=False))
