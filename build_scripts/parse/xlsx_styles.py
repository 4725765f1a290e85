"""The number formats of an `.xlsx` workbook: the code under which each cell style shows its value."""

from build_scripts.parse.format_built_in import BUILT_IN, GENERAL, UNKNOWN
from build_scripts.parse.markup import events, namespace_of_sheets
from build_scripts.parse.numbers import whole_number
from build_scripts.parse.refused import damaged


def style_codes(data: bytes, part: str) -> list[str]:
    """The format code of each cell style, in the order in which cells name them; refused where the part is not well formed."""
    given: dict[str, str] = {}
    wanted: list[str] = []
    reading = events(part)

    def root(name: str, _: dict[str, str]) -> None:
        space = namespace_of_sheets(name, "styleSheet", part)
        styles = [False]

        def begin(name: str, attributes: dict[str, str]) -> None:
            element = name.removeprefix(space)
            if element == "cellXfs":
                styles[0] = True
            elif element == "numFmt" and "numFmtId" in attributes:
                given.setdefault(attributes["numFmtId"], attributes.get("formatCode", ""))
            elif element == "xf" and styles[0]:
                wanted.append(attributes.get("numFmtId", "0"))

        def end(name: str) -> None:
            if name == space + "cellXfs":
                styles[0] = False

        reading.hear(begin, end, lambda _: None)

    reading.parser.StartElementHandler = root
    reading.feed(data)
    return [_code(number, given, part) for number in wanted] or [GENERAL]


def _code(number: str, given: dict[str, str], part: str) -> str:
    if number in given:
        return given[number]
    if (known := whole_number(number)) < 0:
        raise damaged(part)
    return BUILT_IN.get(known, UNKNOWN)
