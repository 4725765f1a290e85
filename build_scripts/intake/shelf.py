"""Where originals and receipts are kept, outside what is published: every file under its SHA-256, every receipt under its number."""

import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePath

from filelock import FileLock

from build_scripts.intake.receipt import Receipt

_ORIGINALS, _RECEIPTS = "originals", "receipts"
_SUFFIXES = frozenset({".xlsx", ".xls", ".csv", ".yaml", ".yml", ".pdf", ".jpg", ".jpeg", ".png"})


@dataclass(frozen=True, slots=True)
class Shelf:
    """A folder with `originals/<sha256><suffix>` and `receipts/<number>.json` and `.html`."""

    root: Path

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Nobody else takes files in meanwhile."""
        self.root.mkdir(parents=True, exist_ok=True)
        with FileLock(self.root / ".lock"):
            yield

    def page(self, receipt: Receipt) -> Path:
        """Where the page of a receipt is kept."""
        return self.root / _RECEIPTS / f"{receipt['number']}.html"

    def receipts(self) -> list[Receipt]:
        """The receipts given so far, by day of receipt and number."""
        found = [json.loads(path.read_text("utf-8")) for path in sorted((self.root / _RECEIPTS).glob("*.json"))]
        return sorted(found, key=lambda each: (each["received_on"], each["number"]))

    def keep_original(self, name: str, data: bytes, receipt: Receipt) -> None:
        """Keep the file as it was sent."""
        put(self.root / _ORIGINALS / f"{receipt['sha256']}{_suffix(name)}", data)

    def keep_receipt(self, receipt: Receipt, page: str) -> Path:
        """Keep a receipt; returns the path of its page."""
        written = json.dumps(receipt, ensure_ascii=False, allow_nan=False) + "\n"
        put(self.root / _RECEIPTS / f"{receipt['number']}.json", written.encode())
        put(self.page(receipt), page.encode())
        return self.page(receipt)


def _suffix(name: str) -> str:
    suffix = PurePath(name).suffix.lower()
    return suffix if suffix in _SUFFIXES else ""


def put_all(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files below a folder, each at once or not at all."""
    for path, data in sorted(files.items()):
        put(folder / path, data)


def put(path: Path, data: bytes) -> None:
    """Write a file so that nobody ever reads a half of it; one that holds these bytes already is left as it is."""
    if path.is_file() and path.read_bytes() == data:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_name(f".{path.name}.new")
    with aside.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    aside.replace(path)
