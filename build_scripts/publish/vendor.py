"""Third-party files that readers need, from node_modules into the release, with their licence; none is kept in the repository."""

from pathlib import Path

from build_scripts.write.output import Output

_FOLDER = "assets/vendor"
_LEAFLET = {
    "dist/leaflet.js": "leaflet.js",
    "dist/leaflet.css": "leaflet.css",
    "dist/images/layers.png": "images/layers.png",
    "dist/images/layers-2x.png": "images/layers-2x.png",
    "dist/images/marker-icon.png": "images/marker-icon.png",
    "dist/images/marker-icon-2x.png": "images/marker-icon-2x.png",
    "dist/images/marker-shadow.png": "images/marker-shadow.png",
    "LICENSE": "leaflet-LICENSE.txt",
}


def vendored(project: Path) -> list[Output]:
    """The files of Leaflet in assets/vendor/; the style sheet finds its images beside it.

    Raises:
        FileNotFoundError: `make` has not fetched the packages of site_theme/package-lock.json.
    """
    package = project / "site_theme" / "node_modules" / "leaflet"
    return [Output(f"{_FOLDER}/{to}", (package / source).read_bytes()) for source, to in sorted(_LEAFLET.items())]
