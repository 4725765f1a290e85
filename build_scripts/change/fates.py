"""Records newly withheld or rejected, and records that readers no longer see. None of them is told by more than codes, place and reason."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from build_scripts.change.lines import Line, Section
from build_scripts.change.records import REMOVED, RecordChange
from build_scripts.change.side import Side
from build_scripts.change.stopped import Stopped
from build_scripts.merge.counterparts import keyed
from build_scripts.messages import SETTLED
from build_scripts.sentences import shown

_DISCLOSURE = "disclosure"


def newly_stopped(before: Side, after: Side) -> dict[str, Section]:
    """Sections `withheld` and `rejected`: unpublished records that were not there before, or were there and had another fate."""
    fresh = list(_fresh(before.stopped, after.stopped))
    published = {
        kind: set(keyed(after.kind(kind), before.rows(after.kind(kind))).index) for kind in {record.kind for record in fresh if record.key}
    }
    told = {"withheld": [record for record in fresh if record.code.startswith("W")]}
    told["rejected"] = [record for record in fresh if record.code.startswith("E")]
    sections = {}
    for sort, rows in told.items():
        lines = [_line(before, after, record, published) for record in rows if record.code not in SETTLED]
        settled = Counter(record.code for record in rows if record.code in SETTLED)
        sections[sort] = Section(sort, tuple(lines), _note(after, settled))
    return sections


def no_longer(before: Side, after: Side, changes: Sequence[RecordChange]) -> dict[str, list[Line]]:
    """By sort: `taken_down` (disclosures) and `removed` (all other kinds) that were published and are not any more, with the reason."""
    found: dict[str, list[Line]] = {"taken_down": [], "removed": []}
    for change in changes:
        if change.sort == REMOVED:
            record = after.fate(change.kind, change.key)
            fate = reason(after, record.code) if record else after.words("change.gone")
            place = _place(record) if record else ""
            kind = before.kind(change.kind)
            what = " · ".join(piece for piece in (kind.title, before.beyond_unit(kind, change.key)) if piece)
            sort = "taken_down" if change.kind == _DISCLOSURE else "removed"
            who = before.name("unit", change.unit)
            found[sort].append(Line(change.unit, who, what, place, after.words("data.published"), fate, change.demo))
    return found


def reason(side: Side, code: str) -> str:
    """Why a record is not published, with the code of the finding."""
    words = side.words
    known = next(key for key in (f"reason.{code}", f"change.reason_{code[:2]}", f"change.reason_{code[0]}") if key in words.sentences)
    state = words("data.withheld" if code.startswith("W") else "data.rejected")
    return words("change.because", state=state, reason=words(known), code=code)


def _fresh(before: Sequence[Stopped], after: Sequence[Stopped]) -> Iterator[Stopped]:
    """Those of after that before has not, each as often as it is there; where in which file a record stands does not matter."""
    known = Counter(_identity(record) for record in before)
    for record in after:
        if known[_identity(record)]:
            known[_identity(record)] -= 1
        else:
            yield record


def _identity(record: Stopped) -> tuple[str, ...]:
    return (record.kind, record.code, *(record.key or (record.file,)))


def _line(before: Side, after: Side, record: Stopped, published: Mapping[str, set[str]]) -> Line:
    title = after.kind(record.kind).title if record.kind else after.words("data.no_kind")
    key = after.key(record)
    unit = after.unit(after.kind(record.kind), key) if key else ""
    what = " · ".join(piece for piece in (title, after.beyond_unit(after.kind(record.kind), key) if key else "") if piece)
    was = before.fate(record.kind, before.key(record)) if key else None
    if key and "\x1f".join(key) in published[record.kind]:
        old = after.words("data.published")
    else:
        old = reason(after, was.code) if was else after.words("change.not_there")
    return Line(unit, after.name("unit", unit), what, _place(record), old, reason(after, record.code), record.file.startswith("demo/"))


def _place(record: Stopped) -> str:
    return f"{shown(record.file)}:{record.line}" if record.line else shown(record.file)


def _note(side: Side, settled: Mapping[str, int]) -> str:
    if not settled:
        return ""
    told = [side.words("change.counted", reason=side.words(f"reason.{code}"), count=settled[code]) for code in sorted(settled)]
    return side.words("change.settled", count=sum(settled.values()), reasons=side.words("change.and").join(told))
