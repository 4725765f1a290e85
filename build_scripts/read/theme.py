"""Our own YAML: the words of the interface and the maps. Not submitted data, so a fault in it is a bug."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml


def read_words(path: Path) -> dict[str, str]:
    """The words of the interface, keyed `section.name`; every value is text as written.

    Raises:
        ValueError: the file is not sections of sentences.
    """
    sections = yaml.load(path.read_text("utf-8"), Loader=yaml.BaseLoader)  # noqa: S506  BaseLoader makes nothing but texts
    words: dict[str, str] = {}
    for section, sentences in sections.items():
        for name, sentence in sentences.items():
            if not isinstance(sentence, str):
                raise ValueError(f"{path.name}: {section}.{name} is not one sentence")
            words[f"{section}.{name}"] = sentence
    return words


def read_changelog(path: Path) -> list[Any]:
    """The entries of the changelog of the API, every value as text."""
    entries = yaml.load(path.read_text("utf-8"), Loader=yaml.BaseLoader)  # noqa: S506  as above
    return list(entries or ())


def read_maps(folder: Path) -> dict[str, Mapping[str, Any]]:
    """The declaration of every map by name (the file's stem), in the order of names."""
    return {
        path.stem: yaml.load(path.read_text("utf-8"), Loader=yaml.BaseLoader)  # noqa: S506  as above
        for path in sorted(folder.glob("*.yml"))
    }
