"""The script that opens the interactive map, made by folium from constants of this repository.

branca, which renders for folium, runs its own output through a template engine a second time; `{{...}}` in any text handed to it would be
evaluated on the build machine. So nothing but numbers and a checked element id goes in here. Values and names reach the map in the
browser, as JSON that map.js sets with `textContent`.
"""

import re
from dataclasses import dataclass

import folium
import numpy as np

_ELEMENT_ID = re.compile(r"[a-z]+_[a-z0-9]+")  # also a JavaScript name: the script keeps the map in a variable so called


@dataclass(frozen=True, slots=True)
class Interactive:
    """A script and what the page must have loaded before it: paths below the site's root."""

    element_id: str
    script: str
    scripts: tuple[str, ...] = ("assets/vendor/leaflet.js",)
    styles: tuple[str, ...] = ("assets/vendor/leaflet.css",)


@dataclass(frozen=True, slots=True)
class Zoom:
    """What one page hands to map.js: the element to draw in, the level of the TopoJSON to draw, and addresses as seen from that page."""

    element_id: str
    level: str
    leaflet_js: str
    leaflet_css: str
    script: str
    topology: str
    units: str


def interactive(bounds: tuple[float, float, float, float], element_id: str = "gk_zoom") -> Interactive:
    """A Leaflet map without tiles over the given extent; the same arguments give the same bytes.

    The script expects an element with this id and the global `L`, and leaves the map in the global of that name.

    Args:
        bounds: west, south, east, north in degrees (WGS-84).
        element_id: letters, an underscore, letters or digits.

    Raises:
        ValueError: the bounds are not an extent on the globe, or the id is not of the form `gk_zoom`.
    """
    west, south, east, north = (round(float(value), 4) for value in bounds)
    if not (np.isfinite([west, south, east, north]).all() and -180 <= west < east <= 180 and -90 <= south < north <= 90):
        raise ValueError(f"not an extent in degrees: {bounds}")
    if not _ELEMENT_ID.fullmatch(element_id):
        raise ValueError(f"not an element id for an interactive map: {element_id!r}")
    name, _, number = element_id.partition("_")
    view = folium.Map(location=[(south + north) / 2, (west + east) / 2], tiles=None, zoom_snap=0.1, attribution_control=False)
    view._name, view._id = name, number  # folium draws ids at random; both together are the element's id
    view.fit_bounds([[south, west], [north, east]])
    figure = folium.Figure()
    figure.add_child(view)
    figure.render()
    return Interactive(element_id, re.sub(r"\s*\n\s*", "\n", figure.script.render()).strip() + "\n")
