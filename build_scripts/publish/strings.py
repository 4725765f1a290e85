"""The strings in a value of JSON, and what is said of a file in which none can be told."""

import json
from typing import Any


class UnreadableError(ValueError):
    """The file is not what its name says; the text says why."""


def in_json(data: bytes) -> set[str]:
    """Every string and every key."""
    try:
        return strings(json.loads(data))
    except (ValueError, RecursionError) as fault:
        raise UnreadableError(str(fault)) from fault


def strings(value: object) -> set[str]:
    """Every string and every key in a value of JSON; numbers are quantities."""
    found: set[str] = set()
    pending: list[Any] = [[value]]
    while pending:
        values = pending.pop()
        if isinstance(values, dict):
            found.update(values)
            values = values.values()
        for each in values:
            sort = type(each)
            if sort is str:
                found.add(each)
            elif sort is dict or sort is list:
                pending.append(each)
    return found
