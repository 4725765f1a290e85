"""Publishing is a swap: `site` is a link to one of the folders in `site.releases/`, replaced whole or not at all.

A release's number is the name of its folder and nothing inside it, so the same input gives the same bytes under any number.
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from filelock import FileLock, Timeout

from build_scripts.findings import Finding
from build_scripts.place import Place
from build_scripts.publish.forgotten import gone_numbers, shows
from build_scripts.publish.seal import Manifest, ManifestError, read_manifest

KEPT = 5
"""Releases that stay, the one being served included."""

_BUILDING, _REMOVING, _NEXT = ".building-", ".removing-", ".next-"


@dataclass(frozen=True, slots=True)
class Release:
    """One published folder, numbered from 1 in order of publishing."""

    number: int
    folder: Path
    as_of: date
    fingerprint: str


def current(out: Path) -> int:
    """Number of the release that `out` leads to; 0 where nothing was published. Ask before a build starts and hand it to `swap`."""
    try:
        target = out.readlink()
    except OSError:
        return 0
    return int(target.name) if target.parent.name == _home(out).name and target.name.isdecimal() else 0


def kept(out: Path) -> list[int]:
    """Numbers of the releases on disk, ascending."""
    home = _home(out)
    return sorted(int(folder.name) for folder in home.iterdir() if folder.name.isdecimal()) if home.is_dir() else []


@contextmanager
def aside(out: Path) -> Iterator[Path]:
    """An empty folder beside the releases to build in; gone afterwards, unless `swap` made it a release.

    It holds a lock for as long as its process lives, by which a later build knows the leavings of a killed one.
    """
    home = _home(out)
    home.mkdir(parents=True, exist_ok=True)
    folder = home / f"{_BUILDING}{os.getpid()}"
    lock = FileLock(folder.with_suffix(".lock"))
    with lock:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)
            folder.with_suffix(".lock").unlink(missing_ok=True)


def swap(staged: Path, out: Path, base: int, *, allow_older: bool = False) -> tuple[Release | None, list[Finding]]:
    """Make a verified, sealed folder the release that `out` leads to.

    A build of older data never replaces newer ones; of two builds of the same day's data, the one that began before the other
    was published gives way, because nobody can tell which of them read the later input. Publishing what is already served changes nothing.

    Args:
        staged: folder made by `aside(out)`; it is moved, not copied.
        out: the link readers' server follows, e.g. `site`.
        base: what `current(out)` was when the build began.
        allow_older: somebody asked to go back to older data.

    Returns:
        The release now served and no finding, or None and one error (E931, E932, E933); then nothing changed.

    Raises:
        ManifestError: `staged` was not sealed, which is our bug.
    """
    manifest = read_manifest(staged)
    home = _home(out)
    with FileLock(home / ".lock"):
        _sweep(home, staged)
        refusal = occupied(out) or _stale(manifest, out, base, allow_older=allow_older)
        if refusal:
            return None, [refusal]
        served = _served(out)
        if served and served.fingerprint == manifest.fingerprint:
            return served, []
        number = max([*kept(out), current(out)], default=0) + 1
        folder = home / f"{number:06d}"
        # One flush for all files: the kernel returns when each is on disk, in a tenth of the time of a call per file.
        os.sync()
        staged.rename(folder)
        _flush(home)
        _lead(out, folder)
        _prune(out)
        return Release(number, folder, manifest.origin.as_of, manifest.fingerprint), []


def go_back(out: Path, number: int) -> tuple[Release | None, list[Finding]]:
    """Lead `out` to a release that was kept; E934 where it was not."""
    home = _home(out)
    home.mkdir(parents=True, exist_ok=True)
    with FileLock(home / ".lock"):
        if number not in kept(out):
            facts = {"number": str(number), "kept": "、".join(map(str, kept(out)))}
            return None, [Finding("E934", Place(out.name), facts)]
        refusal = occupied(out)
        if refusal:
            return None, [refusal]
        _lead(out, home / f"{number:06d}")
        return _served(out), []


def _home(out: Path) -> Path:
    return out.with_name(f"{out.name}.releases")


def _served(out: Path) -> Release | None:
    """The release being served; None where there is none or somebody spoilt its manifest."""
    number = current(out)
    folder = _home(out) / f"{number:06d}"
    try:
        manifest = read_manifest(folder)
    except ManifestError:
        return None
    return Release(number, folder, manifest.origin.as_of, manifest.fingerprint)


def occupied(out: Path) -> Finding | None:
    """E932 where `out` is something we did not make; an empty folder gives way. Ask before a build, which would be in vain."""
    if out.is_symlink():
        return None if current(out) else Finding("E932", Place(out.name), {"out": out.name})
    if out.is_dir() and not any(out.iterdir()):
        out.rmdir()
    return Finding("E932", Place(out.name), {"out": out.name}) if out.exists() else None


def _stale(manifest: Manifest, out: Path, base: int, *, allow_older: bool) -> Finding | None:
    served = _served(out)
    if served is None or served.fingerprint == manifest.fingerprint:
        return None
    offered = manifest.origin.as_of
    if offered < served.as_of and not allow_older:
        return Finding("E931", Place(out.name), {"offered": offered.isoformat(), "current": served.as_of.isoformat()})
    if served.number != base and offered <= served.as_of:
        return Finding("E933", Place(out.name), {"current": str(served.number), "base": str(base)})
    return None


def _lead(out: Path, folder: Path) -> None:
    """Replace the link in one step: a reader finds the old release or the new one, at every moment one of them."""
    link = folder.parent / f"{_NEXT}{os.getpid()}"
    link.unlink(missing_ok=True)
    link.symlink_to(Path(folder.parent.name) / folder.name, target_is_directory=True)
    link.replace(out)
    _flush(out.absolute().parent)


def _flush(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _prune(out: Path) -> None:
    """Remove the releases beyond those that stay, and any that still shows what is gone by the one being served."""
    home, served = _home(out), current(out)
    gone = gone_numbers(home / f"{served:06d}")
    numbers = kept(out)
    for number in numbers:
        if number != served and (number not in numbers[-KEPT:] or shows(home / f"{number:06d}", gone)):
            # Renamed first, so that no half-removed folder ever looks like a release.
            going = (home / f"{number:06d}").rename(home / f"{_REMOVING}{number:06d}")
            shutil.rmtree(going, ignore_errors=True)


def _sweep(home: Path, staged: Path) -> None:
    """Remove what killed builds left: folders whose builder holds no lock any more, and locks of those that had moved their folder."""
    for left in sorted(home.iterdir()):
        if left.name.startswith(_REMOVING):
            shutil.rmtree(left, ignore_errors=True)
        elif left.name.startswith(_NEXT):
            left.unlink()
        elif left.name.startswith(_BUILDING) and left.with_suffix("") != staged:
            try:
                with FileLock(left.with_suffix(".lock"), timeout=0):
                    shutil.rmtree(left.with_suffix(""), ignore_errors=True)
                    left.with_suffix(".lock").unlink(missing_ok=True)
            except Timeout:
                continue
