"""What processes cost: CPU, and the memory of a process with all that it began."""

import re
import resource
from pathlib import Path


def spent() -> float:
    """Seconds of the CPU that this process has used, and those that it began and that have ended."""
    used = [resource.getrusage(whose) for whose in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)


def held(process: int) -> float:
    """MB that a process and those it began hold; what several share counts once in all."""
    try:
        text = Path(f"/proc/{process}/smaps_rollup").read_text()
        children = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    except OSError:  # it has ended
        return 0.0
    own = re.search(r"^Pss:\s+(\d+)", text, re.MULTILINE)
    return (int(own[1]) / 1024 if own else 0.0) + sum(held(int(child)) for child in children)
