"""Maps that speak (会说话的地图): what a map shows, in a paragraph written from the same frame; it is also the map's text alternative."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from build_scripts.view.figure import Exemption, exempt
from build_scripts.view.frames import Frame
from build_scripts.view.standing import Standing
from build_scripts.view.words import Words

_NAMED = 5


def narrate(frame: Frame, before: Frame | None) -> str:
    """Range, highest and lowest, who misses the target, who is missing, and what changed since the period before.

    Args:
        frame: what is drawn.
        before: the frame before it; None for the first.

    Returns:
        Sentences; every figure in them is one of the frame's. Where nobody can be compared it says so, and why.
    """
    words, series = frame.series.edition.words, frame.series
    compared = frame.compared
    facts = {"period": words.day(frame.period), "indicator": series.name, "level": words(f"coverage.{frame.level}"), "total": len(frame.on)}
    if not frame.period:
        return words("narrative.not_started", **facts)
    if not compared:
        return exempt(Exemption.DRAWN, words("narrative.none", **facts) + _absent(frame))
    low, high = compared[0], compared[-1]
    group = {"low": _level(compared, low), "high": _level(compared, high)}
    ends = {"count": len(compared), "value": low.shown} | {end: _names(frame, level) + " " + level[0].shown for end, level in group.items()}
    told = words("narrative.same" if low.rate == high.rate else "narrative.range", **facts, **ends)
    whole = told + _judged(frame) + _absent(frame) + _beside(frame) + (_moved(frame, before) if before else "")
    return exempt(Exemption.DRAWN, whole)


def narrate_few(frame: Frame, few: Sequence[Standing]) -> str:
    """The same of some of a frame's units: range, who misses the target, who is missing."""
    part = replace(frame, on=tuple(few), off=(), inside=())
    return narrate(part, None)


def _level(compared: Sequence[Standing], one: Standing) -> list[Standing]:
    """All that stand level with it."""
    return [each for each in compared if each.rate == one.rate]


def together(words: Words, texts: Sequence[str]) -> str:
    """The first few of the texts as a list, and of how many they are the first."""
    told = words("narrative.and").join(texts[:_NAMED])
    return told if len(texts) <= _NAMED else told + words("narrative.more", count=len(texts))


def _names(frame: Frame, group: Sequence[Standing]) -> str:
    return together(frame.series.edition.words, [each.name for each in group])


def _listed(frame: Frame, group: Sequence[Standing]) -> str:
    return together(frame.series.edition.words, [each.name + " " + each.shown for each in group])


def _judged(frame: Frame) -> str:
    words = frame.series.edition.words
    if frame.target is None:
        return words("narrative.no_target")
    missed = [each for each in frame.compared if each.key == "missed"]
    later = [each for each in frame.compared if each.key == "later"]
    target = words.number(frame.target)
    told = words("narrative.met", target=target, count=frame.counts["met"])
    if missed:
        told += words("narrative.missed", count=len(missed), names=_listed(frame, missed))
    if later:
        told += words("narrative.later", count=len(later), names=_listed(frame, later))
    return told + words("narrative.stop")


def _absent(frame: Frame) -> str:
    words = frame.series.edition.words
    told = ""
    for key in ("unreported", "unclear"):
        group = [each for each in frame.on if each.key == key]
        if group:
            told += words(f"narrative.{key}", count=len(group), names=_names(frame, group))
    for mark in ("not_applicable", "withheld"):
        group = [each for each in frame.on if each.mark == mark]
        if group:
            told += words(f"narrative.{mark}", count=len(group), names=_names(frame, group))
    return told


def _beside(frame: Frame) -> str:
    shown = [each for each in frame.off if each.value.text]
    return frame.series.edition.words("narrative.beside", names=_listed(frame, shown)) if shown else ""


def _moved(frame: Frame, before: Frame) -> str:
    """Against the frame before, unit by unit, where both can be compared."""
    words = frame.series.edition.words
    was = {each.place: each.rate for each in before.on}
    steps = [(each, each.rate - past) for each in frame.compared if (past := was.get(each.place)) is not None and each.rate is not None]
    if not steps:
        return ""
    up, down = sum(step > 1e-9 for _, step in steps), sum(step < -1e-9 for _, step in steps)
    told = words("narrative.moved", period=words.day(before.period), up=up, down=down, level=len(steps) - up - down)
    most, points = max(steps, key=lambda step: (abs(step[1]), step[0].place))
    return told + (words("narrative.most", name=most.name, change=words.signed(points)) if up or down else words("narrative.stop"))


def narrate_counts(words: Words, section: str, counts: Mapping[str, int]) -> str:
    """What a map of counts shows: the sum, the most and who has none, by name of each unit; in the sentences of that section."""
    if not any(counts.values()):
        return exempt(Exemption.DRAWN, words(f"{section}.told_none", total=len(counts)))
    most = max(counts.values())
    leaders = [name for name, count in counts.items() if count == most]
    without = [name for name, count in counts.items() if not count]
    facts = {"total": len(counts), "sum": words.number(sum(counts.values())), "most": words.number(most)}
    told = words(f"{section}.told", leaders=together(words, leaders), **facts)
    left = words("narrative.without", count=len(without), names=together(words, without)) if without else ""
    return exempt(Exemption.DRAWN, told + left)
