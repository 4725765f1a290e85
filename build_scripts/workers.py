"""Work shared among processes that know what this one knows, because they were forked from it, and that end when it does."""

import multiprocessing
import os
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing.connection import wait
from typing import Any, TypeVar

_Result = TypeVar("_Result")
_known: list[Callable[[], Iterable[Any]]] = []


def shared(tasks: Sequence[Callable[[], Iterable[_Result]]]) -> Iterator[_Result]:
    """The results of all tasks in their order, each task done in another process; put the longest first.

    Tasks are inherited, so they may hold anything; their results are sent back, so they must be plain data.

    Raises:
        BrokenProcessPool: a process died, by the hand of someone else or for want of memory.
        Exception: whatever a task raised.
    """
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
    executor = ProcessPoolExecutor(1, multiprocessing.get_context("fork"), _begin, (tasks,))
    try:
        waiting = [executor.submit(_do, number) for number in range(len(tasks))]
        yield (result for each in waiting for result in each.result())
    finally:
        executor.shutdown(cancel_futures=True)


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
    return list(_known[number]())
