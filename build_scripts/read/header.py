"""The header of a submitted table must equal what the kind declares: titles, aliases or field names, nothing else."""

from collections.abc import Container, Sequence
from dataclasses import replace

from build_scripts.declare import Kind, discover
from build_scripts.findings import Finding
from build_scripts.place import Place

_OTHER_SIGNS = "，；;、\t|"
_MOST = 0.8


def known_headers(kind: Kind) -> dict[str, str]:
    """Every accepted header and the field it names."""
    names: dict[str, str] = {}
    for field in kind.fields:
        for header in (field.name, field.title, *field.aliases):
            names[header] = field.name
    return names


def nearest(word: str, known: Sequence[str]) -> str:
    """The known word most like the given one, or the empty text; only ever a suggestion.

    Likeness is twice the length of the longest common subsequence to the length of both words, at least a half; of equally like words the
    first in the order of code points is taken, whatever order they come in. In whole numbers, so that the check page (校验台) finds the
    same word.
    """
    best, shared, whole = "", 1, 4
    for other in known:
        length = len(word) + len(other)
        if 4 * min(len(word), len(other)) < length:  # could not reach a half
            continue
        common = _common(word, other)
        lead = common * whole - shared * length
        if lead > 0 or (lead == 0 and (not best or other < best)):
            best, shared, whole = other, common, length
    return best


def _common(one: str, other: str) -> int:
    """The length of the longest common subsequence, found with a bit for each sign of the first word (Hyyrö 2004)."""
    spots: dict[str, int] = {}
    for place, sign in enumerate(one):
        spots[sign] = spots.get(sign, 0) | 1 << place
    every = (1 << len(one)) - 1
    open_ = every
    for sign in other:
        met = open_ & spots.get(sign, 0)
        open_ = (open_ + met | open_ - met) & every
    return len(one) - open_.bit_count()


def match_header(kind: Kind, header: Sequence[str], places: Sequence[Place]) -> tuple[list[str], list[Finding]]:
    """The field of each header cell, and what is wrong with them (`name_columns`).

    What explains all faults is one finding: other signs than commas between the cells (E015), the header of another kind (E016), a title
    line above the header (E017).

    Args:
        kind: the record kind.
        header: the header cells as they stand.
        places: the place of each header cell.
    """
    known = known_headers(kind)
    if len(header) == 1 and header[0] not in known and any(sign in header[0] for sign in _OTHER_SIGNS):
        return [""], [Finding("E015", places[0], {"found": header[0]})]
    whole = _misplaced(kind, header, places)
    if whole:
        return [""] * len(header), [whole]
    return name_columns(kind, header, places)


def name_columns(
    kind: Kind, header: Sequence[str], places: Sequence[Place], waived: Container[str] = ()
) -> tuple[list[str], list[Finding]]:
    """The field of each header cell; unknown (E011), unnamed (E018), repeated (E012) and missing required (E013) ones are findings.

    `waived` are required fields that may be missing.
    """
    known = known_headers(kind)
    titles = [field.title for field in kind.fields]
    fields: list[str] = []
    findings: list[Finding] = []
    for cell, place in zip(header, places, strict=True):
        field = known.get(cell, "")
        if not cell:
            findings.append(Finding("E018", place))
        elif not field:
            facts = {"found": cell, "nearest": nearest(cell, titles), "known": "、".join(titles)}
            findings.append(Finding("E011", place, facts))
        elif field in fields:
            findings.append(Finding("E012", place, {"found": cell}))
        fields.append(field)
    for field_ in kind.fields:
        if field_.required and field_.name not in fields and field_.name not in waived:
            where = replace(places[0], column=0) if places else Place("")
            findings.append(Finding("E013", where, {"title": field_.title}))
    return fields, findings


def _misplaced(kind: Kind, header: Sequence[str], places: Sequence[Place]) -> Finding | None:
    """The one finding for a header of which hardly anything is known, where it can be told why."""
    named = [cell for cell in header if cell]
    if 2 * _share(kind, named) > 1:
        return None
    if len(named) == 1:
        return Finding("E017", places[0], {"found": named[0]})
    other = max(discover().values(), key=lambda each: _share(each, named))
    return Finding("E016", places[0], {"other": other.title, "folder": other.name}) if _share(other, named) >= _MOST else None


def _share(kind: Kind, named: Sequence[str]) -> float:
    return sum(cell in known_headers(kind) for cell in named) / max(len(named), 1)
