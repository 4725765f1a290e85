"""Lists a leader acts on (要办的事): below target and worsening, furthest moved, not reported, corrected, at odds with those below."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from build_scripts.derive.level_sums import DISAGREES
from build_scripts.merge.relations import records
from build_scripts.view.figure import Figure, Told, counted, listed, why
from build_scripts.view.frames import Frame, Reel
from build_scripts.view.series import Row, Series
from build_scripts.view.standing import NOTHING, Standing, board_href
from build_scripts.view.words import Words

_MOST = 10
_SAID = ("state", "value", "value_digits", "bound", "numerator", "denominator")
_MOVERS = 5
_COUNTS = ("units_reported", "units_expected", "units_reported_before", "units_expected_before")


@dataclass(frozen=True, slots=True)
class ActLine:
    """One unit in a list: its name and address, the figure that puts it there, and what else is to be known."""

    name: str
    href: str
    figure: Figure
    note: Told
    demo: bool


@dataclass(frozen=True, slots=True)
class Act:
    """One list: `count` says how many there are in all, `more` that only the first are shown, `none` what an empty one means."""

    key: str
    title: str
    about: str
    count: str
    lines: Sequence[ActLine]
    more: str
    none: str


def acts(series: Series, reels: Mapping[str, Reel]) -> list[Act]:
    """The lists of one series in the latest period of each level, divisions before counties."""
    frames = [reel.latest for reel in reels.values()]
    uneven = _uneven(series, reels["prefecture"])
    silent = _once([each for each in frame.on if each.key == "unreported"] for frame in frames)
    return [
        _act(series, "double_red", [_line(series, each) for each in _furthest(map(_double_red, frames))]),
        _act(series, "below", [_behind(series, each) for each in _furthest(map(_below, frames))]),
        _act(series, "fallen", [_moved(series, each, uneven) for each in _once(_movers(frame, -1) for frame in frames)]),
        _act(series, "risen", [_moved(series, each, uneven) for each in _once(_movers(frame, 1) for frame in frames)]),
        _act(series, "revised", _revised(series, frames)),
        _act(series, "odds", _at_odds(series, frames)),
        _act(series, "unreported", [_silent(series, each) for each in silent]),
    ]


def _double_red(frame: Frame) -> list[Standing]:
    """Below target and lower than in the period before, the furthest below first."""
    return [each for each in frame.urgent_first if each.double_red and not each.inside]


def _below(frame: Frame) -> list[Standing]:
    """All below their target, the furthest below first."""
    return [each for each in frame.urgent_first if each.gap.text and not each.inside]


def _once(groups: Iterable[Sequence[Standing]]) -> list[Standing]:
    """The units of both levels, a direct county, which stands in both, once."""
    return list({each.place: each for group in groups for each in group}.values())


def _furthest(groups: Iterable[Sequence[Standing]]) -> list[Standing]:
    """The same, the furthest below target first."""
    return sorted(_once(groups), key=lambda each: (each.gap_points or 0, each.place))


def _movers(frame: Frame, direction: int) -> list[Standing]:
    """The five that moved furthest in one direction since their previous figure."""
    moved = [each for each in frame.on if each.change_points is not None and each.change_points * direction > 0]
    return sorted(moved, key=lambda each: (-abs(each.change_points or 0), each.place))[:_MOVERS]


def _line(series: Series, each: Standing) -> ActLine:
    words = series.edition.words
    still = words.told("board.still", gap=each.gap) if each.gap.text else ()
    since = (each.since,) if each.since.text else ()
    return ActLine(each.name, each.href, each.value, _joined(words, still, since, words.told("acts.change", change=each.change)), each.demo)


def _behind(series: Series, each: Standing) -> ActLine:
    words = series.edition.words
    outlook = (each.outlook,) if each.outlook.text else ()
    return ActLine(each.name, each.href, each.value, _joined(words, words.told("board.still", gap=each.gap), outlook), each.demo)


def _joined(words: Words, *told: Told) -> Told:
    """The sentences that there are, with a comma between them."""
    first, *rest = [each for each in told if each]
    return (*first, *(piece for each in rest for piece in (words("acts.and"), *each)))


def _moved(series: Series, each: Standing, uneven: Mapping[str, Figure]) -> ActLine:
    told = (series.edition.words("acts.and"), uneven[each.place]) if each.place in uneven else ()
    return ActLine(each.name, each.href, each.change, (each.value, *told), each.demo)


def _uneven(series: Series, reel: Reel) -> dict[str, Figure]:
    """Of divisions below which others reported than the period before: how many did, for a change may come of that alone."""
    if reel.before is None:
        return {}
    words, sums = series.edition.words, series.edition.derived["level_sums"]
    sums = sums[(sums["indicator"] == series.indicator) & (sums["scope"] == series.scope)]
    now, before = (sums[sums["period_end"] == frame.end] for frame in (reel.latest, reel.before))
    both = now.merge(before, on="place", suffixes=("", "_before"))
    both = both[both["missing"].fillna("") != both["missing_before"].fillna("")]
    return {
        str(row["place"]): counted(words("acts.uneven", **{name: row[name] for name in _COUNTS}), "downloads/statistics-level-sums.csv")
        for row in records(both)
    }


def _silent(series: Series, each: Standing) -> ActLine:
    words = series.edition.words
    before = series.history(each.place)
    last = words("home.last", period=words.day(before[-1]["period"])) if before else words("home.never")
    return ActLine(each.name, each.href, NOTHING, (last,), bool(before) and bool(before[-1]["_demo"]))


def _revised(series: Series, frames: Sequence[Frame]) -> list[ActLine]:
    """Figures of these periods that were reported again, with what the version before said; the furthest corrected first."""
    words = series.edition.words
    rows = _of(series, frames, "revised").assign(by=lambda found: -found["change_points"].abs().fillna(0).astype(float))
    lines = []
    for row in records(rows.sort_values(["by", "place"], kind="stable")):
        proof = why(series.indicator, row["place"], row["period"])
        known = isinstance(row["before_state"], str)
        before = _stated(words, {name: row[f"before_{name}"] for name in _SAID}) if known else words("acts.no_version")
        told = words("acts.before", before=before, day=words.day(row["submitted_on"]), version=row["version"])
        note = counted(told, "downloads/statistics-revised.csv")
        lines.append(_cited(series, row, Figure(words.stated(row, "%"), proof), _joined(words, _parts(words, row, proof), (note,))))
    return lines


def _stated(words: Words, row: Row) -> str:
    """A figure as it was stated, with its parts where it has any, for what was corrected may be one of them."""
    parts = words.fraction(row)
    return words("acts.with_parts", value=words.stated(row, "%"), parts=parts) if parts else words.stated(row, "%")


def _parts(words: Words, row: Row, proof: str) -> Told:
    parts = words.fraction(row)
    return (Figure(parts, proof),) if parts else ()


def _at_odds(series: Series, frames: Sequence[Frame]) -> list[ActLine]:
    """Divisions whose own figure is not the sum of what those below them reported; both are shown, neither is corrected."""
    words = series.edition.words
    rows = _of(series, frames, "level_sums")
    lines = []
    for row in records(rows[rows["verdict"] == DISAGREES]):
        proof = why(series.indicator, row["place"], row["period"])
        own, below = (words.fraction({name: row[f"{name}{end}"] for name in ("numerator", "denominator")}) for end in ("", "_below"))
        told = words("acts.against", own=own, below=below, reported=row["units_reported"], expected=row["units_expected"])
        lines.append(
            _cited(series, row, Figure(words.percent(row["value"], 1), proof), (counted(told, "downloads/statistics-level-sums.csv"),))
        )
    return lines


def _of(series: Series, frames: Sequence[Frame], name: str) -> pd.DataFrame:
    """The rows of a derived table for this series in the periods of these frames."""
    rows = series.edition.derived[name]
    ends = {frame.end for frame in frames}
    return rows[(rows["indicator"] == series.indicator) & (rows["scope"] == series.scope) & rows["period_end"].isin(ends)]


def _cited(series: Series, row: Row, figure: Figure, note: Told) -> ActLine:
    """A line about one figure of a derived table."""
    return ActLine(series.edition.heading("unit", row["unit"]), board_href(row["place"]), figure, note, bool(row["_demo"]))


def _act(series: Series, key: str, lines: Sequence[ActLine]) -> Act:
    words = series.edition.words
    return Act(
        key=key.replace("_", "-"),
        title=words(f"acts.{key}"),
        about=words(f"acts.{key}_about"),
        count=words("acts.count", count=listed(len(lines))) if lines else "",
        lines=lines[:_MOST],
        more=words("acts.more", shown=listed(_MOST), total=listed(len(lines))) if len(lines) > _MOST else "",
        none=words(f"acts.{key}_none"),
    )
