"""The five classes of a map are told apart by lightness alone: in grey, on paper, and by those who do not see every colour."""

import re
from itertools import pairwise
from pathlib import Path

import pytest

MAP = (Path(__file__).parent.parent / "site_theme/overrides/assets/gk/map.css").read_text("utf-8")
SCHEMES = {"light": r":root \{", "dark": r'\[data-md-color-scheme="slate"\] \{', "print": r"@media print \{\s*\.gk-map\[data-gk-map\] \{"}
# Machado, Oliveira and Fernandes 2009, severity 1, on linear RGB.
SIGHT = {
    "all colours": ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)),
    "protanopia": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deuteranopia": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritanopia": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}
APART = 8  # of 100 steps of CIE lightness between neighbours


def classes(scheme: str) -> list[str]:
    """The fills of the five classes, lowest first."""
    block = re.split(SCHEMES[scheme], MAP, maxsplit=1)[1].partition("}")[0]
    return [re.search(rf"--gk-c{number}: (#[0-9a-f]{{6}});", block)[1] for number in range(1, 6)]  # type: ignore[index]


def lightness(colour: str, sight: str) -> float:
    """CIE L* of the colour as it is seen."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    seen = [min(max(sum(a * b for a, b in zip(row, linear, strict=True)), 0), 1) for row in SIGHT[sight]]
    luminance = 0.2126 * seen[0] + 0.7152 * seen[1] + 0.0722 * seen[2]
    return 116 * luminance ** (1 / 3) - 16 if luminance > 0.008856 else 903.3 * luminance


def steps(colours: list[str], sight: str) -> list[float]:
    """By how much each class is darker than the one below it."""
    return [lightness(low, sight) - lightness(high, sight) for low, high in pairwise(colours)]


@pytest.mark.parametrize("sight", SIGHT)
@pytest.mark.parametrize("scheme", SCHEMES)
def test_each_class_is_clearly_darker_than_the_one_below_it(scheme: str, sight: str) -> None:
    assert min(steps(classes(scheme), sight)) >= APART, [round(step, 1) for step in steps(classes(scheme), sight)]


def test_a_scale_that_only_hue_tells_apart_would_be_noticed() -> None:
    assert round(lightness("#ffffff", "all colours")) == 100
    assert lightness("#000000", "protanopia") == 0
    assert min(steps(["#d01c8b", "#4dac26"], "deuteranopia")) < APART
    assert min(steps(["#808080", "#7a7a7a"], "all colours")) < APART
