"""An `.xlsx` workbook (ECMA-376, transitional or strict) taken apart by its own streams of XML, so that every trap is seen as it stands.

Nothing is guessed: a part that is missing or says what cannot be refuses the workbook, a cell that cannot be taken exactly is a trap.
"""

from collections.abc import Mapping

from build_scripts.parse.archive import Archive
from build_scripts.parse.asides import Asides, tell, telling_parts
from build_scripts.parse.format_built_in import GENERAL
from build_scripts.parse.grid import Book, Grid
from build_scripts.parse.reference import cell_at
from build_scripts.parse.refused import Refused, damaged
from build_scripts.parse.xlsx_cell import Common
from build_scripts.parse.xlsx_formulas import names_outside
from build_scripts.parse.xlsx_parts import Link, links, refuse_foreign, refuse_linked, workbook_part
from build_scripts.parse.xlsx_sheet import SheetReader
from build_scripts.parse.xlsx_styles import style_codes
from build_scripts.parse.xlsx_text import comments, shared_strings
from build_scripts.parse.xlsx_workbook import Contents, workbook_contents

_SHEETS = ("worksheet", "chartsheet", "dialogsheet")
MOST_CELLS = 500_000
"""How many cells with content a workbook may have."""


def parse_xlsx(archive: Archive) -> Book:
    """The workbook in an archive.

    Args:
        archive: what `archive.opened` took within its bounds.

    Raises:
        Refused: no workbook (E040), macros (E042), pictures or objects (E043), damage (E044), an archive inside (E048), too large (E058).
    """
    refuse_foreign(archive)
    archive.refuse_nested()
    refuse_linked(archive)
    part = workbook_part(archive)
    contents = workbook_contents(archive.read(part), part)
    related = links(archive, part)
    common = _common(archive, contents, related)
    common.asides.add(*(name for name, _, _ in contents.sheets))
    grids: list[Grid] = []
    read = {link.target for link in related.values() if link.kind == "sharedStrings"}
    room = MOST_CELLS
    for name, state, link in contents.sheets:
        target = related.get(link)
        if target is None or target.outside:
            raise damaged(archive.members[part].name)
        if target.kind not in _SHEETS:
            raise damaged(target.target)
        if target.kind == "worksheet":
            grids.append(_grid(archive, common, name, state, target.target))
            read.add(target.target)
            room -= sum(map(len, grids[-1].cells.values()))
        if room < 0:
            raise Refused("E058", {"most": str(MOST_CELLS)})
    for name in telling_parts(archive.members, read):
        tell(common.asides, archive.read(name), name)
    common.asides.add(*(text for text, used in zip(common.strings, common.used, strict=True) if not used))
    return Book(tuple(grids), common.asides.texts())


def _common(archive: Archive, contents: Contents, related: Mapping[str, Link]) -> Common:
    parts: dict[str, str] = {}
    for link in related.values():
        if link.kind in ("sharedStrings", "styles") and parts.setdefault(link.kind, link.target) != link.target:
            raise damaged(link.target)
    strings = shared_strings(archive.read(parts["sharedStrings"]), parts["sharedStrings"]) if "sharedStrings" in parts else []
    codes = style_codes(archive.read(parts["styles"]), parts["styles"]) if "styles" in parts else [GENERAL]
    outside = names_outside(contents.names)
    return Common(strings, bytearray(len(strings)), codes, contents.since_1904, contents.stale, outside, Asides())


def _grid(archive: Archive, common: Common, name: str, state: str, part: str) -> Grid:
    reader = SheetReader(common, part)
    reader.read(archive.read(part))
    remarks: dict[tuple[int, int], str] = {}
    for link in links(archive, part).values():
        if link.kind in ("comments", "threadedComment"):
            for reference, text in comments(archive.read(link.target), link.target):
                at = cell_at(reference)
                if not at[0]:
                    raise damaged(link.target)
                remarks[at] = f"{remarks[at]}\n{text}" if at in remarks else text
    common.asides.add(*remarks.values())
    merged = tuple(sorted(reader.merged))
    return Grid(name, state, reader.rows.found, merged, reader.hidden_rows(), reader.hidden_columns(), remarks)
