"""What every page of those who disclose is made from, and what all of them tell in one way."""

from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup

from build_scripts.view.article import Articles
from build_scripts.view.calendar import Teller
from build_scripts.view.columns import Cell, joined
from build_scripts.view.edition import Edition
from build_scripts.view.recency import Recency
from build_scripts.view.union import Unions
from build_scripts.write.fragments import Fragments
from build_scripts.write.json_ld import Way


@dataclass(frozen=True, slots=True)
class Portal:
    """What every page of the portal is made from; `attachments` by depth of the page and index number, as HTML."""

    edition: Edition
    unions: Unions
    articles: Articles
    attachments: Mapping[int, Mapping[str, Markup]]
    fragments: Fragments
    recency: Recency
    teller: Teller


def address_of(edition: Edition, paths: Cell) -> Cell:
    """The whole address of each page, as paper tells it; empty where the site has none."""
    site = edition.federation.site["address"]
    return joined(f"{str(site).rstrip('/')}/", paths) if site else ""


def crumbs(edition: Edition, unit: str) -> Way:
    """The way down to what stands in a unit: all disclosures, the unit."""
    return (edition.words("home.disclosures"), "disclosure.html"), (edition.heading("unit", unit), f"disclosure/{unit}.html")
