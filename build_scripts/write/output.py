"""An output is a path and its bytes; a sink is the only thing that writes."""

import errno
import hashlib
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple, Protocol

from build_scripts.view.columns import Column, Flags, Html, spread


@dataclass(frozen=True, slots=True)
class Page:
    """A page to be stamped into the shell: its path, title and description (plain text), and its body (HTML).

    `changed`: the day on which what it shows was last published or changed (ISO), empty where nobody can say. `indexed` is False for a page
    that holds nothing but the traces of what is gone: it keeps its address, and no search engine is led there.
    """

    path: str
    title: str
    description: str
    body: str
    changed: str = ""
    indexed: bool = True


@dataclass(frozen=True, slots=True)
class Pages:
    """Many pages, what is said of each in a row of every column; `indexed` as of a page, where it is not True for all."""

    paths: Sequence[str]
    titles: Column
    descriptions: Column
    bodies: Html
    changed: Sequence[str]
    indexed: Flags | None = None

    def each(self) -> Iterator[Page]:
        """The pages one by one."""
        texts = (spread(cell, len(self.paths)).to_pylist() for cell in (self.titles, self.descriptions, self.bodies.cell))
        yield from (Page(*page) for page in zip(self.paths, *texts, self.changed, self.shown(), strict=True))

    def shown(self) -> list[bool]:
        """Which of them search engines may keep."""
        return [True] * len(self.paths) if self.indexed is None else self.indexed.tolist()


@dataclass(frozen=True, slots=True)
class Output:
    """One file of the site: a relative POSIX path without `..`, and its bytes."""

    path: str
    data: bytes

    def __post_init__(self) -> None:
        if not self.path or self.path.startswith("/") or ".." in self.path.split("/") or "\\" in self.path or "\0" in self.path:
            raise ValueError(f"not a path inside the site: {self.path!r}")


class Stream(Output):
    """A file too large to be held in memory whole: its bytes come in pieces, made as they are asked for."""

    __slots__ = ("pieces",)
    pieces: Callable[[], Iterable[bytes]]

    def __init__(self, path: str, pieces: Callable[[], Iterable[bytes]]) -> None:
        object.__setattr__(self, "path", path)
        object.__setattr__(self, "pieces", pieces)
        self.__post_init__()

    @property
    def data(self) -> bytes:
        """All of them, for who has the room."""
        return b"".join(self.pieces())

    def __reduce__(self) -> tuple[type[Output], tuple[str, bytes]]:
        """Sent to another process it is a file as any other: what makes its pieces stays here."""
        return Output, (self.path, self.data)


class Weight(NamedTuple):
    """How many bytes a written file has, and their SHA-256 in lower-case hexadecimal."""

    size: int
    sha256: str


class Sink(Protocol):
    """Takes outputs, each path once."""

    def put(self, output: Output) -> None:
        """Keep the output; raises ValueError where its path was taken."""


class MemorySink:
    """Keeps outputs in memory, for tests and for counting."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}

    def put(self, output: Output) -> None:
        """Keep the output; raises ValueError where its path was taken."""
        if output.path in self.files:
            raise ValueError(f"written twice: {output.path}")
        self.files[output.path] = output.data


class DirectorySink:
    """Writes below one folder and remembers the weight of what it wrote, by path."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.weights: dict[str, Weight] = {}
        self._folders: set[str] = set()

    def claim(self, path: str, weight: Weight) -> None:
        """Note that the path was written, by us or by another process; raises ValueError where it was taken."""
        if path in self.weights:
            raise ValueError(f"written twice: {path}")
        self.weights[path] = weight

    def put(self, output: Output) -> None:
        """Write the output; raises ValueError where its path was taken."""
        if output.path in self.weights:
            raise ValueError(f"written twice: {output.path}")
        folder = output.path.rpartition("/")[0]
        if folder not in self._folders:
            (self.root / folder).mkdir(parents=True, exist_ok=True)
            self._folders.add(folder)
        target = f"{self.root}/{output.path}"
        if isinstance(output, Stream):
            self.claim(output.path, _poured(output, target))
            return
        self.claim(output.path, weight_of(output.data))
        with open(target, "wb", buffering=0) as file:  # noqa: PTH123  there are a quarter of a million files
            if file.write(output.data) != len(output.data):
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), target)


def _poured(stream: Stream, target: str) -> Weight:
    """Write a file piece by piece; its weight."""
    size, running = 0, hashlib.sha256()
    with Path(target).open("wb") as file:
        for piece in stream.pieces():
            file.write(piece)
            running.update(piece)
            size += len(piece)
    return Weight(size, running.hexdigest())


def weight_of(data: bytes) -> Weight:
    """The weight of a file with these bytes."""
    return Weight(len(data), hashlib.sha256(data).hexdigest())
