"""Work shared among processes: all of it, in order, and nobody stays behind."""

import os
import signal
import subprocess
import sys
import time
from functools import partial

import pytest
from small_site import PROJECT

from build_scripts.workers import begun, shared

SLEEPERS = """
import os, time
from functools import partial
from build_scripts.workers import shared

def sleep(number):
    os.write(1, b"%d\\n" % os.getpid())
    time.sleep(60)
    return []

list(shared([partial(sleep, number) for number in range(os.cpu_count() or 1)]))
"""


def counted(first: int, last: int) -> list[int]:
    return list(range(first, last))


def test_results_come_in_the_order_of_their_tasks_whatever_the_tasks_hold() -> None:
    unpicklable = (number for number in (7, 8))
    assert list(shared([partial(counted, 0, 3), lambda: unpicklable, partial(counted, 3, 5)])) == [0, 1, 2, 7, 8, 3, 4]


def test_what_a_task_raises_reaches_who_asked() -> None:
    with pytest.raises(ZeroDivisionError):
        list(shared([lambda: [1], lambda: [1 // 0]]))


def test_what_was_not_begun_is_given_back_and_the_rest_is_done_once() -> None:
    tasks = [partial(slowly, number) for number in range(9)]
    with begun(tasks) as earlier:
        time.sleep(0.3)
        left = earlier.left()
        done = list(earlier.results())
    assert 0 < len(done) < len(tasks)
    assert sorted([*done, *(number for task in left for number in task())]) == list(range(9))


def slowly(number: int) -> list[int]:
    time.sleep(0.2)
    return [number]


def test_workers_end_when_the_process_that_began_them_is_killed() -> None:
    with subprocess.Popen([sys.executable, "-c", SLEEPERS], cwd=PROJECT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        workers = [int(process.stdout.readline()) for _ in range(os.cpu_count() or 1)]
        assert all(map(running, workers))
        process.send_signal(signal.SIGKILL)
        deadline = time.monotonic() + 30
        while any(map(running, workers)) and time.monotonic() < deadline:
            time.sleep(0.05)
        assert [worker for worker in workers if running(worker)] == []


def running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True
