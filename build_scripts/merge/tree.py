"""The reporting tree of the home province: who reports to whom, on a given day, and what stands for whom today."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from build_scripts.kinds.unit import COUNTY, LEVELS, OUTLINE, PREFECTURE, PROVINCE

_RANK = {level: rank for rank, level in enumerate(LEVELS)}
_EVER = ("0000", "9999")


@dataclass(frozen=True, slots=True)
class UnitTree:
    """`units`: the unit register indexed by code; `root`: the province this site is about."""

    units: pd.DataFrame
    root: str

    def home(self) -> list[str]:
        """The codes of the root and of all that report to it, directly or not, in order of code; former units count with their successor."""
        return sorted(code for code in self.units.index if self._reaches_root(code))

    def current(self, code: str) -> str:
        """The unit that stands for this one today: its last successor, or itself."""
        seen = {code}
        while True:
            heirs = self.units.index[self.units["former"] == code]
            if len(heirs) != 1 or heirs[0] in seen:
                return code
            code = str(heirs[0])
            seen.add(code)

    def valid(self, code: str, day: str) -> bool:
        """Whether the unit existed under this code on that day (ISO). A validity stated to the month begins and ends with the month."""
        start, end = self.units.at[code, "valid_from"], self.units.at[code, "valid_to"]
        begins = start if isinstance(start, str) else _EVER[0]
        ends = end if isinstance(end, str) else _EVER[1]
        return begins <= day and (day[: len(ends)] < ends or len(ends) == len(day) == len("2018-01-01") and day <= ends)

    def level(self, level: str, day: str) -> list[str]:
        """The divisions of one level below the root on that day, in order of code; the four direct ones stand in both levels."""
        peers = (self.units["level"] == level) | (self.units["peer_level"] == level)
        chosen = self.units.index[peers & (self.units["on_map"] == OUTLINE)]
        return [code for code in chosen if code != self.root and self._reaches_root(code) and self.valid(code, day)]

    def off_map(self, level: str, day: str) -> list[str]:
        """The units that stand beside the map of that level: reporting lines without an outline, not already counted in their host."""
        return [code for code in self.partition(level, day) if code not in set(self.level(level, day))]

    def inside_hosts(self, day: str) -> list[str]:
        """The units whose figures are already contained in their host's: shown as 其中, never added."""
        inside = self.units.index[self.units["overlaps_host"] == "是"]
        return [code for code in inside if self._reaches_root(code) and self.valid(code, day)]

    def partition(self, level: str, day: str) -> list[str]:
        """The units whose figures add up to the province's when each division of that level reports for all below it.

        Walks down from the root by `report_to` alone and stops at the first unit of that level, or at a reporting line that is no
        division; it never looks at the map, so that it can be held against what was drawn.
        """
        inside = set(self.inside_hosts(day))
        found: list[str] = []
        waiting = self._children(self.root, day)
        while waiting:
            code = waiting.pop()
            rank = _RANK[self.units.at[code, "level"]]
            if code in inside:
                continue
            if rank >= _RANK[level]:
                found.append(code)
            else:
                waiting += self._children(code, day)
        return sorted(found)

    def _children(self, code: str, day: str) -> list[str]:
        below = self.units.index[self.units["report_to"] == code]
        return [child for child in below if self.valid(child, day)]

    def _reaches_root(self, code: str) -> bool:
        seen: set[str] = set()
        while isinstance(code, str) and code not in seen:
            if code == self.root:
                return True
            seen.add(code)
            code = self.units["report_to"].get(code)
        return False

    def names(self, codes: Sequence[str]) -> list[str]:
        """The names of the units."""
        return [str(name) for name in self.units["name"].reindex(codes)]


MAP_LEVELS = {"province": PROVINCE, "prefecture": PREFECTURE, "county": COUNTY}
