"""What the check page must know to open a workbook as the program does: bounds, formats known by number, where words may stand."""

from typing import Any

from build_scripts.desk.patterns import for_browsers
from build_scripts.parse import archive, asides, xlsx, xlsx_cell_events
from build_scripts.parse.format_built_in import BUILT_IN, UNKNOWN


def workbooks() -> dict[str, Any]:
    """Settings by name."""
    return {
        "archive": {
            "most_members": archive.MOST_MEMBERS,
            "most_bytes": archive.MOST_BYTES,
            "most_times": archive.MOST_TIMES,
            "most_cells": xlsx.MOST_CELLS,
            "archives": [signature.hex() for signature in archive.ARCHIVES],
        },
        "cp437": bytes(range(0x80, 0x100)).decode("cp437"),
        "among_cells": sorted(xlsx_cell_events.AMONG_CELLS),
        "unknown_format": UNKNOWN,
        "built_in": {str(number): code for number, code in BUILT_IN.items()},
        "asides": {
            "telling": for_browsers(asides.TELLING),
            "measures": sorted(asides.MEASURES),
            "format_words": for_browsers(asides.FORMAT_WORDS),
            "office_element": for_browsers(asides.OFFICE_ELEMENT),
            "old_titles": for_browsers(asides.OLD_TITLES),
        },
    }
