"""Records as a git revision has them, taken out of the repository that holds the data folder."""

import subprocess
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePosixPath

_FILES = ("100644", "100755")


@dataclass(frozen=True, slots=True)
class Revision:
    """A commit, by the name it was asked for; `on` is the day of the newest commit up to it that touched the data."""

    name: str
    commit: str
    on: date


def revision(name: str, data: Path) -> Revision | None:
    """The commit of that name in the repository of the data folder; None where there is no repository or no such commit."""
    if name.startswith("-"):
        return None
    commit = _text(data, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}").strip()
    if not commit:
        return None
    day = _text(data, "log", "-1", "--format=%cs", commit, "--", ".") or _text(data, "log", "-1", "--format=%cs", commit)
    return Revision(name, commit, date.fromisoformat(day.strip()))


def unpack(commit: str, data: Path, folder: Path) -> bool:
    """Write the files that the data folder held at that commit below another folder; False where it held none.

    Every regular file is written byte for byte as it was committed. `git archive` would leave out or rewrite what a `.gitattributes` in
    the same commit tells it to (export-ignore, export-subst), so that a change could hide from its own report.
    """
    entries = [entry.split("\t", 1) for entry in _text(data, "ls-tree", "-r", "-z", commit, "--", ".").split("\0") if entry]
    files = [(meta.split(" ")[2], PurePosixPath(path)) for meta, path in entries if meta.split(" ")[0] in _FILES]
    wanted = "".join(f"{blob}\n" for blob, _ in files).encode()
    stream = _run(data, "cat-file", "--batch", given=wanted)
    for _, path in files:
        head, _, stream = stream.partition(b"\n")
        size = int(head.rsplit(b" ", 1)[1])
        target = folder.joinpath(*(part for part in path.parts if part not in ("/", "..")))
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(stream[:size])
        stream = stream[size + 1 :]
    return bool(files)


def _text(data: Path, *arguments: str) -> str:
    return _run(data, *arguments).decode("utf-8", "surrogateescape")


def _run(data: Path, *arguments: str, given: bytes = b"") -> bytes:
    """What git says; nothing where it fails or is not there."""
    try:
        return subprocess.run(["git", "-C", str(data), *arguments], input=given, capture_output=True, check=False).stdout  # noqa: S607  git from the path
    except (FileNotFoundError, ValueError):
        return b""
