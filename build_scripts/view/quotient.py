"""Exact arithmetic of stated figures: quotients as they are rounded, values as programs read them."""

from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache


def number_text(value: float | None) -> str:
    """A value for programs: all its decimals, no groups; the empty text where it is missing."""
    if value is None:
        return ""
    if value and float(value).is_integer():
        return str(int(value))
    return f"{Decimal(repr(float(value))).normalize():f}"


@lru_cache(1 << 12)
def computed(numerator: float, denominator: float, digits: int) -> tuple[Decimal, bool]:
    """100 n/d half up to that many digits, and whether nothing was cut off."""
    part, whole = Decimal(repr(float(numerator))), Decimal(repr(float(denominator)))
    rounded = (100 * part / whole).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
    return rounded, rounded * whole == 100 * part
