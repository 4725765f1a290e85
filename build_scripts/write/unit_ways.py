"""The ways between pages of units: from what was disclosed in a unit up, down and to its record page, and back from there."""

from collections.abc import Iterator

from build_scripts.write.portal import Portal


def unit_page(unit: str) -> str:
    """The page of what was disclosed in a unit, by its federation and by the unions that belong to it."""
    return f"disclosure/{unit}.html"


def overdue_page(unit: str) -> str:
    """The list of what is overdue in a unit and not disclosed; there is one only where anything is."""
    return f"disclosure/{unit}/overdue.html"


def above(portal: Portal, unit: str) -> list[tuple[str, str]]:
    """The way down to a unit: all disclosures, and the unit to which it reports unless that is the province or has no page."""
    edition = portal.edition
    way = [(edition.words("home.disclosures"), "disclosure.html")]
    over = edition.tree.units.loc[unit, "report_to"]
    code = edition.tree.current(over) if isinstance(over, str) else ""
    if code != edition.tree.root and code in portal.unions.units:
        way.append((edition.heading("unit", code), unit_page(code)))
    return way


def below(portal: Portal, unit: str) -> list[tuple[str, str]]:
    """The units that report to a unit and have a page of what was disclosed there: name and page."""
    edition = portal.edition
    codes = [code for code in edition.tree.below(unit, edition.federation.as_of) if code in portal.unions.units]
    return [(edition.heading("unit", code), unit_page(code)) for code in codes]


def doors(portal: Portal) -> dict[str, str]:
    """For the record page of each unit with a page of what was disclosed there: the link to it as HTML, by code."""
    return dict(_doors(portal))


def _doors(portal: Portal) -> Iterator[tuple[str, str]]:
    edition = portal.edition
    for code in portal.unions.units:
        yield code, edition.render("blocks/unit_door.html.j2", root="../../", name=edition.heading("unit", code), href=unit_page(code))
