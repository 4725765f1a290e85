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


_CODE = "qrcode-generator/dist/qrcode.js"
_LICENSED = "fflate/LICENSE"


def vendored(project: Path) -> list[Output]:
    """The files of Leaflet, whose style sheet finds its images beside it, and the library of QR codes in assets/vendor/.

    Raises:
        FileNotFoundError: `make` has not fetched the packages of site_theme/package-lock.json.
    """
    packages = project / "site_theme" / "node_modules"
    leaflet = [Output(f"{_FOLDER}/{to}", (packages / "leaflet" / source).read_bytes()) for source, to in sorted(_LEAFLET.items())]
    code = (packages / _CODE).read_bytes()
    licence = Output(f"{_FOLDER}/qrcode-LICENSE.txt", stated_licence(code.decode(), (packages / _LICENSED).read_text("utf-8")).encode())
    return [*leaflet, Output(f"{_FOLDER}/qrcode.js", code), licence]


def stated_licence(code: str, other: str) -> str:
    """The licence of a package that names it (MIT) at the head of its code and carries no text: its own notice over the text of another.

    Raises:
        ValueError: the head no longer says so.
    """
    head = code.partition("\nvar ")[0]
    notice = "\n".join(line.strip("/- ") for line in head.splitlines()).strip()
    terms = other[other.index("Permission is hereby granted") :]
    if "Kazuhiko Arase" not in notice or "MIT license" not in notice or not other.startswith("MIT License"):
        raise ValueError("qrcode-generator states another licence than MIT")
    return f"{notice}\n\n{terms}"
