"""Whether a release still is what was sealed, without the other checks of `verify`."""

from pathlib import Path

from build_scripts.findings import Finding
from build_scripts.publish.seal import MANIFEST, altered, check_listing, weighed
from build_scripts.publish.tree import files_below


def check_seal(site: Path) -> list[Finding]:
    """Findings where files and manifest disagree (E921-E925)."""
    sizes, strange = files_below(site)
    sealed, findings = check_listing(site, sizes, strange)
    others = sizes.keys() - {MANIFEST}
    return [*findings, *(each for path, weight in weighed(site, others).items() for each in altered(sealed, path, weight))]
