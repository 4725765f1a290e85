"""The golden province (tests/site): two cities and three counties through the whole path, held byte for byte in tests/site/expected.

`python -m tests.golden` (`make golden`) writes the expected files again; read the difference before it is committed.
"""

import difflib
import hashlib
import io
import shutil
import sqlite3
import sys
import tempfile
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from itertools import chain, takewhile
from pathlib import Path, PurePath

import pyarrow.parquet as pq
from markupsafe import escape

from build_scripts import pipeline
from build_scripts.loading import load
from build_scripts.publish.alone_check import apart
from build_scripts.publish.policy import PACKS
from build_scripts.publish.seal import MANIFEST, read_manifest
from build_scripts.sentences import line
from build_scripts.workers import shared
from build_scripts.write.output import Output, Page, Pages, Weight
from build_scripts.write.site import WEIGHED, Material, blocks, late, tasks

PROJECT = Path(__file__).resolve().parent.parent
PROVINCE = PROJECT / "tests" / "site"
DATA, CONTENT = PROVINCE / "data", PROVINCE / "content"
EXPECTED, ACTUAL = PROVINCE / "expected", PROVINCE / "actual"
AS_OF = date(2018, 12, 31)
_WIDTH, _LINES, _SHOWN = 200, 12, 8


@dataclass(frozen=True, slots=True)
class Built:
    """One build: what was asked, what came of it, and the published folder."""

    request: pipeline.Request
    outcome: pipeline.Outcome
    site: Path


def copied(root: Path, *parts: str) -> Path:
    """A project at `root` that holds the named parts of ours and what any build reads: mkdocs.yml and the theme with its packages."""
    for part in ("mkdocs.yml", "site_theme", *parts):
        source = PROJECT / part
        (root / part).parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, root / part, ignore=shutil.ignore_patterns("node_modules", "__pycache__"))
        else:
            shutil.copyfile(source, root / part)
    for name in ("fflate", "leaflet", "qrcode-generator", "@expo-google-fonts"):
        package = Path("site_theme/node_modules") / name
        (root / package).parent.mkdir(exist_ok=True)
        (root / package).symlink_to(PROJECT / package)
    return root


def asked(project: Path, out: Path, data: Path = DATA, *, public: bool = False) -> pipeline.Request:
    """The request for a build of the golden province, or of other records with its pages."""
    return pipeline.Request(project=project, data=data, content=CONTENT, out=out, as_of=AS_OF, public=public)


def built(request: pipeline.Request) -> Built:
    """Build; raises AssertionError with all findings where nothing was published."""
    outcome = pipeline.build(request, lambda _stage: None)
    assert outcome.published, "\n".join(map(line, outcome.findings))
    return Built(request, outcome, request.out.resolve())


def gathered(request: pipeline.Request) -> tuple[Material, str]:
    """What the writers are given, and the findings of the records word for word."""
    federation, findings = load(request.data, request.as_of, request.public)
    return pipeline.gather(request, federation), "".join(f"{line(finding)}\n" for finding in findings)


def written(request: pipeline.Request) -> dict[str, bytes]:
    """What our own program writes, before the theme is put around it: `pages/`, `blocks/`, `files/`, `findings.txt`."""
    material, findings = gathered(request)
    begun = pipeline.early(request, material.edition.federation)
    texts = {f"blocks/{name}.html": str(html).encode() for name, html in blocks(material).items()}
    weights: dict[str, Weight] = {}
    for made in singly(chain(shared([*tasks(material), *begun]), late(material, weights))):
        if isinstance(made, Page):
            texts[f"pages/{made.path}"] = f"{made.title}\n{made.description}\n\n{made.body}".encode()
        else:
            texts[f"files/{made.path}{'.sha256' if made.path.endswith('.png') else ''}"] = portable(made.path, made.data)
            if any(PurePath(made.path).match(pattern) for pattern in WEIGHED):
                weights[made.path] = Weight(len(made.data), hashlib.sha256(made.data).hexdigest())
    return texts | {"findings.txt": findings.encode()}


def singly(made: Iterable[Page | Pages | Output]) -> Iterator[Page | Output]:
    """What tasks make, with many pages one by one."""
    for each in made:
        yield from each.each() if isinstance(each, Pages) else [each]


def portable(path: str, data: bytes) -> bytes:
    """The bytes; of a map's picture their SHA-256; of a workbook that of each part; of a pack all but style and script."""
    if path.startswith("maps/") and path.endswith(".png"):
        return f"{hashlib.sha256(data).hexdigest()}\n".encode()
    alone = apart(data) if path.startswith(PACKS) else None
    if alone:
        return alone.rest.replace(str(escape(alone.policy)).encode(), b"")
    if path.endswith(".sqlite"):
        return dumped(data)
    if path.endswith(".parquet"):
        return shown(data)
    if not path.endswith(".xlsx"):
        return data
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        parts = [(hashlib.sha256(book.read(name)).hexdigest(), name) for name in sorted(book.namelist())]
    return "".join(f"{digest} {name}\n" for digest, name in parts).encode()


def dumped(data: bytes) -> bytes:
    """A database as the statements that make it."""
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.deserialize(data)
        return "".join(f"{statement}\n" for statement in connection.iterdump()).encode()


def shown(data: bytes) -> bytes:
    """A Parquet file as its columns and rows."""
    table = pq.read_table(io.BytesIO(data))
    return "\n".join([table.schema.to_string(), *map(str, table.to_pylist()), ""]).encode()


def sealed(site: Path) -> bytes:
    """`sha256 path` of every file of the built site but the manifest, theme included, so that nothing third-party is kept here."""
    names = [path for path in read_manifest(site).files if path != MANIFEST]
    return "".join(f"{hashlib.sha256(portable(name, (site / name).read_bytes())).hexdigest()} {name}\n" for name in names).encode()


def read_folder(folder: Path) -> dict[str, bytes]:
    """Every file below the folder by its path."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def write_folder(folder: Path, files: Mapping[str, bytes]) -> None:
    """Make the folder hold exactly these files."""
    shutil.rmtree(folder, ignore_errors=True)
    for path, data in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)


def differing(expected: Mapping[str, bytes], actual: Mapping[str, bytes]) -> list[str]:
    """The paths that only one side has or whose bytes differ, in order."""
    return sorted(path for path in expected.keys() | actual.keys() if expected.get(path) != actual.get(path))


def told(expected: Mapping[str, bytes], actual: Mapping[str, bytes]) -> str:
    """The differences for a person to read: which files, and of the first of them which lines."""
    paths = differing(expected, actual)
    parts = [f"{len(paths)} files differ; `make golden` accepts them: {', '.join(paths)}"]
    for path in paths[:_SHOWN]:
        parts += ["", path, *_lines(expected.get(path), actual.get(path))]
    return "\n".join(parts)


def _lines(before: bytes | None, after: bytes | None) -> Iterator[str]:
    if before is None or after is None:
        yield "  is new" if before is None else "  is gone"
        return
    old, new = (data.decode("utf-8", "backslashreplace").splitlines() for data in (before, after))
    changes = [text for text in difflib.unified_diff(old, new, lineterm="", n=0) if not text.startswith(("---", "+++"))]
    lines = zip(*(text[1:] for text in changes if text[0] in "-+"), strict=False)
    shared = len(list(takewhile(lambda letters: len(set(letters)) == 1, lines)))
    for text in changes[:_LINES]:
        start = max(shared - _WIDTH // 4, 0) if len(text) > _WIDTH else 0
        yield f"  {text[0]} {text[1 + start : 1 + start + _WIDTH]}"


def golden(root: Path) -> dict[str, bytes]:
    """All expected files, made anew below `root`."""
    done = built(asked(copied(root / "project"), root / "site"))
    return written(done.request) | {"sealed.txt": sealed(done.site)}


def main() -> int:
    """Write the expected files and tell which changed."""
    with tempfile.TemporaryDirectory() as root:
        made = golden(Path(root))
    before = read_folder(EXPECTED) if EXPECTED.is_dir() else {}
    write_folder(EXPECTED, made)
    sys.stdout.writelines(f"{path}\n" for path in differing(before, made))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
