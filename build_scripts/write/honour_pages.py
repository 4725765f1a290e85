"""Honours (荣誉): the map, the list with its filter, and what each honour's steps make of it."""

from collections.abc import Mapping

import pandas as pd

from build_scripts.derive.honours_by_unit import AWARDED, NOT_AN_AWARD, PROPOSED, REVOKED, SINCE, standing
from build_scripts.view.address import item_path
from build_scripts.view.edition import Edition
from build_scripts.view.figure import counted, listed
from build_scripts.view.maps import Map
from build_scripts.write.disclosure_pages import filter_index
from build_scripts.write.figures import figure
from build_scripts.write.output import Output

SHOWN = 100
_ALL = "records/honour.html"


def register(edition: Edition) -> pd.DataFrame:
    """All published honours with their `standing`, awarded ones first, then by year from the newest, then by code."""
    rows = edition.federation.tables["honour"]
    rows = rows.assign(standing=standing(rows, edition.federation.tables["honour_step"]))
    rank = rows["standing"].map({AWARDED: 0, PROPOSED: 1, REVOKED: 2}).fillna(3)
    stated = rows["year"].where(rows["year"].str.isdigit(), "")
    ordered = rows.assign(_rank=rank, _year=stated).sort_values(
        ["_demo", "_rank", "_year", "code"], ascending=[True, True, False, True], kind="stable"
    )
    return ordered.drop(columns=["_rank", "_year"]).reset_index(drop=True)


def of_home(edition: Edition, rows: pd.DataFrame) -> pd.DataFrame:
    """Those of the home province; the sources also speak of other places, whose honours count nowhere here."""
    return rows[rows["unit"].isin(edition.tree.home)]


def newest_awarded(edition: Edition, rows: pd.DataFrame) -> pd.DataFrame:
    """The home province's awarded ones of the register, by year from the newest; those of unstated year last."""
    awarded = of_home(edition, rows)
    awarded = awarded[awarded["standing"] == AWARDED]
    year = awarded["year"].where(awarded["year"].str.isdigit(), "")
    return awarded.assign(_year=year).sort_values(["_year", "code"], ascending=[False, True]).drop(columns="_year")


def lines(edition: Edition, rows: pd.DataFrame) -> list[dict[str, object]]:
    """Honours as lines of a list, finished for the reader."""
    kind = edition.federation.kinds["honour"]
    return [
        {
            "title": row["title"],
            "href": item_path(kind, row["code"]),
            "recipient": row["recipient"],
            "level": row["level"],
            "year": edition.words.day(row["year"]),
            "unit": edition.heading("unit", row["unit"]),
            "standing": row["standing"] if row["standing"] in (AWARDED, PROPOSED, REVOKED) else row["nature"],
            "demo": bool(row["_demo"]),
        }
        for row in rows.to_dict("records")
    ]


def counts(edition: Edition, rows: pd.DataFrame) -> str:
    """How many are awarded, proposed, revoked, those of other provinces, and what is no award at all, in one sentence."""
    granted = rows[rows["standing"] != NOT_AN_AWARD]
    home = of_home(edition, granted)
    own = home[home["unit"].map(edition.tree.current) == edition.tree.root]
    told = numbers(home) | {"own": numbers(own)["awarded"], "elsewhere": len(granted) - len(home), "other": len(rows) - len(granted)}
    return edition.words("honours.counts", **told)


def numbers(rows: pd.DataFrame) -> dict[str, int]:
    """How many of the register's rows are awarded, proposed, revoked."""
    states = {"awarded": AWARDED, "proposed": PROPOSED, "revoked": REVOKED}
    return {name: int((rows["standing"] == state).sum()) for name, state in states.items()}


def standings(edition: Edition) -> dict[str, str]:
    """For the page of each granted honour: where it stands now and since when, as HTML keyed by code."""
    rows = register(edition)
    steps = edition.federation.tables["honour_step"]
    told: dict[str, str] = {}
    for state, types in SINCE.items():
        ends = steps[steps["type"].isin(types)].sort_values("on", kind="stable").drop_duplicates("honour", keep="last")
        days = dict(zip(ends["honour"], ends["on"], strict=True))
        for code in rows.loc[rows["standing"] == state, "code"]:
            told[code] = edition.render("blocks/standing.html.j2", standing=state, day=edition.words.day(days.get(code)))
    return told


def honours_block(edition: Edition, drawn: Mapping[str, Map]) -> str:
    """The honours page's content."""
    rows = register(edition)
    levels = rows["level"].value_counts()
    years = rows["year"].value_counts().sort_index(ascending=False)
    units = rows["unit"].value_counts().sort_index()
    shown = lines(edition, rows[rows["standing"] != NOT_AN_AWARD].head(SHOWN))
    return edition.render(
        "blocks/honours.html.j2",
        root="",
        map=figure(edition, drawn["honours"], "honours.html") if "honours" in drawn else "",
        table=[
            (unit.name, unit.href, counted(unit.value_text, "downloads/statistics-honours-by-unit.csv"))
            for unit in (*drawn["honours"].drawing.units, *drawn["honours"].drawing.off_map)
        ]
        if "honours" in drawn
        else [],
        lines=shown,
        newest=counted(edition.words("honours.newest", shown=len(shown), total=edition.words.number(len(rows))), _ALL),
        counts=counted(counts(edition, rows), _ALL),
        demo=bool(rows["_demo"].any()),
        units=[(code, edition.heading("unit", code), listed(count)) for code, count in units.items()],
        levels=[
            (level, level, listed(levels[level])) for level in edition.federation.kinds["honour"].field("level").one_of if level in levels
        ],
        years=[(year, edition.words.day(year), listed(count)) for year, count in years.items()],
    )


def honours_index(edition: Edition) -> Output:
    """The filter's index of all honours."""
    rows = register(edition)
    table = [
        [
            line["href"],
            int(bool(line["demo"])),
            *(line[name] for name in ("title", "recipient", "level", "year", "unit", "standing")),
            row["unit"],
            row["level"],
            row["year"],
        ]
        for line, row in zip(lines(edition, rows), rows.to_dict("records"), strict=True)
    ]
    columns = ["title", "recipient", "level", "on", "unit", "standing", "unit_code", "level_code", "year"]
    return filter_index("honours", columns, table)
