"""A server for looking at a release on this machine, with the headers and types a public server should send."""

import os
from collections.abc import Mapping
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from build_scripts.publish.policy import FILE_HEADERS, FILES, HEADERS, PACK_HEADERS, PACKS

_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".geojson": "application/geo+json",
    ".topojson": "application/json",
    ".jsonld": "application/ld+json",
    ".jsonl": "application/jsonl",
    ".ttl": "text/turtle; charset=utf-8",
    ".parquet": "application/vnd.apache.parquet",
    ".sqlite": "application/vnd.sqlite3",
    ".csv": "text/csv; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".pdf": "application/pdf",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "": "application/octet-stream",
}

_ADDED: Mapping[str, Mapping[str, str]] = {FILES: FILE_HEADERS, PACKS: PACK_HEADERS}


class _Handler(SimpleHTTPRequestHandler):
    """Serves files only: no listing of a folder, and 404.html for what does not exist."""

    extensions_map = _TYPES
    server_version = "gongkai"
    sys_version = ""

    def end_headers(self) -> None:
        """Add the policy to each answer, errors included."""
        asked = Path(self.translate_path(getattr(self, "path", "/")))
        folder = Path(self.directory)
        added = next((more for start, more in _ADDED.items() if asked.is_relative_to(folder / start)), {})
        for name, value in (HEADERS | added).items():
            self.send_header(name, value)
        self.send_header("Cache-Control", "no-cache")
        super().end_headers()

    def list_directory(self, path: str | os.PathLike[str]) -> None:  # noqa: ARG002 (the base class gives it)
        """Refuse to list a folder; the release is what its pages link to."""
        self.send_error(404)

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Answer with the site's own page where something does not exist."""
        page = Path(self.directory) / "404.html"
        if code != 404 or not page.is_file():
            super().send_error(code, message, explain)
            return
        data = page.read_bytes()
        self.send_response(404)
        self.send_header("Content-Type", _TYPES[".html"])
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(data)

    def log_message(self, format: str, *arguments: object) -> None:
        """Keep quiet: the browser shows what failed."""


def server(site: Path, port: int) -> ThreadingHTTPServer:
    """A server of the site on 127.0.0.1, not yet running; port 0 takes a free one. The link is followed at each request."""
    return ThreadingHTTPServer(("127.0.0.1", port), partial(_Handler, directory=str(site)))


def serve(site: Path, port: int) -> None:
    """Serve the site until interrupted."""
    with server(site, port) as running:
        running.serve_forever()
