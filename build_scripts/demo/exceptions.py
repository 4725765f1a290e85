"""Invented exceptions to the veto (一票否决例外): a few of the units that missed the first target in the last year."""

import pandas as pd

from build_scripts.demo import words
from build_scripts.demo.draws import shuffled, stream
from build_scripts.demo.lines import Lines

_INDICATOR, _GOAL = "ORG_RATE", 80
_COUNT = 4


def exceptions(lines: Lines, reports: pd.DataFrame, seed: int) -> pd.DataFrame:
    """Text cells of the exceptions, columns named by field.

    Args:
        lines: the reporting lines.
        reports: text cells of the observations.
        seed: of every draw.
    """
    year = str(lines.years[1])
    rows = reports[(reports["indicator"] == _INDICATOR) & reports["period"].str.startswith(year)]
    missed = sorted(set(rows.loc[pd.to_numeric(rows["value"]) < _GOAL, "unit"]))
    drawn = sorted(missed[place] for place in shuffled(stream(seed, 6), len(missed))[:_COUNT])
    told = {"decided_by": words.DECIDING_BODY.format(province=lines.province[0]), "decided_on": f"{year}-12-20", "source": words.SOURCE}
    return pd.DataFrame(
        [
            {"unit": unit, "year": year, "document_number": words.EXCEPTION_NUMBER.format(year=year, serial=serial), **told}
            | {"reason": words.EXCEPTION_REASONS[serial % len(words.EXCEPTION_REASONS)]}
            for serial, unit in enumerate(drawn, 1)
        ],
        columns=["unit", "year", "decided_by", "decided_on", "document_number", "reason", "source"],
    )
