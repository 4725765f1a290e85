"""Changes of single published records that deserve a line: figures revised, honours awarded or revoked, disclosures new or replaced."""

from build_scripts.change.lines import Line, Row
from build_scripts.change.side import Side
from build_scripts.derive.honours_by_unit import AWARDED, REVOKED, standing
from build_scripts.merge.counterparts import counterparts
from build_scripts.merge.relations import records

_STATED = ("state", "value", "bound", "numerator", "denominator", "version")


def revisions(before: Side, after: Side) -> list[Line]:
    """Figures whose value, numerator, denominator, bound, state or version is not what it was, in order of key."""
    kind = after.kind("observation")
    old, new = counterparts(kind, before.rows(kind), after.rows(kind)).differing_in(*_STATED)
    lines = []
    for was, now in zip(records(old), records(new), strict=True):
        subject = now["subject"] if isinstance(now["subject"], str) else ""
        who = " · ".join(piece for piece in (after.name("unit", now["unit"]), subject) if piece)
        what = after.words("change.scoped", name=after.name("indicator", now["indicator"]), scope=after.name("scope", now["scope"]))
        period = after.words.day(now["period"])
        demo = bool(was["_demo"] or now["_demo"])
        lines.append(Line(now["unit"], who, what, period, _figure(before, was), _figure(after, now), demo))
    return lines


def _figure(side: Side, row: Row) -> str:
    words = side.words
    unit = side.edition.indicators[row["indicator"]]["unit"] or ""
    parts = words.fraction(row)
    told = words("change.parts", parts=parts) if parts else ""
    return words("change.version", figure=words.stated(row, unit) + told, version=row["version"])


def standings(before: Side, after: Side) -> dict[str, list[Line]]:
    """By sort: `awarded` (stands awarded now and did not) and `revoked` (was awarded and is no longer, or is newly revoked)."""
    was, now = _standings(before), _standings(after)
    found: dict[str, list[Line]] = {"awarded": [], "revoked": []}
    for code, row in sorted(now.items()):
        old = was[code]["standing"] if code in was else after.words("change.not_registered")
        sort = _sort(old, row["standing"])
        if sort:
            found[sort].append(_honour(after, row, old))
    return found


def _honour(side: Side, row: Row, old: str) -> Line:
    what = side.words("change.honour", title=row["title"], recipient=row["recipient"])
    year = side.words.day(row["year"])
    return Line(row["unit"], side.name("unit", row["unit"]), what, year, old, row["standing"], bool(row["_demo"]))


def _standings(side: Side) -> dict[str, Row]:
    tables = side.edition.federation.tables
    rows = tables["honour"].assign(standing=standing(tables["honour"], tables["honour_step"]))
    return {row["code"]: row for row in records(rows)}


def _sort(was: str, now: str) -> str:
    if was == now:
        return ""
    if now == AWARDED:
        return "awarded"
    return "revoked" if was == AWARDED or now == REVOKED else ""


def disclosed(before: Side, after: Side) -> dict[str, list[Line]]:
    """By sort: `disclosed` (an index number readers did not see before) and `replaced` (the same number, another content)."""
    kind = after.kind("disclosure")
    parts = counterparts(kind, before.rows(kind), after.rows(kind))
    found: dict[str, list[Line]] = {"disclosed": [], "replaced": []}
    nothing = after.words("change.nothing_disclosed")
    for row in records(parts.added):
        found["disclosed"].append(_disclosure(after, row, (nothing, _titled(after, row))))
    for was, now in zip(*map(records, parts.differing_in()), strict=True):
        found["replaced"].append(_disclosure(after, now, (_titled(before, was), _titled(after, now))))
    return found


def _disclosure(side: Side, row: Row, told: tuple[str, str]) -> Line:
    what = side.words("change.item", item=side.name("catalogue", row["item"]), number=row["index_number"])
    return Line(row["unit"], side.name("unit", row["unit"]), what, side.words.day(row["published_on"]), *told, demo=bool(row["_demo"]))


def _titled(side: Side, row: Row) -> str:
    return side.words("change.version", figure=side.words("change.titled", title=row["title"]), version=row["version"])
