"""Pages of units lead up, down and across: prefecture and county, what was disclosed there and the record of the unit."""

import re

import pytest
from small_records import DISCLOSURE, UNIT, disclosed
from small_sides import side

from build_scripts.write.portal import Portal
from build_scripts.write.site import portal
from build_scripts.write.unit_disclosures import unit_pages
from build_scripts.write.unit_ways import doors

COUNTIES = (
    f"{UNIT}990101,子县,子,县,区划,990100,面,已核,report\n990102,丑县,丑,县,区划,990100,面,已核,report\n"
    "990201,寅县,寅,县,区划,990200,面,已核,report\n"
)
DISCLOSED = DISCLOSURE + "".join(
    disclosed("1", unit=unit, number=f"{unit}/2018-00001") for unit in ("990000", "990100", "990101", "990201")
)


@pytest.fixture(scope="module")
def whole() -> Portal:
    """A province that disclosed, a city with two counties of which one did, and another city of which only the county did."""
    return portal(side("", {"unit/c.csv": COUNTIES, "disclosure/d.csv": DISCLOSED}).edition)


def links(whole: Portal, unit: str) -> list[str]:
    """Where the page of a unit leads to above its first list of disclosures, pages of other units alone."""
    page = next(unit_pages(whole, [unit]))
    return re.findall(r'href="\.\./(disclosure(?:/\d{6})?\.html)"', page.body.partition('id="newest"')[0])


def test_a_city_leads_to_those_of_its_counties_that_have_a_page_and_a_county_back_to_its_city(whole: Portal) -> None:
    assert links(whole, "990100") == ["disclosure.html", "disclosure/990101.html"]
    assert links(whole, "990101") == ["disclosure.html", "disclosure/990100.html"]
    assert links(whole, "990000") == ["disclosure.html", "disclosure/990100.html"]
    assert links(whole, "990201") == ["disclosure.html"]


def test_the_record_of_a_unit_leads_to_what_was_disclosed_there(whole: Portal) -> None:
    assert {code: re.findall('href="([^"]+)"', text) for code, text in doors(whole).items()} == {
        code: [f"../../disclosure/{code}.html"] for code in ("990000", "990100", "990101", "990201")
    }
