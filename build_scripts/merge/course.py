"""How reporting (报送) of one series goes from period to period: the rule that tells silence from not yet, and which period is shown."""

from collections.abc import Mapping, Set
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Gap:
    """The last period that a silent unit has reported, and the first after it whose reporting is over without it."""

    last: str
    missed: str


@dataclass(frozen=True, slots=True)
class Course:
    """How the reporting of a series stands: the gap of each silent unit, and who is awaited in each period that is still under way.

    `over`: the last period whose reporting is over; None where that of none is.
    """

    silent: Mapping[str, Gap]
    awaited: Mapping[str, frozenset[str]]
    over: str | None


def course(filed: Mapping[str, Set[str]]) -> Course:
    """Who has fallen silent, and who need not have reported yet, from who reported what and from nothing else.

    Those that count (在报单位) in a period are the units that reported any before it and are not silent. Reporting of a period is over
    once more than half of them have reported it; those that have not are silent from then on, until they report it or a later one. Where
    half or fewer have reported, the period is under way and makes nobody silent; it stays under way until it, or a later one, is over.
    A unit that never reported is neither silent nor awaited. So one early report, or two in a row, silences nobody.

    Args:
        filed: the codes of the units that reported, by period, the earliest period first; each at least one unit.

    Returns:
        `silent` by unit; `awaited` by period under way, the earliest first: the units that count and have not reported it. The first period
        of all is not in it, for nobody could be awaited, nor is it ever `over`.

    Source: none, a convention of this site (产品约定): no document states when the reporting of a period is over.
    """
    counting: set[str] = set()
    last: dict[str, str] = {}
    silent: dict[str, Gap] = {}
    awaited: dict[str, frozenset[str]] = {}
    over = None
    for period, units in filed.items():
        missing = counting - units
        silent = {unit: gap for unit, gap in silent.items() if unit not in units}
        if len(counting & units) > len(missing):
            silent |= {unit: Gap(last[unit], period) for unit in missing}
            counting, awaited, over = set(units), {}, period
        else:
            awaited |= {period: frozenset(missing)} if counting else {}
            counting |= units
        last |= dict.fromkeys(units, period)
    return Course(silent, awaited, over)


def latest(filed: Mapping[str, Set[str]]) -> str:
    """The period that is shown as the latest (最新一期): the last one whose reporting is over, so that no early report hides the others.

    While the reporting of none is over, as in the first two periods of all, it is the newest of those that most units have reported.

    Args:
        filed: as for `course`, with one period at least.

    Source: as for `course` (产品约定).
    """
    return course(filed).over or max(filed, key=lambda period: (len(filed[period]), list(filed).index(period)))
