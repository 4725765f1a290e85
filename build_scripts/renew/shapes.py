"""Which entries of each sort of PDF object are needed to draw with it, and what each of them is; all others stay behind."""

from collections.abc import Mapping


def _plain(names: str) -> dict[str, str]:
    return {f"/{name}": "plain" for name in names.split()}


_INFO = {"/CIDSystemInfo": "system"}

SHAPES: Mapping[str, Mapping[str, str]] = {
    "font": _plain("Type Subtype BaseFont FirstChar LastChar Widths FontBBox FontMatrix DW W DW2 W2")
    | _INFO
    | {
        "/FontDescriptor": "descriptor",
        "/Encoding": "encoding",
        "/ToUnicode": "map",
        "/DescendantFonts": "fonts",
        "/CIDToGIDMap": "map_of_glyphs",
    },
    "descriptor": _plain(
        "Type FontName FontStretch FontWeight Flags FontBBox ItalicAngle Ascent Descent Leading CapHeight XHeight StemV StemH "
        "AvgWidth MaxWidth MissingWidth"
    )
    | {"/FontFile": "program", "/FontFile2": "program", "/FontFile3": "program"},
    "program": _plain("Subtype Length1 Length2 Length3"),
    "encoding": _plain("Type BaseEncoding Differences"),
    "map": _plain("Type CMapName WMode") | _INFO | {"/UseCMap": "map"},
    "map_of_glyphs": {},
    "page": _plain("Rotate UserUnit") | {"/Group": "group"},
    "form": _plain("Type Subtype FormType BBox Matrix PatternType PaintType TilingType XStep YStep") | {"/Group": "group"},
    "group": _plain("Type S I K") | {"/CS": "colours"},
    "picture": _plain("Width Height BitsPerComponent ImageMask Decode Interpolate SMaskInData")
    | {"/ColorSpace": "colours", "/Mask": "mask", "/SMask": "mask"},
    "parameters": _plain("Predictor Colors BitsPerComponent Columns EarlyChange K EndOfLine EncodedByteAlign Rows EndOfBlock BlackIs1")
    | _plain("DamagedRowsBeforeError ColorTransform")
    | {"/JBIG2Globals": "globals"},
    "globals": {},
    "state": _plain("Type LW LC LJ ML D RI OP op OPM FL SM SA BM CA ca AIS TK") | {"/Font": "sized_font", "/SMask": "soft_mask"},
    "soft_mask": _plain("Type S BC") | {"/G": "mask_form", "/TR": "function"},
    "pattern": _plain("Type PatternType Matrix") | {"/Shading": "shading", "/ExtGState": "state"},
    "shading": _plain("ShadingType Background BBox AntiAlias Domain Matrix Extend Coords BitsPerCoordinate BitsPerComponent BitsPerFlag")
    | _plain("Decode VerticesPerRow")
    | {"/ColorSpace": "colours", "/Function": "function"},
    "function": _plain("FunctionType Domain Range C0 C1 N Bounds Encode Size BitsPerSample Order Decode") | {"/Functions": "function"},
    "measured": _plain("WhitePoint BlackPoint Gamma Matrix Range"),
}
"""By sort of object: the sort of each entry that is carried over. `plain` are names, numbers and arrays of them, never texts."""
