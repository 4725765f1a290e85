"""Pictures of earlier builds: drawing one takes half a second, and from the same drawing comes the same picture."""

import hashlib
import os
from collections.abc import Callable
from pathlib import Path

MOST = 200
"""Pictures that are kept; the ones not asked for longest go first."""


def kept(folder: Path, recipe: bytes, make: Callable[[], bytes]) -> bytes:
    """What `make` makes, or made for the same recipe before.

    Args:
        folder: where pictures are kept; it may be removed at any time.
        recipe: all that the picture depends on, the version of what draws it included.
        make: draws it.

    A picture that is not as it was kept, by its SHA-256, is drawn anew.
    """
    path = folder / hashlib.sha256(recipe).hexdigest()
    data = path.read_bytes() if path.is_file() else b""
    digest, picture = data[:32], data[32:]
    if picture and hashlib.sha256(picture).digest() == digest:
        path.touch()
        return picture
    picture = make()
    folder.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f"{path.name}.{os.getpid()}")
    fresh.write_bytes(hashlib.sha256(picture).digest() + picture)
    fresh.replace(path)
    return picture


def prune(folder: Path) -> None:
    """Remove what is too many."""
    if folder.is_dir():
        for path in sorted(folder.iterdir(), key=lambda each: each.stat().st_mtime_ns, reverse=True)[MOST:]:
            path.unlink(missing_ok=True)
