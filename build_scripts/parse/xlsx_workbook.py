"""What the workbook part of an `.xlsx` says: its sheets, its names, and how it counts days and calculates."""

from build_scripts.parse.grid import STATES, VISIBLE
from build_scripts.parse.markup import claimed, events, local, namespace_of_sheets
from build_scripts.parse.refused import damaged


class Contents:
    """The workbook as it is heard.

    `sheets` are (name, state, id of the link to it), `names` the defined names with what they stand for; `since_1904` where days are
    counted from 1904, `stale` where all is to be calculated anew when the workbook is opened.
    """

    def __init__(self, part: str) -> None:
        self.sheets: list[tuple[str, str, str]] = []
        self.names: list[tuple[str, str]] = []
        self.since_1904 = False
        self.stale = False
        self.text: list[str] = []
        self._part = part
        self._named = ""

    def begin(self, name: str, said: dict[str, str]) -> None:
        """Hear the beginning of an element."""
        element = local(name)
        self.text.clear()
        if element == "workbookPr":
            self.since_1904 = claimed(said, "date1904")
        elif element == "calcPr":
            self.stale = claimed(said, "fullCalcOnLoad")
        elif element == "definedName":
            self._named = said.get("name", "")
        elif element == "sheet":
            self._sheet(said)

    def end(self, name: str) -> None:
        """Hear its end."""
        if local(name) == "definedName":
            self.names.append((self._named, "".join(self.text)))

    def _sheet(self, said: dict[str, str]) -> None:
        state = said.get("state", VISIBLE)
        link = next((value for title, value in said.items() if title.endswith("/relationships id")), "")
        if state not in STATES:
            raise damaged(self._part)
        self.sheets.append((said.get("name", ""), state, link))


def workbook_contents(data: bytes, part: str) -> Contents:
    """What the workbook part says; refused (E044) where it is damaged or names no sheet."""
    found = Contents(part)
    reading = events(part)

    def root(name: str, _: dict[str, str]) -> None:
        namespace_of_sheets(name, "workbook", part)
        reading.hear(found.begin, found.end, found.text.append)

    reading.parser.StartElementHandler = root
    reading.feed(data)
    if not found.sheets:
        raise damaged(part)
    return found
