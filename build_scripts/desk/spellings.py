"""How clerks spell things, as the program recognises it, in patterns that a browser reads alike."""

from typing import Any

from build_scripts.check import column, mend
from build_scripts.desk.patterns import for_browsers
from build_scripts.read import rows
from build_scripts.read.submission import HELPERS, SEPARATORS

CONTESTED = tuple(
    bytes.fromhex(sequence)
    for sequence in (
        *("a3a0", "a6d9", "a6da", "a6db", "a6dc", "a6dd", "a6de", "a6df", "a6ec", "a6ed", "a6f3", "a8bc"),
        *("fe59", "fe61", "fe66", "fe67", "fe6d", "fe7e", "fe90", "fea0", "8135f437"),
    )
)
"""Bytes of GB18030 that Python reads by the edition of 2000 and browsers by a later one; found by trying all there are."""


def spellings() -> dict[str, Any]:
    """Patterns and words by name."""
    return {
        "radicals": column.RADICALS,
        "day_like": mend.DAY_LIKE,
        "quarter_like": mend.QUARTER_LIKE,
        "month_like": mend.MONTH_LIKE,
        "number_like": mend.NUMBER_LIKE,
        "year_like": mend.YEAR_LIKE,
        "years_like": mend.YEARS_LIKE,
        "rough": mend.ROUGH,
        "long_fraction": mend.LONG_FRACTION,
        "decimals": mend.DECIMALS,
        "nothing": sorted(mend.NOTHING),
        "serial_day": mend.SERIAL_DAY,
        "epoch": mend.EPOCH.isoformat(),
        "grouped": mend.GROUPED,
        "codes_apart": mend.CODES_APART,
        "serial": mend.SERIAL,
        "serial_mended": mend.SERIAL_MENDED.replace("\\1", "$1"),
        "minus": mend.MINUS,
        "denials": mend.DENIALS,
        "year_sign": mend.YEAR_SIGN,
        "brackets": mend.BRACKETS,
        "han_digits": dict(mend.HAN_DIGITS),
        "times": dict(mend.TIMES),
        "flags": dict(mend.FLAGS),
        "numbering": rows.NUMBERING,
        "before": rows.BEFORE,
        "mark": rows.MARK,
        "examples": sorted(rows.EXAMPLES),
        "example_sign": rows.EXAMPLE_SIGN,
        "totals": for_browsers(rows.TOTALS),
        "amount": for_browsers(rows.AMOUNT),
        "signatures": for_browsers(rows.SIGNATURES),
        "helpers": sorted(HELPERS),
        "separators": for_browsers(SEPARATORS),
    }
