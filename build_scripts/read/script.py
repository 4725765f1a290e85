"""Our modules in one classic script: a page opened from a disk may load no module."""

import re
from collections.abc import Mapping
from pathlib import Path

_IMPORT = re.compile(r'^import \{ ([\w, ]+) \} from "\./(\w+)\.mjs";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:async )?(?:function|const|class)\b)", re.MULTILINE)
_NAME = re.compile(r"^export (?:async )?(?:function|const|class) (?:(\w+)|\[([\w, ]+)\])", re.MULTILINE)
_LEFT_OVER = re.compile(r"^\s*(?:import|export)\b|\bimport\(", re.MULTILINE)
_COMMENT = re.compile(r"/\*\*.*?\*/ ?|^ *//[^\n]*\n", re.MULTILINE | re.DOTALL)
_ENDS = re.compile(r"<!--|</?script", re.IGNORECASE)


def script(folder: Path, library: str = "") -> str:
    """The modules (`*.mjs`) of a folder as one classic script, behind the library they use.

    Raises:
        ValueError: a module imports in a circle or in a form that is not ours, or holds what HTML would take for the script's end.
    """
    modules = {path.stem: path.read_text("utf-8") for path in sorted(folder.glob("*.mjs"))}
    ours = "".join(_wrapped(name, modules[name]) for name in _in_turn(modules))
    joined = f"{library}(function () {{\n'use strict';\n{ours}}})();\n"
    if _ENDS.search(joined):
        raise ValueError("the script holds a sign by which HTML would end it")
    return joined


def licensed(code: Path, licence: Path) -> str:
    """A library of node_modules with its licence, to stand before our modules.

    Raises:
        FileNotFoundError: `make` has not fetched the packages of site_theme/package-lock.json.
    """
    return f"/*\n{licence.read_text('utf-8')}*/\n{code.read_text('utf-8')}\n"


def _in_turn(modules: Mapping[str, str]) -> list[str]:
    """The modules' names, each after those that it imports."""
    placed: list[str] = []

    def place(name: str, above: tuple[str, ...]) -> None:
        if name in above:
            raise ValueError(f"modules import in a circle: {' → '.join((*above, name))}")
        for _, other in _IMPORT.findall(modules[name]):
            if other not in placed:
                place(other, (*above, name))
        if name not in placed:
            placed.append(name)

    for name in modules:
        place(name, ())
    return placed


def _wrapped(name: str, source: str) -> str:
    """A module as a function that is called once and returns what it exports."""
    exported = ", ".join(one or many for one, many in _NAME.findall(source))
    body = _EXPORT.sub("", _IMPORT.sub(r"const { \1 } = module_\2;\n", _COMMENT.sub("", source)))
    if _LEFT_OVER.search(body):
        raise ValueError(f"{name}.mjs: imports or exports in a form that the bundle does not know")
    return f"const module_{name} = (function () {{\n{body}return {{ {exported} }};\n}})();\n"
