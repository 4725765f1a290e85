"""The files of attachments as they lie in the data folder, each beside the text that was found in it."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from build_scripts.kinds.attachment import FOLDER
from build_scripts.renew.attachment import MOST_BYTES

DEMO = "demo"
TEXT = ".txt"


def place_of(name: str, demo: bool) -> str:
    """Where a file stands, from the data folder."""
    return "/".join([*([DEMO] if demo else []), FOLDER, name])


class AttachmentFolder:
    """`<data>/files` and, for invented records, `<data>/demo/files`. Symbolic links are not followed."""

    def __init__(self, data: Path) -> None:
        self._data = data

    def place(self, name: str, demo: bool) -> str:
        """Where the file stands or should stand, from the data folder."""
        return place_of(name, demo)

    def content(self, name: str, demo: bool) -> bytes | None:
        """The bytes of a file, of one that is too large only so many; None where there is none, or it is no plain file.

        Raises:
            ValueError: the name is a path; names come out of a grammar that has none, so this is our bug.
        """
        if Path(name).name != name or name in ("", ".", ".."):
            raise ValueError(name)
        path = self._data / self.place(name, demo)
        if path.parent.is_symlink() or path.parent.parent.is_symlink():
            return None
        try:
            handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
        except OSError:
            return None
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            os.close(handle)
            return None
        with os.fdopen(handle, "rb") as file:
            return file.read(MOST_BYTES + 1)

    def text(self, name: str, demo: bool) -> str | None:
        """The text found in a file; None where it is not there or cannot be read."""
        content = self.content(name + TEXT, demo)
        try:
            return None if content is None else content.decode("utf-8")
        except UnicodeDecodeError:
            return None

    def names(self) -> Iterator[tuple[str, bool]]:
        """Every file but texts, README.md and hidden ones: its name, and whether it belongs to invented records."""
        for path, demo in self._listed():
            if not path.name.startswith(".") and not path.name.endswith(TEXT) and path.name != "README.md":
                yield path.name, demo

    def texts(self) -> Iterator[Path]:
        """Every text there is; what the files themselves hold is in their names, and so in the records."""
        return (path for path, _ in self._listed() if path.name.endswith(TEXT) and path.is_file())

    def _listed(self) -> Iterator[tuple[Path, bool]]:
        for demo in (False, True):
            folder = (self._data / self.place("x", demo)).parent
            if folder.is_dir() and not folder.is_symlink():
                yield from ((path, demo) for path in sorted(folder.iterdir()))
