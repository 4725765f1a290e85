"""Whether a release still is what was sealed, without the other checks of `verify`."""

from pathlib import Path

from build_scripts.findings import Finding
from build_scripts.publish.seal import MANIFEST, altered, check_listing, weighed
from build_scripts.publish.tree import files_below


def check_seal(site: Path) -> list[Finding]:
    """Findings where files and manifest disagree (E921-E925)."""
    sizes, _ = files_below(site)
    sizes.pop(MANIFEST, None)
    sealed, findings = check_listing(site)
    return [*findings, *(each for path, weight in weighed(site, sizes).items() for each in altered(sealed, path, weight))]
