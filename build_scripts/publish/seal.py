"""The seal: size and SHA-256 of every file of a release in manifest.json, and one fingerprint (指纹) over all of them."""

import hashlib
import json
import os
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from build_scripts.findings import Finding
from build_scripts.place import Place
from build_scripts.publish.strict_json import NotStrictError, parse_strict
from build_scripts.publish.tree import files_below
from build_scripts.write.output import Weight

MANIFEST = "manifest.json"
_FORMAT = 1


class ManifestError(Exception):
    """There is no manifest, or it is not one of ours."""


@dataclass(frozen=True, slots=True)
class Origin:
    """What a release was made from: the day its data stand at, and a digest over all input bytes. No clock, no machine, no counter."""

    as_of: date
    input_digest: str


@dataclass(frozen=True, slots=True)
class SealedFile:
    """One file: path, bytes, SHA-256 in lower-case hexadecimal."""

    path: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """All files but the manifest itself, by path ascending."""

    origin: Origin
    files: Sequence[SealedFile]

    @property
    def fingerprint(self) -> str:
        """SHA-256 over the lines `as_of`, `input` and `sha256 size path` of each file: 64 hexadecimal digits."""
        lines = [f"as_of {self.origin.as_of.isoformat()}", f"input {self.origin.input_digest}"]
        lines += [f"{file.sha256} {file.size} {file.path}" for file in self.files]
        return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def seal(site: Path, origin: Origin) -> Manifest:
    """Write manifest.json over everything else in `site`; call it last.

    Raises:
        ValueError: the site holds a link or another thing that is no file.
    """
    (site / MANIFEST).unlink(missing_ok=True)
    sizes, strange = files_below(site)
    if strange:
        raise ValueError(f"not a file: {strange[0]}")
    manifest = Manifest(origin, _hashed(site, sizes))
    (site / MANIFEST).write_text(_dump(manifest), "utf-8")
    return manifest


def read_manifest(site: Path) -> Manifest:
    """The manifest of a sealed site.

    Raises:
        ManifestError: it is missing, of another format, or its fingerprint is not the one its own lines give.
    """
    try:
        value = parse_strict((site / MANIFEST).read_bytes())
        manifest = _parse(value)
    except (OSError, NotStrictError, KeyError, TypeError, ValueError) as fault:
        raise ManifestError(str(fault)) from fault
    if value["fingerprint"] != manifest.fingerprint:
        raise ManifestError("fingerprint")
    return manifest


def check_seal(site: Path) -> list[Finding]:
    """Findings where files and manifest disagree (E921-E925); empty where the release is as it was sealed."""
    try:
        manifest = read_manifest(site)
    except ManifestError as fault:
        return [Finding("E921", Place(MANIFEST), {"reason": str(fault)})]
    sizes, strange = files_below(site)
    sizes.pop(MANIFEST, None)
    sealed = {file.path: file for file in manifest.files}
    found = {file.path: file for file in _hashed(site, sizes)}
    findings = [Finding("E925", Place(path)) for path in strange]
    findings += [Finding("E922", Place(path)) for path in sealed.keys() - found.keys()]
    findings += [Finding("E923", Place(path)) for path in found.keys() - sealed.keys()]
    findings += [Finding("E924", Place(path)) for path in sealed.keys() & found.keys() if sealed[path] != found[path]]
    return findings


def weighed(site: Path, paths: Sequence[str]) -> dict[str, Weight]:
    """Bytes and SHA-256 of these files, by path."""
    return {file.path: Weight(file.size, file.sha256) for file in _hashed(site, paths)}


def _hashed(site: Path, paths: Iterable[str]) -> list[SealedFile]:
    def hashed(path: str) -> SealedFile:
        data = (site / path).read_bytes()
        return SealedFile(path, len(data), hashlib.sha256(data).hexdigest())

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        return list(pool.map(hashed, paths))


def _dump(manifest: Manifest) -> str:
    value = {
        "format": _FORMAT,
        "as_of": manifest.origin.as_of.isoformat(),
        "input": manifest.origin.input_digest,
        "fingerprint": manifest.fingerprint,
        "files": [{"path": file.path, "size": file.size, "sha256": file.sha256} for file in manifest.files],
    }
    return json.dumps(value, ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def _parse(value: Any) -> Manifest:
    if value["format"] != _FORMAT:
        raise ValueError(f"format {value['format']}")
    origin = Origin(date.fromisoformat(value["as_of"]), str(value["input"]))
    return Manifest(origin, [SealedFile(file["path"], file["size"], file["sha256"]) for file in value["files"]])
