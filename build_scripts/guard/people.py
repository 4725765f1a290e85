"""Personal names (姓名) in Chinese texts, told by their surname and what stands around them; made for texts that should hold none."""

import re
from collections.abc import Iterator, Sequence

from build_scripts.guard.words import COMMON, COMPOUND_SURNAMES, ILLNESS_WORDS, LEFT_WORDS, NOT_GIVEN, NOT_SOMEBODY, RIGHT_WORDS, SURNAMES


def any_of(rows: Sequence[Sequence[str]]) -> str:
    """The pattern of any of the words."""
    return "|".join(word for row in rows for word in row)


_HAN = "[\u4e00-\u9fff]"
_GIVEN = f"(?:(?![{''.join(NOT_GIVEN)}]){_HAN})"
_WORD = "|".join(f"{word[0]}[{word[1:]}]" for row in COMMON for word in row)
_SURNAME = f"(?!{_WORD})({'|'.join(COMPOUND_SURNAMES)}|[{''.join(SURNAMES)}])"
_NAME = f"{_SURNAME}{_GIVEN}{{1,2}}"
_MASK = "[*×○\u3007□◯]"
_COUNTED = f"[{''.join(NOT_SOMEBODY)}]"
_RIGHT = rf"{any_of(RIGHT_WORDS)}|家(?!{_HAN})|于[0-9]|的[家父母妻丈儿女孩病伤]|因?(?:{any_of(ILLNESS_WORDS)})"
_STOP = f"(?=$|[^\u4e00-\u9fffA-Za-z0-9]|[0-9]+岁|[等因患在和与系是为的、]|{_RIGHT})"

NAMES = (
    # masked: 张某某, 李××, 王*, 陈某华, 张*三
    f"{_SURNAME}(?:某某?(?!{_COUNTED})|{_HAN}?{_MASK}{{1,3}}{_HAN}?)",
    # behind a word for a person, or before what is said of one
    f'(?:{any_of(LEFT_WORDS)})[:为是系"“]?{_NAME}{_STOP}',
    f"(?![于向]){_NAME}(?={_RIGHT}|[,(]?[男女](?:[,)]|$)|[,(]?[0-9]{{1,3}}岁)",
)
ALONE = f"(?:^|[^\u4e00-\u9fff]){_SURNAME}(?:{_GIVEN}{{1,2}}| {{1,3}}{_GIVEN})(?!{_HAN})"
"""A name between signs that are no words: in lists. Looked for where blanks still stand."""

_NAMES = tuple(re.compile(pattern) for pattern in NAMES)
_ALONE = re.compile(ALONE)


def surnames(words: str, spaced: str) -> Iterator[str]:
    """The surname of every personal name in a text, squeezed and with its blanks."""
    for pattern in _NAMES:
        yield from (found[1] for found in pattern.finditer(words))
    yield from (found[1] for found in _ALONE.finditer(spaced))
