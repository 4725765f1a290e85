"""The golden province's records with attacks in every text field of every kind, in cells of every other grammar, and in file names."""

import csv
import io
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

import pandas as pd
from golden import DATA

from build_scripts.declare import Field, Kind, discover
from build_scripts.kinds.attachment import FOLDER
from build_scripts.kinds.correction import REVOKED
from build_scripts.read.folder import read_folder
from build_scripts.renew.attachment import Attachment
from build_scripts.renew.table import take_csv

EVALUATED = ("1337004011", "1,337,004,011")
"""What 7*191*1000003 comes to, plain and as the pages would print it; no input holds it."""

ATTACKS = (
    "{{7*191*1000003}}",
    "{%print(7*191*1000003)%}",
    "<img src=x onerror=alert(1)>",
    "\"><script>document.title='pwn'</script>",
    "${7*191*1000003}",
    "=1+1",
    "[x](javascript:alert(1))",
    "-->",
)
FILE_NAMES = (
    *(attack.replace("/", "") for attack in ATTACKS),
    "$(touch pwn)",
    "::warning::pwn",
    "%0A::error::pwn",
)
FREE = frozenset({"text", "paragraph"})
_FILES_OF_PROVINCE = 2
"""Attachments of the golden province; rows are added until each attack has its own."""

_CODES = {"丑县": "990102", "寅县": "990201", "卯县": "990211"}
_FIXED = {("disclosure", "index_number"), ("disclosure", "reviewed"), ("unit_alias", "alias")}
"""Texts that a rule of the kind binds to a form, and the names by which units are referred to, which are written apart."""


_REVOKED = "990101/2018-9{number:04}"
"""Disclosures of their own that are revoked, for reasons full of attacks."""

_APPROVED = "990101/2018-6{number:04}"
"""And others that were approved by posts full of attacks."""

_ANOTHER = {
    "account_line": {"number": "1{number:02}", "side": "结余", "total": "否"},
    "approval": {},
    "correction": {},
    "exemption": {"period": "20{number:02}"},
    "honour_step": {"type": "复查", "on": "2018-05-{next:02}"},
    "observation": {"period": "20{number:02}"},
    "veto_override": {"year": "20{number:02}"},
    "workday": {"day": "2018-06-{next:02}"},
}
"""What makes a record another one, where that is not its code."""


def hostile_data(folder: Path) -> Path:
    """A data folder in which every kind has sound rows full of attacks, and every kind that may be faulty rows that are refused."""
    shutil.copytree(DATA / "boundaries", folder / "boundaries")
    shutil.copytree(DATA / FOLDER, folder / FOLDER)
    for made in map(_file, range(_FILES_OF_PROVINCE, len(ATTACKS))):
        (folder / FOLDER / made.name).write_bytes(made.data)
        (folder / FOLDER / f"{made.name}.txt").write_text(made.text, "utf-8")
    for kind, rows in sound_rows().items():
        _write(folder / kind.name / "attack.csv", kind, rows)
        if not kind.model:
            _write(folder / kind.name / "refused.csv", kind, list(_refused(kind, rows[0])))
    disclosure = discover()["disclosure"]
    example = next(rows for kind, rows in sound_rows().items() if kind.name == disclosure.name)[0]
    for number, name in enumerate(FILE_NAMES):
        row = example | {"index_number": f"990101/2018-8{number:04}"}
        _write(folder / disclosure.name / f"{name}.csv", disclosure, [row])
    stray = folder / ATTACKS[0] / f"{ATTACKS[2]}.csv"
    stray.parent.mkdir()
    stray.write_text(ATTACKS[2], "utf-8")
    return folder


@cache
def sound_rows() -> dict[Kind, list[dict[str, str]]]:
    """By kind, its published golden rows, so many that each attack begins a cell of each text field (a single kind: all in one row)."""
    kinds = discover()
    reading, _ = read_folder(DATA, kinds)
    cells: dict[str, list[pd.DataFrame]] = {}
    for table in reading.tables:
        if not table.demo and "faults" not in table.file:
            cells.setdefault(table.kind.name, []).append(table.cells)
    return {kind: _rows(kind, pd.concat(cells[name]).fillna("")) for name, kind in kinds.items()}


def attack(field: Field, turn: int) -> str:
    """Attacks for one cell: as many as its length allows, beginning with that of the turn."""
    text = ""
    for number in range(len(ATTACKS)):
        more = ATTACKS[(turn + number) % len(ATTACKS)]
        if len(text) + len(more) + 1 <= field.most:
            text = f"{text} {more}".strip()
    return text


def _rows(kind: Kind, cells: pd.DataFrame) -> list[dict[str, str]]:
    rows = [dict(row) for row in cells.replace({"unit": _CODES}).to_dict("records") if _sound(kind, row)]
    first = len(rows)
    while len(rows) < len(ATTACKS) and not kind.single:
        rows.append(_another(kind, rows[len(rows) % first], len(rows)))
    rows = [_attacked(kind, row, turn) for turn, row in enumerate(rows)]
    if kind.name == "unit_alias":
        rows += [rows[0] | {"alias": _nickname(turn)} for turn in range(len(ATTACKS))]
    own = {"correction": _REVOKED, "approval": _APPROVED}.get(kind.name)
    if own:
        rows = [row | {"disclosure": own.format(number=turn)} for turn, row in enumerate(rows)]
    if kind.name == "disclosure":
        here = [row["index_number"].startswith("990101/") for row in rows]
        rows = [
            row if own else row | {"index_number": f"990101/2018-5{turn:04}"}
            for turn, (row, own) in enumerate(zip(rows, here, strict=True))
        ]
        own_numbers = [number.format(number=turn) for number in (_APPROVED, _REVOKED) for turn in range(len(ATTACKS))]
        rows += [rows[0] | {"index_number": number} for number in own_numbers]
    if kind.name in ("organisation", "honour", "disclosure"):
        rows = [row | {"unit": _nickname(turn)} for turn, row in enumerate(rows)]
    return rows


def _nickname(turn: int) -> str:
    """A name of a unit is a text too: an exact alias, which becomes a code."""
    return f"{ATTACKS[turn % len(ATTACKS)]}{turn % len(ATTACKS)}"


def _sound(kind: Kind, row: Mapping[str, str]) -> bool:
    """Not what the golden province withholds or refuses by design: those rows are tested there."""
    held = row.get("security") == "内部" or "电话" in row.get("summary", "") or row.get("takedown_on")
    if kind.name == "correction":
        return row["type"] == REVOKED
    wrong_sum = kind.name == "account_line" and row["disclosure"] == "990201/2017-00001"
    other = row.get("source") == "mirror" or row.get("honour") == "h-4" or row.get("version") not in (None, "", "1")
    return not held and not wrong_sum and not other


def _another(kind: Kind, row: Mapping[str, str], number: int) -> dict[str, str]:
    """The same record under another key."""
    copy = dict(row)
    if kind.name == "disclosure":
        return copy | {"index_number": f"990101/2018-7{number:04}"}
    if kind.name == "attachment":
        made = _file(number)
        return copy | {"file": made.name, "pages": "1", "scanned": "0", "bytes": str(len(made.data))}
    if kind.name == "synonym":  # its key is text, in which every attack is another
        return copy
    if kind.name in _ANOTHER:
        return copy | {name: text.format(number=number, next=number + 1) for name, text in _ANOTHER[kind.name].items()}
    if kind.name == "unit_alias":
        return copy | {"alias": f"{row['alias']}{number}"}
    return copy | {"code": f"{row['code']}-{number}"} | ({"report_to": "", "on_map": "不落图", "dashboard": ""} if kind.model else {})


def _file(number: int) -> Attachment:
    """An attachment with an attack in it."""
    return take_csv(f"项目,{number}\n{ATTACKS[number % len(ATTACKS)].replace(chr(34), '')},1\n")


def _attacked(kind: Kind, row: Mapping[str, str], turn: int) -> dict[str, str]:
    texts = {field.name: attack(field, turn) for field in kind.fields if field.grammar.name in FREE}
    if kind.name == "observation":  # what is said of a single employer stays out of the province's own figures, so only every other one
        texts["subject"] = "" if turn % 2 else attack(kind.field("subject"), turn // 2)
    if kind.name == "attachment":  # it must look like a post
        texts["reviewed_by"] += "室"
    if kind.name == "approval":  # so must this
        role = kind.field("role")
        texts["role"] = attack(replace(role, most=role.most - 1), turn) + "室"
    if kind.name == "veto_override":  # it must look like a body
        field = kind.field("decided_by")
        texts["decided_by"] = attack(replace(field, most=field.most - 1), turn) + "会"
    return dict(row) | {name: text for name, text in texts.items() if (kind.name, name) not in _FIXED}


def _refused(kind: Kind, row: Mapping[str, str]) -> Iterator[dict[str, str]]:
    """One row for each field that is no text, with an attack in it."""
    for turn, field in enumerate(kind.fields):
        if field.grammar.name not in FREE:
            yield dict(row) | {field.name: ATTACKS[turn % len(ATTACKS)]}


def _write(path: Path, kind: Kind, rows: Sequence[Mapping[str, str]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([field.title for field in kind.fields])
    writer.writerows([row.get(field.name, "") for field in kind.fields] for row in rows)
    path.write_text(text.getvalue(), "utf-8")
