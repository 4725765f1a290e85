"""Definitions and methods (口径与方法): the dashboard's indicators and the targets they are held against."""

from build_scripts.view.edition import Edition


def indicators_block(edition: Edition) -> str:
    """The dashboard's indicators with formula, pitfall and basis."""
    rows = []
    for code in edition.dashboard:
        row = edition.indicators[code]
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
