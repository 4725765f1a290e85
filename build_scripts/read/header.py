"""The header of a submitted table must equal what the kind declares: titles, aliases or field names, nothing else."""

import difflib
from collections.abc import Sequence

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
    """The known word most like the given one, or the empty text; only ever a suggestion."""
    return next(iter(difflib.get_close_matches(word, known, n=1, cutoff=0.5)), "")


def match_header(kind: Kind, header: Sequence[str], places: Sequence[Place]) -> tuple[list[str], list[Finding]]:
    """The field of each header cell; unknown (E011), unnamed (E018), repeated (E012) and missing required (E013) ones are findings.

    What explains them all is one finding: other signs than commas between the cells (E015), the header of another kind (E016), a title
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
        if field_.required and field_.name not in fields:
            findings.append(Finding("E013", Place(places[0].file if places else "", 1), {"title": field_.title}))
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
