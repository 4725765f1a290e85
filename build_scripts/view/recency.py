"""When what a page shows was last published or changed, as far as the records tell; a build by itself changes nothing."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

import numpy as np
import pandas as pd

from build_scripts.merge.relations import plain_records
from build_scripts.view.columns import Ints, sought, stored
from build_scripts.view.edition import Edition

Record = Mapping[str, Any]
_NONE: Mapping[int, Sequence[Record]] = MappingProxyType({})


class Recency:
    """Knows the day of the last correction (更正, 修订) of each disclosure that has one."""

    def __init__(self, edition: Edition) -> None:
        self._mended: dict[str, str] = {}
        for row in plain_records(edition.federation.tables["correction"]):
            number = row["disclosure"]
            self._mended[number] = max(row["on"], self._mended.get(number, ""))

    def of(self, count: int, pages: Ints, shown: pd.DataFrame, gone: Mapping[int, Sequence[Record]] = _NONE) -> list[str]:
        """For each of so many pages the last day (ISO) on which something on it was published, corrected or taken away; empty for none.

        Args:
            count: how many pages there are.
            pages: on which of them each disclosure of `shown` stands.
            shown: rows of the published disclosures.
            gone: rows of `Federation.gone`, by page.
        """
        last = np.full(count, "", dtype="U10")
        days = shown["published_on"].to_numpy(dtype="U10")
        order = np.lexsort((days, pages))
        last[pages[order]] = days[order]  # of several, the last one holds
        told = [(int(pages[row]), day) for row, day in sought(self._mended, stored(shown, "index_number")).items()]
        told += [(page, row["on"]) for page, rows in gone.items() for row in rows if row["on"]]
        found: list[str] = last.tolist()
        for page, day in told:
            found[page] = max(found[page], day)
        return found
