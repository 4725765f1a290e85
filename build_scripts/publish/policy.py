"""What a page may load: the content security policy (CSP), the names of places kept free for us, and budgets of size."""

from types import MappingProxyType

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'"
)
"""Stands in every page; site_theme/overrides/main.html holds the copy, `verify` compares the two."""

HEADERS = MappingProxyType(
    {
        "Content-Security-Policy": f"{CONTENT_SECURITY_POLICY}; frame-ancestors 'none'",
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
        "Cross-Origin-Opener-Policy": "same-origin",
    }
)
"""What a server sends with each file; a page cannot state `frame-ancestors` itself."""

FILES = "files/"
FILE_HEADERS = MappingProxyType({"Content-Security-Policy": "sandbox; default-src 'none'", "Content-Disposition": "attachment"})
"""What a server sends instead with each attachment (附件): opened by itself, it may do nothing."""

API = "api/"
"""Records for programs."""

UNIONS = "union/"
"""Pages of those who disclose, whose disclosures carry QR codes."""

PACKS = "packs/"
PACK_HEADERS = MappingProxyType({"Content-Disposition": "attachment"})
"""What a server adds for each report pack (汇报包): it is opened from a disk, under the policy that it states itself."""

LANGUAGE = "zh-CN"
LINK_RELATION = frozenset({"noopener", "noreferrer", "nofollow"})
"""What a link to another host must say in `rel`."""

SLOT_ATTRIBUTE = "data-gk"
SENTINELS = (b"GKSHELL", b"gkshell", b"gk-shell")
"""What only an unstamped shell contains."""

MAP_NOTES = 3
"""Lines below a map with boundaries: approval number (审图号) or its place, source of the boundaries, date of the data."""

TILE_NOTES = 2
"""Lines below a tile grid: date of the data, and why it shows no boundaries."""

PAGE_BUDGET = 600_000
"""Bytes of one HTML page: what a county phone line loads in about five seconds."""

PACK_BUDGET = 1_200_000
"""Bytes of one report pack, which carries its style, script and data."""

TOPOLOGY_BUDGET = 40_000
"""Bytes of a TopoJSON file after brotli: the shared geometry of all three levels."""

SCRIPT_BUDGET = 300_000
"""Bytes of one script or style sheet."""

IDENTIFIER_HOSTS = frozenset({"www.w3.org"})
"""Hosts in names of XML vocabularies; a browser never asks them."""

DORMANT_HOSTS = MappingProxyType(
    {
        "assets/javascripts/bundle.": frozenset({"unpkg.com", "api.github.com", "${"}),
        "assets/vendor/leaflet.js": frozenset({"leafletjs.com"}),
    }
)
"""Hosts in third-party scripts by start of path: diagrams and repository figures that no page of ours switches on, and an
attribution link. The policy above would refuse them too; the browser test counts zero requests."""
