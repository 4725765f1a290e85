"""Attachments (附件) on the pages of the disclosures they belong to and on their own: what they are and how large."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
from markupsafe import Markup

from build_scripts.kinds.attachment import FOLDER
from build_scripts.view.address import item_path
from build_scripts.view.edition import Edition
from build_scripts.view.figure import Exemption, exempt

TOLD = frozenset({("attachment", "disclosure")})
"""Referring kind and kind referred to, where the page tells of what refers to it in a way of its own."""

_STEP = 1024
_DEPTH = 2
"""Folders above the page of an attachment."""


def file_path(name: str) -> str:
    """Where the file itself stands in the site."""
    return f"{FOLDER}/{name}"


def attachments_of_disclosures(edition: Edition, depth: int) -> dict[str, Markup]:
    """For a page so many folders deep: the attachments of each disclosure, as HTML keyed by index number."""
    rows = edition.federation.tables["attachment"]
    return {str(code): _block(edition, part, depth, own=False) for code, part in rows.groupby("disclosure", sort=True)}


def own_attachments(edition: Edition) -> dict[str, str]:
    """For the page of each attachment: the file itself, as HTML keyed by its name."""
    rows = edition.federation.tables["attachment"]
    return {str(name): _block(edition, rows.iloc[[number]], _DEPTH, own=True) for number, name in enumerate(rows["file"])}


def _block(edition: Edition, rows: pd.DataFrame, depth: int, *, own: bool) -> Markup:
    ordered = rows.sort_values(["title", "file"], kind="stable")
    lines = [_line(edition, row) for row in ordered.to_dict("records")]
    return edition.render("blocks/attachments.html.j2", root="../" * depth, lines=lines, own=own)


def _line(edition: Edition, row: Mapping[Any, Any]) -> dict[str, object]:
    """One attachment, finished for the reader."""
    suffix = str(row["file"]).rpartition(".")[2]
    pages = edition.words(f"attachment.pages_{suffix}", pages=edition.words.number(row["pages"]))
    about = edition.words("attachment.about", type=suffix.upper(), pages=pages, size=_size(edition, int(row["bytes"])))
    return {
        "title": row["title"],
        "saved_as": f"{row['title']}.{suffix}",
        "href": file_path(str(row["file"])),
        "page": item_path(edition.federation.kinds["attachment"], str(row["file"])),
        "about": exempt(Exemption.RECORD, about),
        "reviewed_by": row["reviewed_by"] if isinstance(row["reviewed_by"], str) else "",
        "demo": bool(row["_demo"]),
    }


def _size(edition: Edition, count: int) -> str:
    """A size as readers know it: `812 B`, `47.1 KB`, `3.2 MB`."""
    unit = "B" if count < _STEP else "KB" if count < _STEP**2 else "MB"
    power = {"B": 0, "KB": 1, "MB": 2}[unit]
    return edition.words.number(count / _STEP**power, min(power, 1)) + f" {unit}"
