"""Colours of a PDF: as the device has them, without profiles, which carry texts."""

from typing import Any, Protocol

from pikepdf import Array, Name, Object, Stream, String

from build_scripts.renew.attachment import refused

_DEVICES = {1: Name.DeviceGray, 3: Name.DeviceRGB, 4: Name.DeviceCMYK}
_CHANNELS = {
    "/DeviceGray": 1,
    "/CalGray": 1,
    "/G": 1,
    "/Indexed": 1,
    "/I": 1,
    "/Separation": 1,
    "/DeviceRGB": 3,
    "/CalRGB": 3,
    "/RGB": 3,
    "/Lab": 3,
    "/DeviceCMYK": 4,
    "/CMYK": 4,
}
_MOST_CHANNELS = 32


class Taker(Protocol):
    """Carries a part over by its sort."""

    def take(self, sort: str, source: Any) -> Any:
        """The part made anew; None where it does not go over."""


def plain(value: Any) -> Any:
    """Names, numbers and arrays of them, anew; None for anything else."""
    if isinstance(value, Array):
        return Array([0 if each is None else each for each in map(plain, value)])
    if isinstance(value, Object) and not isinstance(value, Name):
        return None
    return value


def colours(taker: Taker, source: Any) -> Any:
    """A colour space anew; None where it is none.

    Raises:
        RefusedError: it is not written as one (E074).
    """
    if isinstance(source, Name):
        return source
    if not isinstance(source, Array) or not len(source):
        return None
    try:
        return _family(taker, source)
    except (IndexError, TypeError, ValueError, AttributeError) as fault:
        raise refused("E074") from fault


def _family(taker: Taker, source: Array) -> Any:
    family = str(source[0])
    if family == "/ICCBased":
        return _DEVICES.get(int(source[1].get("/N", 0)), taker.take("colours", source[1].get("/Alternate")))
    if family in ("/Indexed", "/I"):
        table = source[3].read_bytes() if isinstance(source[3], Stream) else bytes(source[3])
        entries = (int(source[2]) + 1) * channels(source[1])
        return Array([Name.Indexed, taker.take("colours", source[1]), int(source[2]), String(table[:entries])])
    if family in ("/Separation", "/DeviceN"):
        return Array([source[0], plain(source[1]), taker.take("colours", source[2]), taker.take("function", source[3])])
    if family == "/Pattern":
        return Array([Name.Pattern, *([taker.take("colours", source[1])] if len(source) > 1 else [])])
    return Array([source[0], *([taker.take("measured", source[1])] if len(source) > 1 else [])])


def channels(source: Any) -> int:
    """How many numbers a colour has; many where nobody can tell."""
    if isinstance(source, Array) and len(source):
        if source[0] == Name.ICCBased:
            return int(source[1].get("/N", _MOST_CHANNELS))
        if source[0] == Name.DeviceN:
            return len(source[1])
        source = source[0]
    return 1 if source is None else _CHANNELS.get(str(source), _MOST_CHANNELS)
