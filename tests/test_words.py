"""Figures as a reader of Chinese expects them."""

from pathlib import Path

import pytest

from build_scripts.read.theme import read_words
from build_scripts.view.words import Words

WORDS = Words(read_words(Path(__file__).parent.parent / "site_theme/text.yml"))


@pytest.mark.parametrize(
    ("value", "digits", "bound", "unit", "told"),
    [
        (98.0, 0, "≥", "%", "98%以上"),
        (1000.0, 0, "余", "家", "1,000余家"),
        (38.0, 0, "余", "万人", "38\u2009万余人"),
        (12290.8, 1, "=", "万人", "12,290.8\u2009万人"),
        (74.0, 1, "=", "%", "74.0%"),
        (5.0, 0, "约", "万", "约5\u2009万"),
    ],
)
def test_a_figure_is_told_with_its_bound_and_unit_in_their_places(value: float, digits: int, bound: str, unit: str, told: str) -> None:
    assert WORDS.stated({"value": value, "value_digits": digits, "bound": bound}, unit) == told


@pytest.mark.parametrize(("parts", "told"), [((505.43, 714.18), "505.43/714.18"), ((740.0, 1000.0), "740/1,000"), ((0.1, 3.0), "0.1/3")])
def test_numerator_and_denominator_are_never_rounded(parts: tuple[float, float], told: str) -> None:
    assert WORDS.fraction({"numerator": parts[0], "denominator": parts[1]}) == told


@pytest.mark.parametrize(
    ("points", "met", "told"),
    [
        (6.66, True, "高 6.7 个百分点"),
        (-5.0, False, "差 5.0 个百分点"),
        (0.0, True, "刚好达到"),
        (0.0, False, "差不到 0.1 个百分点"),
        (-0.04, False, "差不到 0.1 个百分点"),
    ],
)
def test_a_figure_that_misses_its_target_is_never_told_to_lie_above_it(points: float, met: bool, told: str) -> None:
    assert WORDS.from_target(points, met) == told
