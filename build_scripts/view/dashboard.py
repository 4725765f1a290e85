"""The dashboard as a whole: its series and their reels, each made once."""

from dataclasses import dataclass
from functools import cached_property

from build_scripts.merge.tree import MAP_LEVELS
from build_scripts.view.edition import Edition
from build_scripts.view.frames import Reel
from build_scripts.view.series import Series, all_series


@dataclass(frozen=True)
class Dashboard:
    """Every series of the edition, and its reel at each level (prefecture|county)."""

    edition: Edition

    @cached_property
    def series(self) -> list[Series]:
        """Of each indicator the main scope first, then the others, in the order of the dashboard."""
        return all_series(self.edition)

    @cached_property
    def main(self) -> dict[str, Series]:
        """By indicator, the series in its main scope."""
        return {series.indicator: series for series in self.series if series.main}

    def reel(self, series: Series, level: str) -> Reel:
        """The frames of a series at a level."""
        return self._reels[series.stem, level]

    @cached_property
    def _reels(self) -> dict[tuple[str, str], Reel]:
        return {(series.stem, level): Reel(series, level) for series in self.series for level in MAP_LEVELS}
