"""Definitions and methods (口径与方法): the dashboard's indicators and the targets they are held against."""

import pandas as pd

from build_scripts.write.edition import Edition
from build_scripts.write.maps import dashboard


def indicators_block(edition: Edition) -> str:
    """The dashboard's indicators with formula, pitfall and basis."""
    register = edition.federation.tables["indicator"].set_index("code")
    rows = []
    for code in dashboard(edition):
        row = {name: None if pd.isna(value) else value for name, value in register.loc[code].to_dict().items()}
        formula = edition.words("coverage.formula", **row) if row["numerator"] and row["denominator"] else ""
        told = {name: row[name] or "" for name in ("name", "pitfall", "basis")}
        rows.append(told | {"href": f"coverage/{code}.html", "formula": formula, "convention": row["convention"] == "是"})
    return edition.render("blocks/indicators.html.j2", indicators=rows)


def targets_block(edition: Edition) -> str:
    """The targets that bind the home province."""
    targets = edition.federation.tables["target"]
    rows = [
        {
            "title": row["title"],
            "href": edition.href("target", row["code"]),
            "test": row["test"],
            "period": edition.words("format.range", start=edition.words.day(row["valid_from"]), end=edition.words.day(row["valid_to"])),
            "quote": row["quote"],
            "source": edition.heading("source", row["source"]),
            "source_href": edition.href("source", row["source"]),
        }
        for row in targets[targets["unit"] == edition.tree.root].to_dict("records")
    ]
    return edition.render("blocks/targets.html.j2", targets=rows)
