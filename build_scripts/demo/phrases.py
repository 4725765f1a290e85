"""Columns of text put together: patterns filled row by row without a loop over rows."""

from collections.abc import Mapping, Sequence
from string import Formatter

import numpy as np

from build_scripts.demo.draws import Ints, Texts


def fixed(words: Sequence[str]) -> Texts:
    """A lookup column: text by index."""
    column = np.empty(len(words), dtype=object)
    column[:] = list(words)
    return column


def repeated(word: str, rows: int) -> Texts:
    """The same text in every row."""
    return np.full(rows, word, dtype=object)


def joined(*parts: Texts | str) -> Texts:
    """Texts put side by side, row by row; at least one part is a column."""
    text: Texts = np.asarray(parts[0], dtype=object)
    for part in parts[1:]:
        text = text + part
    return text


def digits(numbers: Ints, width: int = 1) -> Texts:
    """Whole numbers as plain digits, padded with zeros to the width."""
    values, place = np.unique(numbers, return_inverse=True)
    return fixed([f"{value:0{width}d}" for value in values.tolist()])[place]


def days(numbers: Ints) -> Texts:
    """Days since 1970-01-01 as ISO dates; a negative number is a day not stated."""
    values, place = np.unique(numbers, return_inverse=True)
    dates = np.datetime_as_string(values.astype("datetime64[D]"))
    return fixed(["" if value < 0 else str(date) for value, date in zip(values.tolist(), dates, strict=True)])[place]


def fill(pattern: str, values: Mapping[str, Texts], rows: Ints) -> Texts:
    """The pattern with each {name} replaced by that column's text, for the rows asked for."""
    text = repeated("", len(rows))
    for literal, name, _, _ in Formatter().parse(pattern):
        text = text + literal if literal else text
        text = text + values[name][rows] if name else text
    return text
