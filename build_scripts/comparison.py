"""Two states of the records, loaded, derived, drawn and compared: the path from two folders to a change report."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path

import pandas as pd

from build_scripts import pipeline
from build_scripts.change.changes import compare
from build_scripts.change.pairs import pairs
from build_scripts.change.report import Origin, Report
from build_scripts.change.revisions import revision, unpack
from build_scripts.change.side import Side
from build_scripts.change.stopped import Stopped, stopped
from build_scripts.declare import discover
from build_scripts.draw.outlines import outlines
from build_scripts.findings import Finding
from build_scripts.loading import load
from build_scripts.merge.federation import Federation, model_faults
from build_scripts.merge.tree import MAP_LEVELS
from build_scripts.phrases import COMMANDS
from build_scripts.read.folder import read_folder, record_files
from build_scripts.read.theme import read_maps, read_words
from build_scripts.view.dashboard import Dashboard
from build_scripts.view.edition import Edition
from build_scripts.view.environment import templates
from build_scripts.view.maps import Map, maps
from build_scripts.view.words import Words
from build_scripts.workers import shared

_GROUND = ("indicator", "scope", "site", "target", "unit")


@dataclass(frozen=True, slots=True)
class State:
    """A folder of records, the date of its data, and where it comes from."""

    origin: Origin
    data: Path
    as_of: date


@dataclass(frozen=True, slots=True)
class _Loaded:
    """What one state came to; the federation is without its kinds, which do not travel between processes."""

    federation: Federation
    faults: list[Finding]
    derived: Mapping[str, pd.DataFrame]
    stopped: tuple[Stopped, ...]


def state(name: str, data: Path, folder: Path, dated: Callable[[Path, date | None], date]) -> State | str:
    """A folder of records by its path, or a git revision taken out into an empty folder; what to say where it is neither.

    Args:
        name: as it was asked for; a folder goes before a revision of the same name.
        data: the folder of which revisions are asked.
        folder: where to put the records of a revision.
        dated: the date of the data, given where they lie and, for a revision, when they were last committed.
    """
    path = Path(name)
    if name and path.is_dir() and next(record_files(path), None):
        day = dated(path, None)
        return State(Origin(name, "", day.isoformat()), path, day)
    found = revision(name, data)
    if found is None:
        return COMMANDS["no_revision"].format(found=name)
    if not unpack(found.commit, data, folder):
        return COMMANDS["no_records_then"].format(found=name, path=data)
    day = dated(folder, found.on)
    return State(Origin(name, found.commit, day.isoformat()), folder, day)


def compared(project: Path, before: State, after: State, public: bool) -> tuple[Report | None, list[Finding]]:
    """The report; where the model of a state is at fault, None and the faults. The states are loaded side by side."""
    theme = project / "site_theme"
    loaded = list(shared([partial(_load, state, public) for state in (before, after)]))
    faults = [finding for each in loaded for finding in each.faults]
    if faults:
        return None, faults
    words = Words(read_words(theme / "text.yml"))
    kinds = discover()
    sides = []
    for each in loaded:
        edition = Edition(replace(each.federation, kinds=kinds), each.derived, words, templates(theme / "pages", words), public)
        sides.append(Side(edition, each.stopped))
    old, new = sides
    touched = _touched(old, new)
    drawn = _drawn(project, before, old, touched), _drawn(project, after, new, touched)
    return Report((before.origin, after.origin), (old, new), compare(old, new), tuple(pairs((old, new), drawn))), []


def _load(state: State, public: bool) -> Iterator[_Loaded]:
    federation, findings = load(state.data, state.as_of, public)
    faults = model_faults(findings, federation.kinds)
    reading, _ = read_folder(state.data, federation.kinds)
    derived = {} if faults else {name: module.derive(federation) for name, module in pipeline.derivations().items()}
    yield _Loaded(replace(federation, kinds={}), faults, derived, stopped(federation.ledger, reading))


def _touched(old: Side, new: Side) -> list[str]:
    """The indicators whose map may look different: those with other figures, or all where what maps rest on is not the same."""
    codes = list(dict.fromkeys([*old.edition.dashboard, *new.edition.dashboard]))
    tables = [side.edition.federation.tables for side in (old, new)]
    if any(not _content(tables[0][name]).equals(_content(tables[1][name])) for name in _GROUND):
        return codes
    return [code for code in codes if not all(_latest(old, code, level).equals(_latest(new, code, level)) for level in MAP_LEVELS)]


def _latest(side: Side, code: str, level: str) -> pd.DataFrame:
    return _content(side.edition.latest(code, level))


def _content(rows: pd.DataFrame) -> pd.DataFrame:
    return rows.drop(columns=["_file", "_line"])


def _drawn(project: Path, state: State, side: Side, touched: list[str]) -> dict[str, Map]:
    """The maps of these indicators as the site would show them, by name."""
    edition = side.edition
    figures = edition.derived["coverage"]
    kept = figures[figures["indicator"].isin(touched)].reset_index(drop=True)
    if not touched or (len(figures) and not len(kept)):
        return {}
    request = pipeline.Request(project, state.data, project / "content", project / "site", state.as_of, edition.public)
    boundaries = pipeline.drawable(request, edition.federation)
    lines = {"prefecture": outlines(boundaries.prefectures), "county": outlines(boundaries.counties)} if boundaries else {}
    declared = {name: told for name, told in read_maps(project / "site_theme" / "maps").items() if told.get("each") == "indicator"}
    narrow = replace(edition, derived={**edition.derived, "coverage": kept})
    return {each.name: each for each in maps(Dashboard(narrow), declared, lines) if each.name.partition(".")[2] in touched}
