"""The reporting tree of the home province: who reports to whom, on a given day, and what stands for whom today."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pandas as pd

from build_scripts.kinds.unit import COUNTY, LEVELS, OUTLINE, PREFECTURE

MAP_LEVELS: Mapping[str, str] = {"prefecture": PREFECTURE, "county": COUNTY}
_RANK = {level: rank for rank, level in enumerate(LEVELS)}
_ALWAYS = ("0000", "9999")


@dataclass(frozen=True)
class UnitTree:
    """`units`: the unit register indexed by code; `root`: the province this site is about."""

    units: pd.DataFrame
    root: str

    @cached_property
    def home(self) -> frozenset[str]:
        """The root and all that report to it, directly or not; former units count with their successor."""
        return frozenset(code for code in self._records if self._reaches_root(code))

    def current(self, code: str) -> str:
        """The unit that stands for this one today: its last successor, or itself."""
        seen = {code}
        while code in self._heirs and self._heirs[code] not in seen:
            code = self._heirs[code]
            seen.add(code)
        return code

    def valid(self, code: str, day: str) -> bool:
        """Whether the unit existed under this code on that day (ISO): from its first day on, until the day before its last.

        A day stated to the month or year begins with it: 郧县 stated until 2014-09 is no longer valid on 2014-09-01, when 郧阳区 begins.
        """
        record = self._records[code]
        start = record["valid_from"] if isinstance(record["valid_from"], str) else _ALWAYS[0]
        end = record["valid_to"] if isinstance(record["valid_to"], str) else _ALWAYS[1]
        return start <= day < end

    def level(self, level: str, day: str) -> list[str]:
        """The divisions of one level below the root on that day, in order of code; the four direct ones stand in both levels.

        A unit belongs to the map by the outline of what stands for it today: 监利县 is drawn as 监利市.
        """
        return [code for code in self._drawn(level) if self.valid(code, day)]

    def _drawn(self, level: str) -> list[str]:
        """The divisions of one level that there ever were, in order of code."""
        known = self._levels.get(level)
        if known is None:
            known = self._levels[level] = sorted(
                code
                for code, record in self._records.items()
                if level in (record["level"], record["peer_level"])
                and self._records[self.current(code)]["on_map"] == OUTLINE
                and code != self.root
                and code in self.home
            )
        return known

    @cached_property
    def _levels(self) -> dict[str, list[str]]:
        return {}

    def owing(self, day: str) -> dict[str, str]:
        """The divisions that owe a report on that day and the level under which each does, a key of MAP_LEVELS.

        The prefectures come first, then the counties, in order of code; the four direct ones stand with the prefectures.
        """
        found: dict[str, str] = {}
        for name, level in MAP_LEVELS.items():
            found |= {code: name for code in self.level(level, day) if code not in found}
        return found

    def off_map(self, level: str, day: str) -> list[str]:
        """The units that stand beside the map of that level: reporting lines without an outline, not already counted in their host."""
        drawn = set(self.level(level, day))
        return [code for code in self.partition(level, day) if code not in drawn]

    def inside_hosts(self, day: str) -> list[str]:
        """The units whose figures are already contained in their host's: shown as 其中, never added."""
        return [code for code in self._hosted if self.valid(code, day)]

    @cached_property
    def _hosted(self) -> list[str]:
        return sorted(code for code in self.home if self._records[code]["overlaps_host"] == "是")

    def below(self, code: str, day: str) -> list[str]:
        """The units that report directly to this one on that day, under this code or a former one, in order of code."""
        former = {one for one in self._records if self.current(one) == self.current(code)}
        return sorted(child for one in former for child in self._children.get(one, ()) if self.valid(child, day))

    def partition(self, level: str, day: str) -> list[str]:
        """The units whose figures add up to the province's when each division of that level reports for all below it.

        Walks down from the root by `report_to` alone and stops at the first unit of that level, or at a reporting line that is no
        division; it never looks at the map, so that it can be held against what was drawn.
        """
        inside = set(self.inside_hosts(day))
        found: list[str] = []
        waiting = list(self._children.get(self.root, ()))
        while waiting:
            code = waiting.pop()
            if code in inside or not self.valid(code, day):
                continue
            if _RANK[self._records[code]["level"]] >= _RANK[level]:
                found.append(code)
            else:
                waiting += self._children.get(code, ())
        return sorted(found)

    def owner(self, code: str, parts: frozenset[str]) -> str | None:
        """The first of `parts` on the way from the unit up to the root, the unit itself included; None where there is none."""
        above: Any = code
        while isinstance(above, str) and above not in parts:
            above = self._records[above]["report_to"] if above in self._records else None
        return above if isinstance(above, str) else None

    @cached_property
    def _records(self) -> Mapping[str, Mapping[str, Any]]:
        records: dict[str, dict[str, Any]] = self.units.to_dict("index")
        return records

    @cached_property
    def _heirs(self) -> Mapping[str, str]:
        """The successor of each former unit that has exactly one."""
        heirs = self.units["former"].dropna()
        single = heirs[~heirs.duplicated(keep=False)]
        return dict(zip(single, single.index, strict=True))

    @cached_property
    def _children(self) -> Mapping[str, list[str]]:
        return {str(above): list(group.index) for above, group in self.units.groupby("report_to")}

    def _reaches_root(self, code: str) -> bool:
        seen: set[str] = set()
        above: Any = code
        while isinstance(above, str) and above not in seen:
            if above == self.root:
                return True
            seen.add(above)
            above = self._records[above]["report_to"] if above in self._records else None
        return False
