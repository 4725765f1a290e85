"""Releases that still show what is gone: content that was taken down or revoked must not stay readable in an older release."""

import json
import re
from collections.abc import Iterable
from pathlib import Path

from build_scripts.view.address import disclosure_path

GONE = "disclosure/gone.json"
"""Where a release tells which disclosures are gone."""


def gone_numbers(release: Path) -> list[str]:
    """The index numbers of what is gone by a release; none where it does not say."""
    file = release / GONE
    return [each["index_number"] for each in json.loads(file.read_bytes())["records"]] if file.is_file() else []


def shows(release: Path, numbers: Iterable[str]) -> bool:
    """Whether a release shows the content of any of these disclosures at its address."""
    for number in numbers:
        path, _, name = disclosure_path(number).partition("#")
        page = release / path
        told = re.search(rf'class="([^"]*)" id="{re.escape(name)}"', page.read_text("utf-8")) if page.is_file() else None
        if told and "gk-gone" not in told[1].split():
            return True
    return False
