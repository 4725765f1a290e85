"""Laws of the repository itself. Each is a function from sources to breaches, tried on a planted breach as well as on what is here."""

import ast
import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path

PROJECT = Path(__file__).parent.parent
Sources = Mapping[str, str]

LAYERS = (
    ("place", "findings", "phrases", "messages", "sentences", "declare", "kinds", "workers"),
    ("parse",),
    ("renew",),
    ("read",),
    ("check",),
    ("guard",),
    ("merge",),
    ("loading",),
    ("derive",),
    ("draw",),
    ("find",),
    ("view",),
    ("bulk", "write"),
    ("change",),
    ("desk",),
    ("demo",),
    ("publish",),
    ("pipeline",),
    ("intake",),
    ("comparison",),
    ("telling", "arguments"),
    ("commands",),
    ("cli",),
    ("__main__",),
)
"""A layer imports from itself and from those before it. `screenshots` and the like would come after `cli`."""

SPEAKING = ("messages.py", "phrases.py", "sentences.py", "kinds/", "derive/", "demo/")
"""Where a Chinese literal may stand: messages to people who submit data, names of fields and columns, and invented records."""

FORMAT_WORDS = frozenset({"是", "否", "未注明"})
"""Values of the record format that any layer may compare with."""

RECOGNISING = ("declare.py", "check/column.py", "check/mend.py", "guard/", "merge/provenance.py", "read/rows.py", "read/submission.py")
"""Where spellings of clerks are recognised: single words, never a sentence."""

QUIET_HOSTS = frozenset(
    {"jsonfeed.org", "www.w3.org", "json-schema.org", "datapackage.org", "example.org", "127.0.0.1"}
    | {"purl.org", "xmlns.com", "spdx.org", "schema.org", "id.loc.gov", "www.iana.org", "www.sitemaps.org", "schemas.openxmlformats.org"}
)
"""Hosts in names of vocabularies and in samples of a field, which nobody asks for anything; and this machine."""

CLOCKS = {"date": {"today"}, "datetime": {"now", "today", "utcnow"}, "time": {"time", "localtime", "gmtime", "strftime"}}

_CHINESE = re.compile("[\u3400-\u9fff\uf900-\ufaff]")
_SENTENCE = frozenset("，。：；！？")
_LONGEST_WORD = 20
_HOST = re.compile(r"(?:https?:)?//([\w-]+(?:\.[\w-]+)+)")
_COMMENTS = re.compile(r"/\*.*?\*/|<!--.*?-->|\{#.*?#\}|(?<![:\w])//[^\n]*", re.DOTALL)


def python() -> dict[str, str]:
    """Our Python by path below build_scripts/."""
    root = PROJECT / "build_scripts"
    return {file.relative_to(root).as_posix(): file.read_text("utf-8") for file in sorted(root.rglob("*.py"))}


def theme() -> dict[str, str]:
    """Scripts, style sheets and templates by path below site_theme/, packages left out."""
    root = PROJECT / "site_theme"
    files = (file for file in sorted(root.rglob("*")) if file.suffix in {".js", ".mjs", ".css", ".html", ".j2"})
    texts = {file.relative_to(root).as_posix(): file.read_text("utf-8") for file in files if "node_modules" not in file.parts}
    return {path: _COMMENTS.sub("", text) for path, text in texts.items()}


def layer_breaches(sources: Sources) -> Iterator[str]:
    """Imports from a later layer, relative imports, and modules that no layer names."""
    rank = {name: number for number, names in enumerate(LAYERS) for name in names}
    for path, source in sources.items():
        own = path.partition("/")[0].removesuffix(".py")
        if own == "__init__":
            continue
        if own not in rank:
            yield f"{path}: in no layer"
            continue
        for module in _imports(source):
            other = module.removeprefix("build_scripts.").partition(".")[0]
            if module.startswith(".") or (module.startswith("build_scripts.") and rank.get(other, 99) > rank[own]):
                yield f"{path}: imports {module}"


def _imports(source: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            module = "." * node.level + (node.module or "")
            yield from (f"{module}.{alias.name}" for alias in node.names)


def literals(source: str) -> Iterator[ast.Constant]:
    """String constants that are not docstrings (a string that stands alone documents something)."""
    tree = ast.parse(source)
    documents = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in documents:
            yield node


def _is_word(text: str) -> bool:
    """Words or a pattern of words: no long run of Chinese, and no mark of a sentence."""
    longest = max(map(len, re.findall(f"{_CHINESE.pattern}+", text)), default=0)
    return longest <= _LONGEST_WORD and not _SENTENCE & set(text)


def speech_breaches(sources: Sources) -> Iterator[str]:
    """Chinese literals outside the places that speak; more than a word where words are recognised."""
    for path, source in sources.items():
        if path.startswith(SPEAKING):
            continue
        for node in literals(source):
            text = str(node.value)
            recognised = text in FORMAT_WORDS or (path.startswith(RECOGNISING) and _is_word(text))
            if _CHINESE.search(text) and not recognised:
                yield f"{path}:{node.lineno}: {text!r}"


def host_breaches(sources: Sources) -> Iterator[str]:
    """Addresses of other hosts in literals."""
    for path, source in sources.items():
        texts = [str(node.value) for node in literals(source)] if path.endswith(".py") else [source]
        yield from (f"{path}: {host}" for text in texts for host in _HOST.findall(text) if host not in QUIET_HOSTS)


def clock_breaches(sources: Sources) -> Iterator[str]:
    """Clocks read outside cli.py."""
    for path, source in sources.items():
        if path == "cli.py":
            continue
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.Attribute) and node.attr in CLOCKS.get(_last_name(node.value), ()):
                yield f"{path}:{node.lineno}: {ast.unparse(node)}"


def _last_name(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


def print_breaches(sources: Sources) -> Iterator[str]:
    """Calls of print outside cli.py."""
    for path, source in sources.items():
        for node in ast.walk(ast.parse(source)):
            if path != "cli.py" and isinstance(node, ast.Call) and _last_name(node.func) == "print":
                yield f"{path}:{node.lineno}"


def foreign_code_breaches(files: Mapping[str, str]) -> Iterator[str]:
    """Third-party code: by its name or by the notice it carries."""
    for path, text in files.items():
        if re.search(r"\.min\.(js|css)$|(^|/)(leaflet|jquery|d3|echarts)[^/]*\.(js|css)$", path):
            yield f"{path}: name"
        if re.search(r"copyright\s*(\(c\)|©)|@license|SPDX-License-Identifier|sourceMappingURL", text, re.IGNORECASE):
            yield f"{path}: notice"


def lock_breaches(lock: str, needed: set[str]) -> Iterator[str]:
    """Requirements without exact version or hash, registries named in a lock, and needed packages it lacks."""
    entries = [entry for entry in lock.replace("\\\n", " ").splitlines() if entry.strip() and not entry.startswith("#")]
    for entry in entries:
        if not re.match(r"[a-z0-9][a-z0-9.-]*==\S+ .*--hash=sha256:[0-9a-f]{64}", entry):
            yield entry[:60]
    yield from (f"lacks {name}" for name in sorted(needed - {entry.partition("==")[0] for entry in entries}))
    yield from (f"names {word}" for word in re.findall(r"https?://\S+|file:\S+|--\S*index\S*|--find-links", lock))


def test_layer_imports_only_from_layers_before_it() -> None:
    assert list(layer_breaches(python())) == []
    planted = {
        "read/a.py": "from build_scripts.check.table import x",
        "draw/a.py": "def f():\n    import build_scripts.publish.seal",
        "merge/a.py": "from build_scripts import cli",
        "write/a.py": "from . import output",
        "helpers.py": "",
        "publish/a.py": "from build_scripts.write.output import Output\nimport json",
    }
    assert [breach.partition(":")[0] for breach in layer_breaches(planted)] == list(planted)[:-1]


def test_chinese_literals_stand_only_where_the_public_or_a_clerk_is_spoken_to() -> None:
    assert list(speech_breaches(python())) == []
    planted = {
        "read/a.py": 'x = "建会率"',
        "draw/a.py": 'x = f"{1}家"',
        "declare.py": 'x = "单位没有填写"\ny = "没有填写，请补"',
        "kinds/a.py": 'x = "建会率"',
        "merge/a.py": '"""建会率."""\n# 建会率',
    }
    assert [breach.partition(": ")[0] for breach in speech_breaches(planted)] == ["read/a.py:1", "draw/a.py:1", "declare.py:2"]


def test_scripts_style_sheets_and_templates_hold_no_chinese() -> None:
    assert [path for path, text in theme().items() if _CHINESE.search(text)] == []
    assert _CHINESE.search("a.textContent = '未报'")


def test_sources_name_no_other_host() -> None:
    assert list(host_breaches({**python(), **theme()})) == []
    planted = {
        "a.py": 'x = "https://cdn.example.org/a.js"',
        "b.js": "import '//cdn.example.org/a.js'",
        "c.py": '"""See https://example.org/."""',
    }
    assert list(host_breaches(planted)) == ["a.py: cdn.example.org", "b.js: cdn.example.org"]


def test_only_the_command_line_reads_a_clock() -> None:
    assert list(clock_breaches(python())) == []
    planted = {"a.py": "date.today()", "b.py": "datetime.datetime.now(tz=UTC)", "c.py": "f = time.time", "cli.py": "date.today()"}
    assert [breach.partition(":")[0] for breach in clock_breaches(planted)] == ["a.py", "b.py", "c.py"]


def test_only_the_command_line_prints() -> None:
    assert list(print_breaches(python())) == []
    assert list(print_breaches({"a.py": "print(1)", "cli.py": "print(1)"})) == ["a.py:1"]


def test_repository_holds_no_third_party_code() -> None:
    assert list(foreign_code_breaches({**python(), **theme()})) == []
    planted = {"overrides/assets/leaflet.js": "", "a.js": "/*! @license MIT */", "b.min.css": "", "zoom.js": "export {}"}
    assert [breach.partition(":")[0] for breach in foreign_code_breaches(planted)] == list(planted)[:-1]


def test_every_locked_requirement_has_version_and_hash_and_no_registry() -> None:
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text("utf-8"))["project"]
    stated = [*project["dependencies"], *project["optional-dependencies"]["test"]]
    needed = {re.split(r"[<>=~!;\[ ]", line, maxsplit=1)[0].lower() for line in stated}
    assert len(needed) == len(stated)
    assert list(lock_breaches((PROJECT / "requirements.lock").read_text("utf-8"), needed)) == []
    assert list(lock_breaches((PROJECT / "requirements-successor.lock").read_text("utf-8"), {"zensical", "setuptools"})) == []
    hashed = f"a==1 \\\n    --hash=sha256:{'0' * 64}\n"
    assert list(lock_breaches(f"{hashed}b==2\n", {"a", "b", "c"})) == ["b==2", "lacks c"]
    assert list(lock_breaches(f"--index-url https://example.org/simple\n{hashed}", {"a"}))


def test_every_dependency_is_bounded_and_says_why() -> None:
    text = (PROJECT / "pyproject.toml").read_text("utf-8")
    lines = re.findall(r'^    "([a-z0-9-]+[<>=][^"]*)",( +# .+)?$', text, re.MULTILINE)
    assert len(lines) > 25
    assert [requirement for requirement, reason in lines if not reason or not re.search(r"<|==", requirement)] == []


def test_npm_lock_has_integrity_and_no_registry() -> None:
    lock = (PROJECT / "site_theme/package-lock.json").read_text("utf-8")
    assert "://" not in lock
    assert lock.count('"node_modules/') == lock.count('"integrity": "sha512-') > 0
