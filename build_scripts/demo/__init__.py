"""Demonstration data: invented records, marked so, by which maps and lists can be judged; the same bytes for the same seed and register."""

import csv
import io
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from build_scripts.demo import words
from build_scripts.demo.disclosures import disclosures
from build_scripts.demo.exceptions import exceptions
from build_scripts.demo.honours import honours
from build_scripts.demo.lines import lines_of
from build_scripts.demo.lives import account_lines, approvals, corrections, exemptions, told_as_accounted
from build_scripts.demo.observations import observations
from build_scripts.demo.organisations import organisations
from build_scripts.kinds import (
    account_line,
    approval,
    correction,
    disclosure,
    exemption,
    honour,
    honour_step,
    observation,
    organisation,
    source,
    unit,
    veto_override,
)
from build_scripts.write.canonical import canonical_csv
from build_scripts.write.output import DirectorySink, Output

__all__ = ["DEFAULT", "FOLDER", "SEED", "Size", "generate", "read_units", "write_demo"]

FOLDER = "demo"
SEED = 2018


@dataclass(frozen=True, slots=True)
class Size:
    """How much to invent. Observations follow from the register: 8 indicators, 4 quarters a year."""

    organisations: int = 500
    disclosures: int = 11_000
    honours: int = 300
    first_year: int = 2014
    last_year: int = 2018


DEFAULT = Size()


def generate(units: pd.DataFrame, seed: int = SEED, size: Size = DEFAULT) -> dict[str, bytes]:
    """The files of the demonstration data.

    Args:
        units: text cells of the unit register, columns named by field (all of the kind unit), empty text where not stated.
        seed: of every draw.
        size: how much.

    Returns:
        Bytes of canonical CSV by path below the data folder, in the order of the paths.

    Raises:
        ValueError: the register holds no unit that reports, or no organisation is asked for, without which nobody discloses or is honoured.
    """
    lines = lines_of(units, (size.first_year, size.last_year))
    if not lines.count:
        raise ValueError("the unit register holds no unit that reports")
    if size.organisations < 1:
        raise ValueError(f"at least one organisation is needed, not {size.organisations}")
    unions = organisations(lines, seed, size.organisations)
    awards, steps = honours(lines, unions, seed, size.honours)
    files = {
        f"{FOLDER}/source/{words.SOURCE}.csv": canonical_csv(source.KIND, pd.DataFrame([words.SOURCE_ROW])),
        f"{FOLDER}/organisation/organisations.csv": canonical_csv(organisation.KIND, unions[0]),
        f"{FOLDER}/honour/honours.csv": canonical_csv(honour.KIND, awards),
        f"{FOLDER}/honour_step/steps.csv": canonical_csv(honour_step.KIND, steps),
    }
    reports = observations(lines, seed)
    disclosed = disclosures(lines, unions, seed, size.disclosures)
    tables = account_lines(disclosed, seed)
    disclosed = told_as_accounted(disclosed, tables)
    later, events = corrections(disclosed, tables, seed)
    around = {
        account_line.KIND: tables,
        approval.KIND: approvals(disclosed),
        correction.KIND: events,
        exemption.KIND: exemptions(unions, lines, disclosed, seed),
    }
    files |= {f"{FOLDER}/{kind.name}/demo.csv": canonical_csv(kind, rows) for kind, rows in around.items() if len(rows)}
    disclosed = pd.concat([disclosed, later], ignore_index=True)
    files[f"{FOLDER}/veto_override/exceptions.csv"] = canonical_csv(veto_override.KIND, exceptions(lines, reports, seed))
    for year in range(size.first_year, size.last_year + 1):
        of_year = reports[reports["period"].str.startswith(str(year))]
        files[f"{FOLDER}/observation/{year}.csv"] = canonical_csv(observation.KIND, of_year)
    for year, of_year in disclosed.groupby(disclosed["published_on"].str[:4]):
        files[f"{FOLDER}/disclosure/{year}.csv"] = canonical_csv(disclosure.KIND, of_year)
    return dict(sorted(files.items()))


def read_units(data: Path) -> pd.DataFrame:
    """The text cells of `data`/unit/*.csv, columns named by field; a field that a file lacks is empty.

    Raises:
        KeyError: a column that the kind unit does not declare.
    """
    names = {field.title: field.name for field in unit.KIND.fields}
    blank = dict.fromkeys(names.values(), "")
    rows = []
    for path in sorted((data / unit.KIND.name).glob("*.csv")):
        for row in csv.DictReader(io.StringIO(path.read_bytes().decode("utf-8-sig"))):
            rows.append(blank | {names[title]: cell for title, cell in row.items()})
    return pd.DataFrame(rows, columns=list(blank))


def write_demo(data: Path, seed: int = SEED, size: Size = DEFAULT) -> tuple[str, ...]:
    """Write `data`/demo anew from `data`/unit, remove what else lies there, and return the paths written."""
    files = generate(read_units(data), seed, size)
    sink = DirectorySink(data)
    for path, content in files.items():
        sink.put(Output(path, content))
    for stale in sorted((data / FOLDER).rglob("*")):
        if stale.is_file() and stale.relative_to(data).as_posix() not in files:
            stale.unlink()
    return tuple(files)
