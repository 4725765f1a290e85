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
from typing import Any, TypeVar

import pyarrow as pa

_Result = TypeVar("_Result")
_ROOMY = 600_000_000
"""Bytes above which a process gives back what it no longer needs after each task."""

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


@contextmanager
def begun(tasks: Sequence[Callable[[], Iterable[_Result]]]) -> Iterator[Iterator[_Result]]:
    """The results of tasks that one other process does meanwhile; it knows what this one knows now.

    Raises:
        BrokenProcessPool: it died.
        Exception: whatever a task raised, once its results are asked for.
    """
    _slim()
    executor = ProcessPoolExecutor(1, multiprocessing.get_context("fork"), _begin, (tasks,))
    try:
        yield _until_done(executor, [executor.submit(_do, number) for number in range(len(tasks))])
    finally:
        executor.shutdown(cancel_futures=True)


def _until_done(executor: ProcessPoolExecutor, waiting: Sequence[Future[list[_Result]]]) -> Iterator[_Result]:
    """The results; the process that made them ends with the last, and gives back its memory."""
    for each in waiting:
        yield from each.result()
    executor.shutdown()


def _begin(tasks: Sequence[Callable[[], Iterable[Any]]]) -> None:
    _known[:] = tasks
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


def _resident() -> int:
    """Bytes that this process has in memory; 0 where the system does not say."""
    told = Path("/proc/self/statm")
    return int(told.read_text("ascii").split()[1]) * resource.getpagesize() if told.is_file() else 0
