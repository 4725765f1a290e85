"""A column of a derived table, described once: heading, definition and unit on pages, in downloads and in the field dictionary."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Column:
    """Its name in the frame, its Chinese heading, what it means in one Chinese sentence, and its unit (empty where it has none)."""

    name: str
    title: str
    definition: str
    unit: str = ""
