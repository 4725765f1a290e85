"""The forms in which a change report goes to the screen or into a merge request."""

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType

from build_scripts.change.names import JSON, MARKDOWN, TEXT
from build_scripts.change.report import Report, as_json
from build_scripts.change.text import as_markdown, as_text

FORMS: Mapping[str, Callable[[Report], Iterable[str]]] = MappingProxyType(
    {TEXT: as_text, MARKDOWN: as_markdown, JSON: lambda report: [as_json(report)]}
)
