"""What follows from the same federation is worked out once, however many statistics rest on it."""

from collections.abc import Callable
from functools import wraps
from weakref import WeakKeyDictionary

import pandas as pd

from build_scripts.merge.federation import Federation

Derivation = Callable[[Federation], pd.DataFrame]


def once(derive: Derivation) -> Derivation:
    """The same derivation, which remembers its table for as long as the federation is there; each caller has one of its own to change."""
    known: WeakKeyDictionary[Federation, pd.DataFrame] = WeakKeyDictionary()

    @wraps(derive)
    def remembered(federation: Federation) -> pd.DataFrame:
        if federation not in known:
            known[federation] = derive(federation)
        return known[federation].copy(deep=False)

    return remembered
