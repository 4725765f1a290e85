"""The program of a jailed child: bounds itself, then lets one module answer what comes on standard input, on standard output.

It is run by its path, `python -I …/child.py MODULE MEMORY SECONDS OUTPUT`, so that it works from anywhere and trusts nothing around it.
"""

import gc
import os
import resource
import sys
from importlib import import_module
from pathlib import Path

OUT_OF_MEMORY = 77
"""The exit status of a child that was refused more memory."""


_GRACE = 5
"""Seconds between the signal that ends a process for its time and the one that it could not ignore."""


def main(module: str, memory: int, seconds: int, output: int) -> None:
    """Answer within the bounds: bytes of address space, seconds of processor time, bytes written."""
    bound(memory, seconds, output)
    gc.disable()  # what is read is kept until the end
    channel = os.dup(1)
    os.dup2(2, 1)  # a library that prints must not spoil the answer
    sys.path.append(str(Path(__file__).resolve().parents[2]))
    try:
        answer = import_module(module).answer(sys.stdin.buffer.read())
        with os.fdopen(channel, "wb") as answers:
            answers.write(answer)
    except MemoryError:
        os._exit(OUT_OF_MEMORY)


def bound(memory: int, seconds: int, output: int) -> None:
    """Bound this process for good."""
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + _GRACE))
    resource.setrlimit(resource.RLIMIT_FSIZE, (output, output))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    main(sys.argv[1], *map(int, sys.argv[2:5]))
