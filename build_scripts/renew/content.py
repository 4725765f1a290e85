"""What a page of a PDF draws, instruction by instruction: those that draw go over, those that only tell something do not."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

import pikepdf
from pikepdf import ContentStreamInlineImage, Name, Object, PdfInlineImage

from build_scripts.renew.attachment import refused, too_large

_DRAWING = (
    "q0 Q0 cm6 w1 J1 j1 M1 d2 ri1 i1 gs1 m2 l2 c6 v4 y4 h0 re4 S0 s0 f0 F0 f*0 B0 B*0 b0 b*0 n0 W0 W*0 BT0 ET0 Tc1 Tw1 Tz1 TL1 Tf2 Tr1 "
    "Ts1 Td2 TD2 Tm6 T*0 d02 d16 CS1 cs1 G1 g1 RG3 rg3 K4 k4 sh1 Do1 Tj1 TJ1 '1 \"3"
)
"""Each instruction that draws, and how many operands it takes."""

_COLOURING = frozenset({"SC", "SCN", "sc", "scn"})  # take as many operands as the colour space has
_SPEAKING = frozenset({"Tj", "TJ", "'", '"'})
_NAMING: Mapping[str, str] = {
    "Tf": "/Font",
    "Do": "/XObject",
    "gs": "/ExtGState",
    "sh": "/Shading",
    "cs": "/ColorSpace",
    "CS": "/ColorSpace",
    "scn": "/Pattern",
    "SCN": "/Pattern",
}
_MOST_INSTRUCTIONS = 1_000_000


@dataclass(slots=True)
class Drawn:
    """A cleaned stream of instructions: its bytes, the resources it names by category, and whether it writes text."""

    data: bytes = b""
    names: dict[str, set[str]] = field(default_factory=dict)
    speaks: bool = False


def drawn(stream: Object | pikepdf.Page, place_picture: Callable[[PdfInlineImage], str]) -> Drawn:
    """What the stream draws.

    Left out are marks that say what a part means or stands for (replacement texts, layers), instructions nobody knows, and such as
    carry texts where none belong. Pictures within the stream become pictures beside it: `place_picture` takes one and names it.

    Raises:
        RefusedError: the stream cannot be read (E074) or is too long (E078).
    """
    before = pikepdf.settings.qpdf_limit_errors()
    try:
        instructions = pikepdf.parse_content_stream(stream)
    except pikepdf.PdfError as fault:
        raise refused("E074") from fault
    if pikepdf.settings.qpdf_limit_errors() != before:
        raise refused("E074")
    if len(instructions) > _MOST_INSTRUCTIONS:
        raise too_large()
    made = Drawn()
    takes = {word[:-1]: int(word[-1]) for word in _DRAWING.split()}
    kept: list[object] = []
    for instruction in instructions:
        if isinstance(instruction, ContentStreamInlineImage):
            name = place_picture(instruction.iimage)
            made.names.setdefault("/XObject", set()).add(name)
            kept.append(([Name(name)], pikepdf.Operator("Do")))
            continue
        operator = str(instruction.operator)
        if operator not in takes and operator not in _COLOURING:
            continue
        operands = list(instruction.operands)[-takes[operator] :] if takes.get(operator) else []
        operands = list(instruction.operands) if operator in _COLOURING else operands
        if len(operands) < takes.get(operator, 0) or any(_is_strange(operand, operator) for operand in operands):
            continue
        made.speaks |= operator in _SPEAKING
        if operator in _NAMING:
            made.names.setdefault(_NAMING[operator], set()).update(str(each) for each in operands if isinstance(each, Name))
        kept.append((operands, instruction.operator))
    made.data = pikepdf.unparse_content_stream(kept)  # type: ignore[arg-type]
    return made


def _is_strange(operand: object, operator: str) -> bool:
    """Whether an operand is none that such an instruction takes: texts where nothing is written, names where nothing is named."""
    if isinstance(operand, int | Decimal):
        return False
    if isinstance(operand, pikepdf.Array):
        return any(_is_strange(each, operator) for each in operand)
    if isinstance(operand, Name):
        return operator not in _NAMING and operator != "ri"
    return not isinstance(operand, pikepdf.String) or operator not in _SPEAKING
