"""A finding in Chinese: the text of its code with its facts in it, masked and made harmless."""

import re

from build_scripts.findings import Finding
from build_scripts.messages import MESSAGES
from build_scripts.phrases import EXPECTED, IDENTIFIERS, LEVELS

LONGEST = 60
_HIDDEN = r"\x00-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\uf8ff\ufeff"
_DAY = r"(?:19|20)\d\d(?:0[1-9]|1[0-2])[0-3]\d(?!\d)"
LONG_NUMBER = re.compile(rf"(?<!\d)(?!{_DAY})\d{{7,}}")
APART = re.compile(rf"\d(?:[ \u00a0\u2000-\u200a\u3000\-－\u2010-\u2015\u2212._·{_HIDDEN}]*\d){{10,}}")
CONTROL = re.compile(f"[{_HIDDEN}]")
TIDIED = (("改法：。", "改法：按要求重新填写。"), ("。。", "。"))
HOLE = re.compile(r"\{(\w+)(?::((?:[^{}]|\{\})*))?\}")


def shown(text: str) -> str:
    """A submitted text as a message may repeat it: long numbers masked (前3后2), control characters visible, cut to 60 characters.

    Long is seven digits in a row, or eleven with blanks, hyphens, dots or invisible characters between them; a date stays readable.
    """
    masked = LONG_NUMBER.sub(_masked, APART.sub(_masked, text))
    visible = CONTROL.sub(lambda mark: f"\\u{ord(mark[0]):04x}", masked)
    return visible if len(visible) <= LONGEST else visible[:LONGEST] + "…"


def _masked(run: re.Match[str]) -> str:
    digits = "".join(sign for sign in run[0] if sign.isdigit())
    return digits[:3] + "*" * (len(digits) - 5) + digits[-2:]


def sentence(finding: Finding) -> str:
    """The finding in Chinese, without its place. Raises KeyError where a fact the text asks for is missing."""
    text = MESSAGES[finding.code]
    facts = {name: value if name in OURS else shown(value) for name, value in finding.facts.items()}
    if "what" in facts:
        facts["what"] = IDENTIFIERS.get(facts["what"], facts["what"])
    if finding.facts.get("expected") in EXPECTED:
        facts["expected"] = EXPECTED[finding.facts["expected"]]
    if APART.search(facts.get("mend", "")):  # what was written may be a personal number, and so is what it would be mended to
        facts["mend"] = ""
    if facts.get("mend"):
        facts["sample"] = ""

    def fill(hole: re.Match[str]) -> str:
        value = facts[hole[1]]
        if hole[2] is None:
            return value
        return hole[2].replace("{}", value) if value else ""

    filled = HOLE.sub(fill, text)
    for awkward, plain in TIDIED:
        filled = filled.replace(awkward, plain)
    return filled


def line(finding: Finding) -> str:
    """The finding as one line: place, level, code, sentence."""
    return f"{shown_place(finding)}: {LEVELS[finding.code[0]]} {finding.code} {sentence(finding)}"


def shown_place(finding: Finding) -> str:
    """The place as text in which nothing can forge a log line."""
    return CONTROL.sub(lambda mark: f"\\u{ord(mark[0]):04x}", str(finding.place))


def holes(code: str) -> set[str]:
    """The names of the facts that the text of a code asks for."""
    return {match[1] for match in HOLE.finditer(MESSAGES[code])}


OURS = frozenset({"title", "whole", "known", "choices", "sample", "mend", "what", "masked", "target", "expected", "most", "length"})
