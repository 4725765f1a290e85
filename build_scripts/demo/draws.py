"""Randomness that is the same on every platform: PCG64 doubles and nothing but + - * / and comparison on them."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Texts = npt.NDArray[np.object_]
Truths = npt.NDArray[np.bool_]

_UNIT_SPREAD = 1.7320508  # four uniform draws summed have variance 1/3


def stream(seed: int, table: int) -> np.random.Generator:
    """The draws of one table; a table drawn longer or shorter never moves another's."""
    return np.random.Generator(np.random.PCG64(np.random.SeedSequence([seed, table])))


def bell(rng: np.random.Generator, *shape: int) -> Floats:
    """Bell-shaped draws of mean 0 and deviation 1, at most 3.5 away: no logarithm, so the last bit is the same everywhere."""
    draws = rng.random((4, *shape))
    spread: Floats = (((draws[0] + draws[1]) + draws[2]) + draws[3] - 2.0) * _UNIT_SPREAD
    return spread


def rise(x: Floats) -> Floats:
    """An S-shaped growth from 0 to 1 without an exponential."""
    return 0.5 * (1.0 + x / (1.0 + np.abs(x)))


def whole(x: Floats) -> Ints:
    """Rounded half up to whole numbers."""
    return np.floor(x + 0.5).astype(np.int64)


def below(rng: np.random.Generator, limit: int, count: int) -> Ints:
    """Whole numbers from 0 to limit - 1, all equally likely."""
    return (rng.random(count) * limit).astype(np.int64)


def choose(rng: np.random.Generator, weights: Sequence[int] | Ints, count: int) -> Ints:
    """Indexes drawn in proportion to whole weights."""
    ends = np.cumsum(np.asarray(weights, dtype=np.int64))
    return np.searchsorted(ends, below(rng, int(ends[-1]), count), side="right").astype(np.int64)


def shuffled(rng: np.random.Generator, count: int) -> Ints:
    """The numbers 0 to count - 1 in a drawn order."""
    return np.argsort(rng.random(count), kind="stable").astype(np.int64)


def serials(groups: Ints) -> Ints:
    """The running number, from 0, of each row inside its group, in row order."""
    order = np.argsort(groups, kind="stable")
    ordered = groups[order]
    first = np.ones(len(groups), dtype=np.bool_)
    first[1:] = ordered[1:] != ordered[:-1]
    rows = np.arange(len(groups), dtype=np.int64)
    started = np.maximum.accumulate(np.where(first, rows, 0))
    numbered = np.empty_like(rows)
    numbered[order] = rows - started
    return numbered
