"""The pages of unions as Hugo and MkDocs make them: what each is given, and the project's own templates in the language of Hugo's."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from html import escape
from pathlib import Path
from typing import Any, NamedTuple

import jinja2
from jinja2 import nodes

from build_scripts.publish.heads import Heads
from build_scripts.publish.shell import Shell
from build_scripts.view.columns import Cell, Html, column, spread
from build_scripts.view.words import Words
from build_scripts.write.output import Page

_CONFIGURATION = {
    "baseURL": "/",
    "uglyURLs": True,
    "disablePathToLower": True,
    "timeout": "600s",
    "disableKinds": ["home", "section", "taxonomy", "term", "RSS", "sitemap", "robotsTXT", "404"],
}
"""Hugo is to make the pages and nothing else."""

_LISTS = {
    "page": {"answers": "answer", "disclosed": "article", "guests": "aside", "calendar": "duty", "honours": "aside", "facts": "field"},
    "article": {"facts": "fact"},
}
"""What a macro prints once for each element of a list: the name of the list, and the macro that prints the element."""

_TRUSTED = dict.fromkeys(("above_head", "account", "attachments", "events"), "safeHTML") | {"qr": "safeURL", "structured": "safeJS"}
"""What is HTML, a picture's address or data for machines already; Hugo would escape it once more."""

_PARTS = {"answer": "union", "aside": "union", "duty": "union", "field": "union", "page": "union", "article": "article", "fact": "article"}
"""The macros that a page of a union is made of, and the template in which each stands."""

_END = "\x02"


class Recorded:
    """Stands in for a hollow macro (view/hollow.py): gives its arguments as JSON where that gives the finished HTML."""

    def __init__(self, environment: jinja2.Environment, template: str, macro: str) -> None:
        self._names: Sequence[str] = getattr(environment.get_template(template).module, macro).arguments
        self._lists = _LISTS.get(macro, {})

    def __call__(self, texts: Sequence[Cell], parts: Sequence[Html] = ()) -> Html:
        """In each row the arguments by name, ended by a sign that no record holds."""
        cells = [*texts, *(part.cell for part in parts)]
        count = next((len(cell) for cell in cells if not isinstance(cell, str)), None)
        rows = zip(*(spread(cell, 1 if count is None else count).to_pylist() for cell in cells), strict=True)
        made = [self._recorded(dict(zip(self._names, row, strict=True))) for row in rows]
        return Html(made[0] if count is None else column(made))

    def _recorded(self, named: Mapping[str, str]) -> str:
        values = {name: _pieces(value) if name in self._lists else value for name, value in named.items()}
        return json.dumps(values, ensure_ascii=False) + _END


def _pieces(part: str) -> list[object]:
    """What was recorded one behind the other; finished HTML among it under the name `html`."""
    return [json.loads(piece) if piece.startswith("{") else {"html": piece} for piece in part.split(_END) if piece]


class Place(NamedTuple):
    """What a name of a macro is in Go's language: how it is asked whether it is empty, and how it is printed."""

    asked: str
    printed: str


class GoTemplates:
    """Macros that print their arguments and ask whether these are empty, as Go templates that print and ask the same."""

    def __init__(self, environment: jinja2.Environment, words: Words) -> None:
        self._environment, self._words = environment, words
        self._mark = Place("", str(environment.get_template("parts.html.j2").make_module().chip()))  # type: ignore[attr-defined]

    def define(self, name: str, template: str) -> str:
        """The macro of that name as a named template."""
        macro = self._macro(template, name)
        return f'{{{{ define "{name}" }}}}{self._all(macro.body, {each.name: _field(name, each.name) for each in macro.args})}{{{{ end }}}}'

    def _macro(self, template: str, name: str) -> nodes.Macro:
        assert self._environment.loader
        source = self._environment.loader.get_source(self._environment, template)[0]
        return next(each for each in self._environment.parse(source).find_all(nodes.Macro) if each.name == name)

    def _all(self, body: Iterable[nodes.Node], names: Mapping[str, Place]) -> str:
        return "".join(self._one(node, names) for node in body)

    def _one(self, node: nodes.Node, names: Mapping[str, Place]) -> str:
        match node:
            case nodes.TemplateData():
                return node.data
            case nodes.Output():
                return self._all(node.nodes, names)
            case nodes.If():
                return "".join(self._asked(node, names))
            case nodes.Call(node=nodes.Name(name=name)) if name != "t":
                called = self._macro("article.html.j2", name)
                given = [self._given(each, names) for each in node.args]
                return self._all(called.body, dict(zip([each.name for each in called.args], given, strict=True)))
            case nodes.Expr():
                return self._given(node, names).printed
        raise TypeError(f"no Go for {node!r}")

    def _asked(self, node: nodes.If, names: Mapping[str, Place]) -> Iterator[str]:
        for word, branch in [("if", node), *(("else if", each) for each in node.elif_)]:
            denied = isinstance(branch.test, nodes.Not)
            test = self._given(branch.test.node if isinstance(branch.test, nodes.Not) else branch.test, names).asked
            yield f"{{{{ {word} {'not ' if denied else ''}{test} }}}}{self._all(branch.body, names)}"
        yield f"{{{{ else }}}}{self._all(node.else_, names)}{{{{ end }}}}" if node.else_ else "{{ end }}"

    def _given(self, node: nodes.Node, names: Mapping[str, Place]) -> Place:
        """A name, or a sentence of the interface: it stands in the template for good, and what it tells of is filled in there."""
        if isinstance(node, nodes.Name):
            return self._mark if node.name == "mark" else names[node.name]
        if not isinstance(node, nodes.Call):
            raise TypeError(f"no Go for {node!r}")
        holes = {each.key: self._given(each.value, names).printed for each in node.kwargs}
        text = escape(self._words(node.args[0].as_const(), **{key: f"\0{key}\0" for key in holes}))
        for key, printed in holes.items():
            text = text.replace(f"\0{key}\0", printed)
        return Place("", text)


def _field(macro: str, name: str) -> Place:
    element = _LISTS.get(macro, {}).get(name)
    if element == "article":
        # What remains of a disclosure that is gone comes as finished HTML.
        each = '{{ if .html }}{{ .html | safeHTML }}{{ else }}{{ template "article" . }}{{ end }}'
        return Place(f".{name}", f"{{{{ range .{name} }}}}{each}{{{{ end }}}}")
    if element:
        return Place(f".{name}", f'{{{{ range .{name} }}}}{{{{ template "{element}" . }}}}{{{{ end }}}}')
    return Place(f".{name}", f"{{{{ .{name} | {_TRUSTED[name]} }}}}" if name in _TRUSTED else f"{{{{ .{name} }}}}")


def layout(shell: Shell, heads: Heads, body: str) -> str:
    """The shell as a layout of Hugo's, with the places where Hugo fills in what we stamp."""
    path, title = "union/GKCODE.html", "GKTITLE"
    head = heads.head(path, title).replace(title, "{{ .Title }}").replace("GKCODE", "{{ .File.BaseFileName }}")
    found = shell.stamp("\0title\0", "\0description\0", body, head).decode()
    return found.replace("\0title\0", "{{ .Title }}").replace("\0description\0", "{{ .Description }}")


def hugo(folder: Path, pages: Iterable[Page], single: str, filled: Callable[[Page], tuple[Mapping[str, Any], str]]) -> None:
    """A project of Hugo's: one file of content a page, with what `filled` puts in its front matter and below it."""
    for each in ("content/union", "layouts/_default"):
        (folder / each).mkdir(parents=True)
    (folder / "config.json").write_text(json.dumps(_CONFIGURATION), "utf-8")
    (folder / "layouts/_default/single.html").write_text(single, "utf-8")
    for page in pages:
        more, below = filled(page)
        front = json.dumps({"title": page.title, "description": page.description, **more}, ensure_ascii=False)
        (folder / "content" / page.path).write_text(f"{front}\n{below}", "utf-8")


def of_bodies(page: Page) -> tuple[Mapping[str, Any], str]:
    """The body of our page as it is, for Hugo to put into the shell."""
    return {}, page.body


def of_records(page: Page) -> tuple[Mapping[str, Any], str]:
    """What our page is made from, texts and lists of texts, in the front matter; the body was made with `Recorded`."""
    return {"page": json.loads(page.body.removesuffix(_END))}, ""


def records_template(environment: jinja2.Environment, words: Words) -> tuple[str, str]:
    """What a layout shows of a page's records, and the templates that it needs for that."""
    go = GoTemplates(environment, words)
    return '{{ template "page" .Params.page }}', "".join(go.define(name, f"{template}.html.j2") for name, template in _PARTS.items())


def markdown(page: Page) -> str:
    """Our page as MkDocs reads it: the body in one block of HTML, in which it looks for no Markdown."""
    head = json.dumps({"title": page.title, "description": page.description, "hide": ["navigation", "toc"]}, ensure_ascii=False)
    return f"---\n{head}\n---\n\n# {page.title}\n\n<div>\n{page.body}\n</div>\n"
