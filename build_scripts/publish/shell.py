"""A shell is a page of the theme with nothing in it; bulk pages are stamped into it, thousands in a second."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

from build_scripts.publish.heads import PLACE, Heads, bared
from build_scripts.publish.slots import fill
from build_scripts.view.columns import Cell, Column, Html, column, escaped, joined, pieces
from build_scripts.write.output import Output, Pages

DEPTHS = (0, 1, 2, 3)
"""How many folders deep a stamped page may lie; one shell each, because the theme's addresses are relative."""

_TITLE, _DESCRIPTION, _MAIN = "GKSHELLTITLE", "GKSHELLDESCRIPTION", "gk-shell-main"
_ANCHOR = _TITLE.lower()
_HEAD = f"title: {_TITLE}\ndescription: {_DESCRIPTION}\nhide:\n  - navigation\n  - toc\n"
_PAGE = f'---\n{_HEAD}---\n\n# {_TITLE}\n\n<div data-gk="{_MAIN}"></div>\n'
_PLACES = re.compile(f"{PLACE}|{_TITLE}|{_DESCRIPTION}|{_MAIN}")
_BLANK = re.compile(r"[ \t]*\n\s*\n[ \t]*|\n[ \t]+")
_NO_ADDRESS = Heads()


class ShellError(Exception):
    """The theme put the title, the description or the body elsewhere than we know; stamping would produce wrong pages."""


def shell_path(depth: int) -> str:
    """Path of the shell that lies `depth` folders deep, without suffix."""
    return "gk-shell" if depth == 0 else "/".join(["gk-shell", *["deep"] * (depth - 1), "page"])


def stage(docs: Path) -> None:
    """Write the Markdown of the shells into the staged tree; mkdocs.yml keeps them out of the navigation."""
    for depth in DEPTHS:
        page = docs / f"{shell_path(depth)}.md"
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(_PAGE, "utf-8")


@dataclass(frozen=True, slots=True)
class Shell:
    """The fixed text between the places of head, title, description and body; `order` says which place follows each part but the last."""

    parts: tuple[str, ...]
    order: tuple[str, ...]

    @classmethod
    def cut(cls, page: str, blocks: Mapping[str, str]) -> "Shell":
        """Cut a rendered shell page at its places, after its other slots (the footer's) were filled with `blocks`.

        Raises:
            ShellError: a place is missing, doubled, or where text must not go.
            SlotError: `blocks` are not exactly the other slots.
        """
        # A shell holds no preformatted text, so blank lines and indents are only weight on every bulk page.
        slim = bared(_BLANK.sub("\n", page).replace(_ANCHOR, "gk-main"))
        whole = fill(slim, {**blocks, _MAIN: _MAIN})
        order = tuple(_PLACES.findall(whole))
        _check_places(whole, order)
        return cls(tuple(_PLACES.split(whole)), order)

    def stamp(self, title: str, description: str, body: str, head: str = "") -> bytes:
        """The page with title and description (text, escaped here), body (HTML that write/ escaped) and head (that `Heads` made)."""
        return str(self._filled(head, escape(title), escape(description), body)).encode()

    def stamp_all(self, titles: Column, descriptions: Column, bodies: Html, heads: Column) -> Iterator[bytes]:
        """Many pages, a row each."""
        title, description = (escaped(each, attribute=True) for each in (titles, descriptions))
        return pieces(self._filled(heads, title, description, bodies.cell))

    def _filled(self, head: Cell, title: Cell, description: Cell, body: Cell) -> Cell:
        filling = {PLACE: head, _TITLE: title, _DESCRIPTION: description, _MAIN: body}
        rest = (each for place, part in zip(self.order, self.parts[1:], strict=True) for each in (filling[place], part))
        return joined(self.parts[0], *rest)


@dataclass(frozen=True, slots=True)
class Shells:
    """The shell for each depth of folder, and what makes the heads."""

    by_depth: Sequence[Shell]
    heads: Heads

    @classmethod
    def cut(cls, pages: Mapping[int, str], blocks: Mapping[str, str], heads: Heads = _NO_ADDRESS) -> "Shells":
        """Cut the rendered shells of all depths; raises ShellError where one is lost."""
        lost = [depth for depth in DEPTHS if depth not in pages]
        if lost:
            raise ShellError(f"the renderer left out the shells of depth {lost}")
        return cls([Shell.cut(pages[depth], blocks) for depth in DEPTHS], heads)

    def stamp(self, path: str, title: str, description: str, body: str, *, indexed: bool = True) -> Output:
        """A whole page at `path`; raises ValueError where that lies deeper than there are shells."""
        head = self.heads.head(path, escape(title), indexed=indexed)
        return Output(path, self._at(path).stamp(title, description, body, head))

    def stamp_all(self, pages: Pages) -> Iterator[Output]:
        """Whole pages, all of them as many folders deep as the first; raises ValueError as `stamp`."""
        if not pages.paths:
            return
        each = zip(pages.paths, map(escape, pages.titles.to_pylist()), pages.shown(), strict=True)
        heads = column([self.heads.head(path, title, indexed=found) for path, title, found in each])
        stamped = self._at(pages.paths[0]).stamp_all(pages.titles, pages.descriptions, pages.bodies, heads)
        yield from map(Output, pages.paths, stamped)

    def _at(self, path: str) -> Shell:
        depth = path.count("/")
        if depth >= len(self.by_depth):
            raise ValueError(f"{path} lies deeper than {DEPTHS[-1]} folders")
        return self.by_depth[depth]


def _check_places(whole: str, order: Sequence[str]) -> None:
    """The title stands in <title>, in the header's bar and in <h1>; the description in one meta element; the body once, after <h1>.

    What else is said in the head of a page has its place there, once.
    """
    counts = {place: order.count(place) for place in (PLACE, _TITLE, _DESCRIPTION, _MAIN)}
    if counts != {PLACE: 1, _TITLE: 3, _DESCRIPTION: 1, _MAIN: 1}:
        raise ShellError(f"places found: {counts}")
    if not re.search(rf"<title>[^<]*{_TITLE}[^<]*</title>", whole) or not re.search(rf"<h1[^>]*>\s*{_TITLE}\s*</h1>", whole):
        raise ShellError("the title is not in <title> and <h1>")
    if not re.search(rf'<meta name="?description"?(?: property="?og:description"?)? content="{_DESCRIPTION}"', whole):
        raise ShellError("the description is not in a quoted attribute of its meta element")
    if whole.find(PLACE) > whole.find("</head>"):
        raise ShellError("the place of the head lies outside it")
    if order[-1] != _MAIN:
        raise ShellError("the body does not follow the heading")
    for match in re.finditer(f"{PLACE}|{_TITLE}|{_MAIN}", whole):
        if whole.rfind("<", 0, match.start()) > whole.rfind(">", 0, match.start()):
            raise ShellError(f"a place inside a tag: {whole[match.start() - 40 : match.end()]}")
