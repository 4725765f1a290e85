"""Files that the program and the check page (校验台) must judge word for word alike, and the records that are there before they come."""

import csv
import io
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from desk_across import THERE, across
from desk_people import asides, told
from desk_prepared import prepared
from desk_records import moments, rates, references, rivals, stated
from desk_texts import Files, encodings, forms, headers, quotings
from desk_workbooks import workbooks
from small_records import WORLD

from build_scripts.declare import Field, Kind, discover

KINDS = discover()
SAMPLES = Path(__file__).parent / "kinds"
SPELLINGS = Path(__file__).parent / "spellings.csv"
SEED = 20181231
AS_OF = "2018-12-31"
BASE: Mapping[str, str] = {
    **WORLD,
    **THERE,
    "organisation/o.csv": "组织代码,组织名称,组建形式,所属单位,单位性质,职工人数,会员人数,来源\n"
    "o-1,甲厂工会,单独,990100,非公,30,20,report\no-bad,乙厂工会,单独,990100,非公,3,20,report\n",
    "honour/h.csv": "荣誉代码,称号,级别,年度,性质,受奖名称,受奖类型,隶属单位,来源\nh-1,示例称号,省,2018,授予,甲班,班组,990100,report\n",
}
"""The records that are there before a file is submitted."""


@dataclass(frozen=True, slots=True)
class Vector:
    """One submitted file."""

    name: str
    data: bytes


def world(folder: Path) -> Path:
    """The data folder of `BASE`."""
    for file, said in BASE.items():
        path = folder / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(said, "utf-8")
    return folder


@cache
def vectors() -> tuple[Vector, ...]:
    """All of them; names are unique."""
    every = (
        *(samples(), spellings(), encodings(), quotings(), forms(), headers(list(KINDS.values()))),
        *(
            references(),
            rivals(),
            stated(),
            rates(),
            moments(),
            across(),
            asides(),
            guarded(12),
            scrambled(60),
            workbooks(list(samples())),
            prepared(),
        ),
    )
    return tuple(Vector(name, data) for files in every for name, data in files)


def samples() -> Files:
    """The samples of every kind."""
    for path in sorted(SAMPLES.rglob("*.csv")):
        kind, sort = path.parts[-3:-1]
        yield f"{kind}-{sort}-{path.name}", path.read_bytes()


def spellings() -> Files:
    """Every golden spelling in a record that is otherwise sound."""
    fields: dict[str, tuple[Kind, Field]] = {}
    for kind in KINDS.values():
        for field in kind.fields:
            fields.setdefault(field.grammar.name, (kind, field))
    with SPELLINGS.open(encoding="utf-8", newline="") as file:
        for number, row in enumerate(csv.DictReader(file), 1):
            kind, field = fields[row["grammar"]]
            yield f"spelling-{number:03}.csv", table(kind, [_sample(kind) | {field.name: row["spelling"]}])


def _sample(kind: Kind) -> dict[str, str]:
    """A record of the kind made of its fields' samples."""
    return {field.name: field.sample for field in kind.fields}


def table(kind: Kind, rows: Sequence[Mapping[str, str]]) -> bytes:
    """Records as a CSV file under the titles of their fields."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([field.title for field in kind.fields])
    writer.writerows([[row[field.name] for field in kind.fields] for row in rows])
    return out.getvalue().encode()


def guarded(count: int, seed: int = SEED) -> Files:
    """What the guard looks for, all in one column that may hold several lines."""
    draw = random.Random(seed)
    kind = KINDS["catalogue"]
    for number in range(count):
        rows = [_sample(kind) | {"code": f"X{number}-{row}", "content": told(draw)} for row in range(25)]
        yield f"guarded-{number:02}.csv", table(kind, rows)


_PIECES = (
    *[
        "0",
        "1",
        "42",
        "90.5",
        "-3",
        "1,234",
        "1.2万",
        "约20",
        "５",
        "％",
        "87.5%",
        "2018",
        "2018-06",
        "2018-06-30",
        "2018-02-30",
        "2018年6月",
        "2018/6/30",
        "2018-Q2",
    ],
    *[
        "2014/2018",
        "2018/2014",
        "二季度",
        "未注明",
        "是",
        "否",
        "有",
        "无",
        "—",
        "/",
        "ORG_RATE",
        "甲市",
        "990100",
        "鄂工发〔2018〕3号",
        "鄂工发[2018]003号",
    ],
    *["https://example.org/a", "www.example.org", "⼯会", "😀", "�", "零\u200b宽", "é", "单独", "联合", "公开", "内部", "13800138000"],
    *("027-87654321", "91420000737139XXXX", "420525198001011234", " 前", "后 ", "a b", "x" * 130, "\t", "\u3000", ""),
)


def scrambled(count: int, seed: int = SEED) -> Files:
    """Records of every kind of which some cells are something else, joined now and then."""
    draw = random.Random(seed)
    kinds = list(KINDS.values())
    for number in range(count):
        kind = kinds[number % len(kinds)]
        yield f"scrambled-{number:03}.csv", table(kind, [_scrambled(kind, draw) for _ in range(4)])


def _scrambled(kind: Kind, draw: random.Random) -> dict[str, str]:
    row = _sample(kind)
    for field in kind.fields:
        if draw.random() < 0.3:
            row[field.name] = "".join(draw.choices(_PIECES, k=draw.choice((1, 1, 1, 2))))
        elif draw.random() < 0.1 and field.one_of:
            row[field.name] = draw.choice(field.one_of)
    return row
