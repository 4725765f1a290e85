"""An attachment or a refusal as bytes between two processes, and back: a line of JSON, then the new bytes as they are."""

import json

from build_scripts.renew.attachment import SUFFIXES, Attachment, Refusal


def packed(outcome: Attachment | Refusal) -> bytes:
    """The outcome as bytes."""
    if isinstance(outcome, Refusal):
        return json.dumps([outcome.code, dict(outcome.facts), outcome.sheet, outcome.line, outcome.column]).encode("ascii")
    told = [outcome.suffix, outcome.text, outcome.pages, outcome.scanned]
    return json.dumps(told).encode("ascii") + b"\n" + outcome.data


def unpacked(answer: bytes) -> Attachment | Refusal:
    """The outcome that was packed.

    Raises:
        ValueError: the bytes are none; the child that wrote them may have read something evil.
    """
    head, end, data = answer.partition(b"\n")
    told = json.loads(head)
    if not end:
        code, facts, sheet, line, column = told
        return Refusal(str(code), {str(name): str(fact) for name, fact in facts.items()}, str(sheet), int(line), int(column))
    suffix, text, pages, scanned = told
    if suffix not in SUFFIXES or not isinstance(text, str):
        raise ValueError(suffix)
    return Attachment(suffix, data, text, int(pages), tuple(map(int, scanned)))
