"""A small data folder on disk, and files that a county may send to it."""

import csv
import io
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import small_records

from build_scripts.intake.shelf import put_all
from build_scripts.intake.submit import Folder, Taken, take

HEAD = ("单位", "指标", "时期", "口径", "数据状态", "数值", "取得方式", "版本", "说明")
AS_OF = date(2018, 12, 31)


def world(folder: Path) -> Folder:
    """The three units of `small_records` as a data folder."""
    put_all(folder, {file: text.encode() for file, text in small_records.WORLD.items()})
    return Folder(folder, AS_OF, demo=False)


def figure(value: str = "5", **other: str) -> dict[str, str]:
    """One submitted figure; any field may be given another text."""
    usual = {
        "单位": "甲市",
        "指标": "件数",
        "时期": "2018",
        "口径": "全部",
        "数据状态": "有值",
        "数值": value,
        "取得方式": "自报",
        "版本": "1",
    }
    return usual | other


def sheet(rows: Sequence[Mapping[str, str]], head: Sequence[str] = HEAD) -> bytes:
    """A CSV file as WPS writes it: GB18030, CRLF."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(head)
    writer.writerows([row.get(name, "") for name in head] for row in rows)
    return text.getvalue().encode("gb18030")


def taken_in(folder: Folder, data: bytes, name: str = "报表.csv") -> Taken:
    """A file taken in, its records written."""
    taken = take(name, data, folder)
    put_all(folder.data, taken.files)
    return taken


def records(folder: Path) -> dict[str, bytes]:
    """Every file below the folder, by path."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}
