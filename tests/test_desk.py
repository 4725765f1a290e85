"""The check page as a file: one script and one style inside, nothing asked of anybody, modules in our form, patterns that mean the same."""

import base64
import hashlib
import json
import re
import shutil
import unicodedata
from pathlib import Path
from types import ModuleType

import pytest
from desk_proof import LIBRARY, THEME, base, page_of
from golden import DATA

from build_scripts.cli import main
from build_scripts.desk.guards import compiled
from build_scripts.desk.page import as_json, tokens
from build_scripts.desk.patterns import for_browsers
from build_scripts.desk.spellings import CONTESTED
from build_scripts.read.script import licensed, script

MODULES = {path.name: path.read_text("utf-8") for path in sorted((THEME / "desk").glob("*.mjs"))}
STYLE = (THEME / "desk" / "desk.css").read_text("utf-8")
BUDGET = 900_000
TOO_NEW = (
    *(r"\.at\(-", r"Object\.hasOwn", r"findLast", r"structuredClone", r"toSorted", r"toReversed", r"\.groupBy", r"Intl\.Segmenter"),
    *(r"static \{", r"Array\.fromAsync", r"Promise\.withResolvers", r"#[a-z]+ in ", r"error\.cause"),
)
"""What browsers learnt after Chromium 86 (October 2020), which WPS and 360 on office machines still are."""

TOO_NEW_STYLES = (
    r":is\(",
    r":has\(",
    r":where\(",
    r"\binset:",
    r"aspect-ratio",
    r"accent-color",
    r"container-type",
    r"color-mix",
    r"@layer",
    r"dvh",
)
WRITES_MARKUP = (
    r"innerHTML",
    r"outerHTML",
    r"insertAdjacentHTML",
    r"document\.write",
    r"\beval\(",
    r"new Function",
    r"setAttribute\(\"style\"",
)


@pytest.fixture(scope="module")
def html(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return page_of(base(tmp_path_factory.mktemp("data")))


def inside(html: bytes, element: str) -> str:
    return html.decode().rpartition(f"<{element}>")[2].partition(f"</{element.split()[0]}>")[0]


def test_policy_lets_this_script_and_this_style_run_and_nothing_else(html: bytes) -> None:
    stated = re.search(r'Content-Security-Policy" content="([^"]*)"', html.decode())
    assert stated
    hashed = {name: base64.b64encode(hashlib.sha256(inside(html, name).encode()).digest()).decode() for name in ("script", "style")}
    assert stated[1].replace("&#39;", "'") == (
        f"default-src 'none'; script-src 'sha256-{hashed['script']}'; style-src 'sha256-{hashed['style']}'; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )
    assert html.count(b"<script>") == html.count(b"<style>") == 1


def test_page_asks_for_nothing_and_is_light_enough_for_a_disk(html: bytes) -> None:
    text = html.decode()
    assert not re.search(r"<(?:link|img|iframe|object|embed|base)\b|\bsrc=|@import|url\((?!#)", text)
    assert not re.search(
        r"\b(?:fetch|XMLHttpRequest|WebSocket|EventSource|sendBeacon|importScripts)\b", inside(html, "script").replace("new Worker", "")
    )
    assert len(html) < BUDGET


def test_same_records_give_the_same_page(html: bytes, tmp_path: Path) -> None:
    assert page_of(base(tmp_path)) == html


def test_what_the_page_is_told_is_seen_whole_and_ends_no_element(html: bytes) -> None:
    told = html.decode().partition('id="desk-declaration">')[2].partition("</script>")[0]
    assert not set(told) & set("<>&")
    assert {unicodedata.category(sign) for sign in told} <= {
        "Lu",
        "Ll",
        "Lo",
        "Nd",
        "Nl",
        "Po",
        "Ps",
        "Pe",
        "Pi",
        "Pf",
        "Pd",
        "Pc",
        "Sm",
        "Sc",
        "Sk",
        "Zs",
        "So",
    }
    odd = {"x": "</script><!--\u2028\u202e\x00\ufeff😀&amp;甲"}
    assert json.loads(as_json(odd)) == odd
    assert "甲" in as_json(odd)


@pytest.mark.parametrize("name", MODULES)
def test_modules_are_short_typed_and_put_text_on_the_page_as_text(name: str) -> None:
    source = MODULES[name]
    assert source.startswith("// @ts-check\n/** ")
    assert source.count("\n") < 150
    assert [pattern for pattern in (*TOO_NEW, *WRITES_MARKUP) if re.search(pattern, source)] == []


def test_script_and_style_are_known_to_browsers_of_2020() -> None:
    assert [pattern for pattern in TOO_NEW_STYLES if re.search(pattern, STYLE)] == []
    assert re.search(TOO_NEW[0], "last = rows.at(-1)")
    assert re.search(TOO_NEW_STYLES[1], "a:has(b) {}")
    assert re.search(WRITES_MARKUP[0], "cell.innerHTML = text")


def theme_with(tmp_path: Path, **modules: str) -> Path:
    """A theme with these modules alone."""
    shutil.copytree(LIBRARY, tmp_path / "node_modules/fflate")
    (tmp_path / "desk").mkdir()
    for name, source in modules.items():
        (tmp_path / "desk" / f"{name}.mjs").write_text(source, "utf-8")
    return tmp_path


def whole(theme: Path) -> str:
    """The modules with the library that unpacks workbooks."""
    library = theme / "node_modules/fflate"
    return script(theme / "desk", licensed(library / "umd/index.js", library / "LICENSE"))


def test_bundle_is_one_script_in_which_each_module_comes_after_those_it_needs(tmp_path: Path) -> None:
    theme = theme_with(
        tmp_path,
        a='// @ts-check\n/** A. */\n\nimport { two, Three } from "./b.mjs";\n\nexport const one = two + Three.name;\n',
        b="// @ts-check\n/** B. */\n\nexport const [two, four] = [2, 4];\nexport class Three {}\nexport async function five() {}\n",
    )
    running = whole(theme)
    assert running.index("const module_b =") < running.index("const module_a =")
    assert "const { two, Three } = module_b;" in running
    assert "return { two, four, Three, five };" in running
    assert "MIT License" in running
    assert "/** A. */" not in running


@pytest.mark.parametrize(
    "modules",
    [
        {"a": 'import { b } from "./b.mjs";\nexport const a = b;\n', "b": 'import { a } from "./a.mjs";\nexport const b = a;\n'},
        {"a": 'import * as b from "./b.mjs";\n', "b": "export const b = 1;\n"},
        {"a": "export default 1;\n"},
        {"a": 'const b = import("./b.mjs");\n', "b": ""},
        {"a": "const a = '</script>';\n"},
        {"a": "const a = '<!--';\n"},
    ],
    ids=["a circle", "all of a module", "a default", "a late import", "the script's end", "a comment"],
)
def test_bundle_refuses_what_it_would_make_wrongly(modules: dict[str, str], tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"circle|form|end it"):
        whole(theme_with(tmp_path, **modules))


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        (r"\d{7,}", r"\p{Nd}{7,}"),
        (r"[\d.$]+$", r"[\p{Nd}.$]+(?=\n?$)"),
        (r"a.b\.c", r"a[^\n]b\.c"),
        (r"(?:^|[^\s])x", r"(?:^|[^\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000])x"),
        (r"[\]$]\$", r"[\]$]\$"),
        (r"vba\w*", r"vba[\p{L}\p{N}_]*"),
    ],
)
def test_patterns_are_said_to_browsers_in_their_own_words(ours: str, theirs: str) -> None:
    assert for_browsers(ours) == theirs
    assert for_browsers(re.compile(ours)) == theirs


def test_patterns_of_the_guard_keep_their_flag_and_none_is_lost() -> None:
    module = ModuleType("asked")
    module._ONE = re.compile(r"\d", re.IGNORECASE)  # type: ignore[attr-defined]
    module.OTHER = re.compile("a")  # type: ignore[attr-defined]
    module.words = "a"  # type: ignore[attr-defined]
    assert compiled(module) == {"one": (r"\p{Nd}", "i"), "other": ("a", "")}
    module._DOTS = re.compile(".", re.DOTALL)  # type: ignore[attr-defined]
    with pytest.raises(ValueError, match="flag"):
        compiled(module)


def test_contested_signs_are_those_of_the_edition_that_python_reads() -> None:
    read = [sequence.decode("gb18030") for sequence in CONTESTED]
    assert len(set(read)) == len(CONTESTED) == 21
    assert sum(unicodedata.category(sign) == "Co" for sign in read) >= 19


def test_colours_are_those_of_the_site() -> None:
    told = tokens(THEME)
    assert told.count("--gk-red:") == told.count("--gk-c4:") == 2
    assert told.index("prefers-color-scheme: dark") > told.index("--gk-c4:")
    used = set(re.findall(r"var\((--[\w-]+)", STYLE))
    assert used <= set(re.findall(r"(--[\w-]+):", told))


def test_command_writes_the_page_beside_which_nothing_is_needed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "校验台.html"
    assert main(["desk", "--data", str(DATA), "--out", str(out), "--as-of", "2018-12-31", "--demo"]) == 0
    text = out.read_text("utf-8")
    assert '"day":"2018-12-31","demo":true' in text
    assert "按示例数据检查" in text
    assert '"path":"M' in text
    assert str(out) in capsys.readouterr().out
    assert main(["desk", "--data", str(DATA), "--out", str(out), "--public"]) == 0
    public = out.read_text("utf-8")
    assert '"day":"","demo":false' in public
    assert '"path":"M' not in public
