"""Work shared among processes that know what this one knows, because they were forked from it, and that end when it does."""

import ctypes
import gc
import multiprocessing
import os
import resource
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing.connection import wait
from pathlib import Path
from typing import Any, Generic, TypeVar

import pyarrow as pa

_Result = TypeVar("_Result")
_ROOMY = 600_000_000
"""Bytes above which a process gives back what it no longer needs after each task."""

_TRIM_THRESHOLD, _MMAP_THRESHOLD = -1, -3  # malloc.h
_KEPT = 200_000_000
"""Bytes that a process keeps at most for its next batch."""

_LARGE = 32 << 20
"""Bytes from which a piece of memory is asked of the system alone; more is not granted."""

_known: list[Callable[[], Iterable[Any]]] = []


def shared(tasks: Sequence[Callable[[], Iterable[_Result]]]) -> Iterator[_Result]:
    """The results of all tasks in their order, each task done in another process; put the longest first.

    Tasks are inherited, so they may hold anything; their results are sent back, so they must be plain data.

    Raises:
        BrokenProcessPool: a process died, by the hand of someone else or for want of memory.
        Exception: whatever a task raised.
    """
    _slim()
    with ProcessPoolExecutor(os.cpu_count(), multiprocessing.get_context("fork"), _begin, (tasks,)) as executor:
        for results in executor.map(_do, range(len(tasks))):
            yield from results


class Begun(Generic[_Result]):
    """Tasks that one other process does meanwhile, in their order."""

    def __init__(self, executor: ProcessPoolExecutor, tasks: Sequence[Callable[[], Iterable[_Result]]]) -> None:
        self._executor = executor
        self._waiting: list[tuple[Callable[[], Iterable[_Result]], Future[list[_Result]]]] = [
            (task, executor.submit(_do, number)) for number, task in enumerate(tasks)
        ]

    def left(self) -> list[Callable[[], Iterable[_Result]]]:
        """The tasks that it has not come to yet; from now on it leaves them to whoever asked."""
        left = [(task, future) for task, future in self._waiting if future.cancel()]
        self._waiting = [(task, future) for task, future in self._waiting if not future.cancelled()]
        return [task for task, _ in left]

    def results(self) -> Iterator[_Result]:
        """The results of those that are done or under way; the process ends with the last, and gives back its memory."""
        for _, future in self._waiting:
            yield from future.result()
        self._executor.shutdown()


@contextmanager
def begun(tasks: Sequence[Callable[[], Iterable[_Result]]]) -> Iterator[Begun[_Result]]:
    """Have tasks done by one other process, which knows what this one knows now.

    Raises:
        BrokenProcessPool: it died.
        Exception: whatever a task raised, once its results are asked for.
    """
    _slim()
    executor = ProcessPoolExecutor(1, multiprocessing.get_context("fork"), _begin, (tasks,))
    try:
        yield Begun(executor, tasks)
    finally:
        executor.shutdown(cancel_futures=True)


def _begin(tasks: Sequence[Callable[[], Iterable[Any]]]) -> None:
    _known[:] = tasks
    _keep()
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """A killed build must leave nobody behind who still holds its locks."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)


def _do(number: int) -> list[Any]:
    try:
        return list(_known[number]())
    finally:
        if _resident() > _ROOMY:
            _slim()


def _slim() -> None:
    """Give back what is free: a process forked from this one shares what this one holds, and what it only keeps would be paid twice.

    What lives now is left alone by the collector of garbage, which would copy it page by page by looking at it.
    """
    gc.collect()
    gc.freeze()
    pa.default_memory_pool().release_unused()
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)  # of glibc alone
    if trim is not None:
        trim(0)


def _keep() -> None:
    """Take the memory of each batch from what the last one left, for the system is slow to give it; `_slim` gives back what is too much."""
    tune = getattr(ctypes.CDLL(None), "mallopt", None)  # of glibc alone
    if tune is not None:
        tune(_TRIM_THRESHOLD, _KEPT)
        tune(_MMAP_THRESHOLD, _LARGE)


def _resident() -> int:
    """Bytes that this process has in memory; 0 where the system does not say."""
    told = Path("/proc/self/statm")
    return int(told.read_text("ascii").split()[1]) * resource.getpagesize() if told.is_file() else 0
