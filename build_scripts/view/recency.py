"""When what a page shows was last published or changed, as far as the records tell; a build by itself changes nothing."""

from collections.abc import Mapping, Sequence
from typing import Any

from build_scripts.merge.relations import plain_records
from build_scripts.view.edition import Edition

Record = Mapping[str, Any]


class Recency:
    """Knows the day of the last correction (更正, 修订) of each disclosure that has one."""

    def __init__(self, edition: Edition) -> None:
        self._mended: dict[str, str] = {}
        for row in plain_records(edition.federation.tables["correction"]):
            number = row["disclosure"]
            self._mended[number] = max(row["on"], self._mended.get(number, ""))

    def of(self, rows: Sequence[Record], gone: Sequence[Record] = ()) -> str:
        """The last day (ISO) on which one of these disclosures was published, corrected or taken away; empty where there is none."""
        mended = self._mended
        days = [row["published_on"] for row in rows]
        if mended:
            days += [mended[row["index_number"]] for row in rows if row["index_number"] in mended]
        days += [row["on"] for row in gone if row["on"]]
        return max(days, default="")
