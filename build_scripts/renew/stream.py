"""Streams of a PDF: opened within bounds, and pictures in them freed of notes without touching a pixel."""

import base64
import binascii
import re
import zlib
from collections.abc import Callable, Mapping, Sequence

import pikepdf

from build_scripts.renew.attachment import refused, too_large
from build_scripts.renew.codec import bare_jpeg, bare_jpx

MOST_OF_ONE = 64 << 20
_MOST_OF_ALL = 384 << 20
_PNG_PREDICTORS = 10
_CODECS = frozenset({"/DCTDecode", "/JPXDecode", "/CCITTFaxDecode", "/JBIG2Decode"})
_SHORT = {"/Fl": "/FlateDecode", "/LZW": "/LZWDecode", "/A85": "/ASCII85Decode", "/AHx": "/ASCIIHexDecode", "/RL": "/RunLengthDecode"}
_SHORT |= {"/CCF": "/CCITTFaxDecode", "/DCT": "/DCTDecode"}
_BARE: Mapping[str, Callable[[bytes], bytes]] = {"/DCTDecode": bare_jpeg, "/JPXDecode": bare_jpx}


class Budget:
    """How much may yet be opened of one file; a file that asks for more is refused (E078)."""

    def __init__(self) -> None:
        self._left = _MOST_OF_ALL

    def spent(self, data: bytes) -> bytes:
        """The same bytes, counted."""
        self._left -= len(data)
        if self._left < 0 or len(data) > MOST_OF_ONE:
            raise too_large()
        return data

    def opened(self, stream: pikepdf.Object) -> bytes:
        """What a stream holds, all filters undone.

        Raises:
            RefusedError: it cannot be undone (E074) or is too long (E078).
        """
        before = pikepdf.settings.qpdf_limit_errors()
        try:
            data = stream.read_bytes()
        except pikepdf.PdfError as fault:
            raise too_large() if "limit" in str(fault) else refused("E074") from fault
        if pikepdf.settings.qpdf_limit_errors() != before:
            raise too_large()
        return self.spent(data)


def bound() -> None:
    """Tell the PDF library, for the whole process, how much it may unpack."""
    pikepdf.settings.set_qpdf_limits(
        flate_max_memory=MOST_OF_ONE,
        run_length_max_memory=MOST_OF_ONE,
        png_max_memory=MOST_OF_ONE,
        tiff_max_memory=MOST_OF_ONE,
        parser_max_nesting=100,
        max_stream_filters=4,
    )


def filters_of(stream: pikepdf.Object) -> tuple[list[str], list[pikepdf.Object | None]]:
    """The names of a stream's filters, the outermost first, and the parameters of each."""
    names = stream.get("/Filter", stream.get("/F"))
    parameters = stream.get("/DecodeParms", stream.get("/DP"))
    listed = [] if names is None else list(names) if isinstance(names, pikepdf.Array) else [names]
    beside = [] if parameters is None else list(parameters) if isinstance(parameters, pikepdf.Array) else [parameters]
    return [_SHORT.get(str(name), str(name)) for name in listed], [*beside, *([None] * len(listed))][: len(listed)]


def picture_data(stream: pikepdf.Object, budget: Budget, row: int, rows: int) -> tuple[bytes, str, pikepdf.Object | None]:
    """The bytes of a picture without what stands beside its pixels, the one filter they are left in and its parameters.

    Args:
        stream: the picture.
        budget: what may be opened.
        row: how many bytes a row of its pixels takes.
        rows: how many rows it has; what follows them is cut off.
    """
    names, parameters = filters_of(stream)
    if names and names[-1] in _CODECS:
        data = stream.read_raw_bytes()
        for name in names[:-1]:
            data = budget.spent(_undone(data, name))
        return _BARE.get(names[-1], bytes)(data), names[-1], parameters[-1]
    if names == ["/FlateDecode"]:
        data = stream.read_raw_bytes()
        unpacking = zlib.decompressobj()
        try:
            unpacked = budget.spent(unpacking.decompress(data, MOST_OF_ONE + 1))
        except zlib.error:
            unpacked = b""
        if unpacking.eof and 0 < len(unpacked) <= (row + _predicted(parameters[0])) * rows:
            return data[: len(data) - len(unpacking.unused_data)], "/FlateDecode", parameters[0]
    return zlib.compress(budget.opened(stream)[: row * rows]), "/FlateDecode", None


def _predicted(parameters: pikepdf.Object | None) -> int:
    """How many bytes of each row say how it was predicted from the row above."""
    return 1 if parameters is not None and int(parameters.get("/Predictor", 1)) >= _PNG_PREDICTORS else 0


def without_comments(program: bytes) -> bytes:
    """A PostScript program (character maps, functions) without what it says to people."""
    return re.sub(rb"%[^\r\n]*", b"", program)


def _undone(data: bytes, name: str) -> bytes:
    try:
        if name == "/FlateDecode":
            packed = zlib.decompressobj()
            data = packed.decompress(data, MOST_OF_ONE + 1)
        elif name == "/ASCII85Decode":
            data = base64.a85decode(data.strip().removesuffix(b"~>"))
        elif name == "/ASCIIHexDecode":
            digits = re.sub(rb"\s", b"", data.partition(b">")[0])
            data = binascii.unhexlify(digits + b"0" * (len(digits) % 2))
        else:
            raise refused("E074")
    except (zlib.error, ValueError) as fault:
        raise refused("E074") from fault
    return data


def numbers(values: Sequence[object]) -> list[float]:
    """The values as finite numbers.

    Raises:
        RefusedError: one of them is none (E074).
    """
    try:
        found = [float(value) for value in values]  # type: ignore[arg-type]
    except (TypeError, ValueError) as fault:
        raise refused("E074") from fault
    if not all(abs(number) < 1e6 for number in found):
        raise refused("E074")
    return found
