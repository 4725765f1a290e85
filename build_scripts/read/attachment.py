"""An attachment as somebody sent it: made anew in a child process, or refused."""

from build_scripts.findings import Finding
from build_scripts.place import Place
from build_scripts.read import jail
from build_scripts.read.encoding import decode
from build_scripts.renew.attachment import MOST_BYTES, Attachment, Refusal, RefusedError
from build_scripts.renew.sort import sort_of
from build_scripts.renew.table import take_csv
from build_scripts.renew.transfer import unpacked

_CHILD = "build_scripts.renew.child"
_TEXT = Refusal("E070", {"found": "text"})


def take_attachment(name: str, data: bytes) -> Attachment | Finding:
    """What may be kept of an attachment, or the finding that refuses it.

    Args:
        name: what its sender called it; only findings repeat it, and it decides nothing.
        data: its bytes.

    Returns:
        The attachment, or one of E001, E003 (a table of text), E040..E068 (a workbook), E049..E051 (the child did not live to tell),
        E070 another sort, E071 too large, E072 two sorts at once, E073 locked, E074 broken, E075..E079 a PDF with hidden parts that
        cannot be left out without changing what it shows, E080 a workbook with hidden parts.
    """
    outcome = _taken(data) if len(data) <= MOST_BYTES else _too_large(data)
    if isinstance(outcome, Attachment) and len(outcome.data) > MOST_BYTES:
        outcome = _too_large(outcome.data)
    if isinstance(outcome, Attachment):
        return outcome
    return Finding(outcome.code, Place(name, sheet=outcome.sheet, line=outcome.line, column=outcome.column), outcome.facts)


def _taken(data: bytes) -> Attachment | Refusal:
    answer = jail.run(_CHILD, data)
    if isinstance(answer, jail.Refusal):
        return Refusal(answer.code, answer.facts)
    try:
        outcome = unpacked(answer)
    except (ValueError, TypeError, AttributeError):
        return Refusal("E051")
    if isinstance(outcome, Attachment) and sort_of(outcome.data) != outcome.suffix.removeprefix("."):
        return Refusal("E051")
    return _table(data) if outcome == _TEXT else outcome


def _table(data: bytes) -> Attachment | Refusal:
    text = decode(data)
    if text is None:
        return Refusal("E001")
    try:
        return take_csv(text)
    except RefusedError as refused:
        return refused.refusal


def _too_large(data: bytes) -> Refusal:
    return Refusal("E071", {"length": str(len(data)), "most": str(MOST_BYTES)})
