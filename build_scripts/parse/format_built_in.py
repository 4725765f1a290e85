"""Number formats that a file names by number only. Source: ECMA-376 part 1, 18.8.30, and there the table for the Chinese language."""

from collections.abc import Mapping
from types import MappingProxyType

GENERAL = "General"
UNKNOWN = '"?"'
"""The code of a format that a file names but does not give: whatever it shows, it cannot be told, so no number is shown as it is."""

_CHINESE = {"yyyy-m": (27, 36, 50, 52, 57), "m-d": (28, 29, 51, 53, 54, 58), "h:mm": (32, 34, 55), "h:mm:ss": (33, 35, 56)}
"""Their words for year, month and day add nothing to what is shown and are left out."""

BUILT_IN: Mapping[int, str] = MappingProxyType(
    {
        0: GENERAL,
        1: "0",
        2: "0.00",
        3: "#,##0",
        4: "#,##0.00",
        5: "$#,##0_);($#,##0)",
        6: "$#,##0_);[Red]($#,##0)",
        7: "$#,##0.00_);($#,##0.00)",
        8: "$#,##0.00_);[Red]($#,##0.00)",
        9: "0%",
        10: "0.00%",
        11: "0.00E+00",
        12: "# ?/?",
        13: "# ??/??",
        14: "yyyy/m/d",  # the system's short date, which on the mainland shows the year in full
        15: "d-mmm-yy",
        16: "d-mmm",
        17: "mmm-yy",
        18: "h:mm AM/PM",
        19: "h:mm:ss AM/PM",
        20: "h:mm",
        21: "h:mm:ss",
        22: "yyyy/m/d h:mm",
        30: "m-d-yy",
        31: "yyyy-m-d",
        37: "#,##0_);(#,##0)",
        38: "#,##0_);[Red](#,##0)",
        39: "#,##0.00_);(#,##0.00)",
        40: "#,##0.00_);[Red](#,##0.00)",
        41: '_ * #,##0_ ;_ * -#,##0_ ;_ * "-"_ ;_ @_ ',
        42: '_ $* #,##0_ ;_ $* -#,##0_ ;_ $* "-"_ ;_ @_ ',
        43: '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ',
        44: '_ $* #,##0.00_ ;_ $* -#,##0.00_ ;_ $* "-"??_ ;_ @_ ',
        45: "mm:ss",
        46: "[h]:mm:ss",
        47: "mm:ss.0",
        48: "##0.0E+0",
        49: "@",
        **{number: code for code, numbers in _CHINESE.items() for number in numbers},
    }
)
"""The code of each number."""
