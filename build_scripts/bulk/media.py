"""Media types of what can be downloaded, by the end of the file's name."""

from collections.abc import Mapping
from types import MappingProxyType

MEDIA: Mapping[str, str] = MappingProxyType(
    {
        "csv": "text/csv",
        "geojson": "application/geo+json",
        "json": "application/json",
        "jsonl": "application/jsonl",
        "parquet": "application/vnd.apache.parquet",
        "png": "image/png",
        "sqlite": "application/vnd.sqlite3",
        "svg": "image/svg+xml",
        "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    }
)
