"""A whole build at the size of a province, beside a program that only writes files of the same names and sizes.

    python -m benchmarks.scale [--organisations N] [--disclosures N]

Both end when everything is on the disk. The build reads, checks and merges the records, writes, seals, verifies and publishes the site.
Its memory is the sum over its processes, what they share counted once. At full size the two need twenty gigabytes in the folder for
temporary files (TMPDIR).
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks.bulk_downloads import lay
from benchmarks.processes import held, spent
from build_scripts.demo import Size
from build_scripts.publish.tree import files_below

_PROJECT = Path(__file__).resolve().parent.parent
_AS_OF = "2026-01-01"
_PIECE = 1 << 24


def built(data: Path, out: Path) -> tuple[float, float, float]:
    """Seconds of the wall and of the CPU that a build takes, and MB at its peak."""
    command = [sys.executable, "-m", "build_scripts", "build", "--data", str(data), "--out", str(out), "--as-of", _AS_OF]
    before, used, peak = time.perf_counter(), spent(), 0.0
    with subprocess.Popen(command, cwd=_PROJECT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        while process.poll() is None:
            peak = max(peak, held(process.pid))
            time.sleep(1)
    if process.returncode:
        raise RuntimeError(f"the build ended with {process.returncode}")
    return time.perf_counter() - before, spent() - used, peak


def written(folder: Path, sizes: Sequence[tuple[str, int]]) -> float:
    """Seconds until files of these names and sizes are on the disk."""
    noise = memoryview(os.urandom(_PIECE))
    before = time.perf_counter()
    for path, size in sizes:
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("wb", buffering=0) as file:
            for start in range(0, size, _PIECE):
                file.write(noise[: min(_PIECE, size - start)])
    os.sync()
    return time.perf_counter() - before


def main() -> None:
    """Print what the build takes, and its ratio to writing alone."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--organisations", type=int, default=200_000)
    parser.add_argument("--disclosures", type=int, default=1_000_000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        lay(folder / "data", Size(organisations=options.organisations, disclosures=options.disclosures))
        os.sync()
        wall, cpu, peak = built(folder / "data", folder / "site")
        sizes, _ = files_below((folder / "site").resolve())
        alone = written(folder / "copy", list(sizes.items()))
    print(f"{len(sizes):,} 个文件，{sum(sizes.values()) / 1e9:.1f} GB")
    print(f"构建 {wall:.0f} 秒（CPU {cpu:.0f} 秒），内存峰值 {peak:,.0f} MB")
    print(f"只写同样多、同样大的文件 {alone:.0f} 秒；构建是它的 {wall / alone:.1f} 倍")


if __name__ == "__main__":
    main()
