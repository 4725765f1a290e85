"""The seal: size and SHA-256 of every file of a release in manifest.json, and one fingerprint (指纹) over all of them."""

import hashlib
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any

from build_scripts.findings import Finding
from build_scripts.place import Place
from build_scripts.publish.strict_json import NotStrictError, parse_strict
from build_scripts.publish.tree import files_below
from build_scripts.write.output import Weight, weight_of

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
class Manifest:
    """The weight of every file but the manifest itself, by path ascending."""

    origin: Origin
    files: Mapping[str, Weight]

    @property
    def fingerprint(self) -> str:
        """SHA-256 over the lines `as_of`, `input` and `sha256 size path` of each file: 64 hexadecimal digits."""
        lines = [f"as_of {self.origin.as_of.isoformat()}", f"input {self.origin.input_digest}"]
        lines += [f"{weight.sha256} {weight.size} {path}" for path, weight in self.files.items()]
        return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def seal(site: Path, origin: Origin, known: Mapping[str, Weight] = MappingProxyType({})) -> Manifest:
    """Write manifest.json over everything else in `site`; call it last.

    `known`: weights of files as they were when written; those of the others are taken from what lies there. `verify` tells whether all
    of it still is what was written.

    Raises:
        ValueError: the site holds a link or another thing that is no file.
    """
    (site / MANIFEST).unlink(missing_ok=True)
    sizes, strange = files_below(site)
    if strange:
        raise ValueError(f"not a file: {strange[0]}")
    others = weighed(site, [path for path in sizes if path not in known])
    manifest = Manifest(origin, {path: known.get(path) or others[path] for path in sizes})
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


def check_listing(site: Path, sizes: Mapping[str, int], strange: Iterable[str]) -> tuple[Mapping[str, Weight], list[Finding]]:
    """What the manifest says, and where it lists other files than `files_below` found (E921, E922, E923, E925)."""
    try:
        sealed = read_manifest(site).files
    except ManifestError as fault:
        return {}, [Finding("E921", Place(MANIFEST), {"reason": str(fault)})]
    findings = [Finding("E925", Place(path)) for path in strange]
    findings += [Finding("E922", Place(path)) for path in sealed.keys() - sizes.keys()]
    return sealed, [*findings, *(Finding("E923", Place(path)) for path in sizes.keys() - sealed.keys() - {MANIFEST})]


def altered(sealed: Mapping[str, Weight], path: str, weight: Weight) -> Iterator[Finding]:
    """E924 where a file is not what the manifest says of it."""
    if path in sealed and sealed[path] != weight:
        yield Finding("E924", Place(path))


def weighed(site: Path, paths: Iterable[str]) -> dict[str, Weight]:
    """Bytes and SHA-256 of these files, by path."""
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        names = list(paths)
        return dict(zip(names, pool.map(lambda path: weight_of((site / path).read_bytes()), names), strict=True))


def _dump(manifest: Manifest) -> str:
    """As JSON with an indent of one would be, which takes long for a quarter of a million files."""
    head = {"format": _FORMAT, "as_of": manifest.origin.as_of.isoformat(), "input": manifest.origin.input_digest}
    told = json.dumps(head | {"fingerprint": manifest.fingerprint}, ensure_ascii=False, indent=1)
    files = ",\n".join(
        [
            f'  {{\n   "path": {json.dumps(path, ensure_ascii=False)},\n   "size": {weight.size},\n   "sha256": "{weight.sha256}"\n  }}'
            for path, weight in manifest.files.items()
        ]
    )
    return f'{told[:-2]},\n "files": [\n{files}\n ]\n}}\n'


def _parse(value: Any) -> Manifest:
    if value["format"] != _FORMAT:
        raise ValueError(f"format {value['format']}")
    origin = Origin(date.fromisoformat(value["as_of"]), str(value["input"]))
    return Manifest(origin, {file["path"]: Weight(file["size"], file["sha256"]) for file in value["files"]})
