"""JSON as every reader understands it: no NaN, no Infinity, no key twice, strict UTF-8, no byte order mark."""

import json
from collections.abc import Sequence
from typing import Any


class NotStrictError(ValueError):
    """The bytes are not strict JSON; the text says why."""


def parse_strict(data: bytes) -> Any:
    """The value.

    Raises:
        NotStrictError: a fault of syntax or encoding, NaN, Infinity, a key twice, or nested too deep.
    """
    try:
        return json.loads(data.decode("utf-8"), object_pairs_hook=_once, parse_constant=_refused)
    except (ValueError, RecursionError) as fault:
        raise NotStrictError(str(fault)) from fault


def _once(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    value = dict(pairs)
    if len(value) != len(pairs):
        keys = [key for key, _ in pairs]
        raise ValueError(f"key twice: {next(key for key in keys if keys.count(key) > 1)}")
    return value


def _refused(name: str) -> Any:
    raise ValueError(f"not JSON: {name}")
