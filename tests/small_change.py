"""The golden province with one change of every sort planted, and both states as a change report sees them.

`python tests/small_change.py` writes the expected text again; read the difference before it is committed.
"""

import shutil
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from golden import AS_OF, DATA, PROJECT

from build_scripts.change.report import Origin, Report
from build_scripts.change.text import as_text
from build_scripts.comparison import State, compared

EXPECTED = Path(__file__).parent / "change" / "expected.txt"
HELD_BACK = "第三份材料的标题"
PERSON = "13912345678"
"""Texts of records that readers are not shown; no form of a report may hold them."""

WITHDRAWN = "2016年度工会经费收支情况"
"""The title of a disclosure that is deleted: readers were shown it, and are not any more."""

_TAKEN_BACK = "2018-06-30,all,不适用,,,,,自报,2018-07-10,1,report,\n"
_FILLING = "990101,,子县总工会,,2018-03-01,2018-03-12,公开,,,,社会"


def figure(unit: str, value: str, parts: str, **other: str) -> str:
    """A line of observation/2018.csv; `parts` is numerator and denominator with a comma between."""
    told = {"indicator": "ORG_RATE", "period": "2018-Q2", "scope": "all", "state": "有值", "version": "2", "subject": ""} | other
    bound = "=" if value else ""
    head = f"{unit},{told['subject']},{told['indicator']},{told['period']},,{told['scope']},{told['state']},{value},{bound},{parts}"
    return f"{head},自报,2018-10-10,{told['version']},report,\n"


def planted(folder: Path) -> Path:
    """A copy of the golden records with every sort of change in it."""
    shutil.copytree(DATA, folder)
    _append(
        folder / "observation/2018.csv",
        figure("990101", "84.0", "420,500"),  # met, and a rank up
        figure("丑县", "79.0", "395,500"),  # missed, and a rank down
        figure("990100", "90.0", "900,1000", version="3"),  # met; draws level with 乙市, which therefore stays first
        figure("990201", "98.0", "490,500", scope="unstated"),  # a bare percentage gets its parts: judged
        figure("990101", "", ",", indicator="MEM_RATE", state="不适用"),  # unjudged
        figure("990100", "79.0", "7900,10000", indicator="MEM_RATE", period="2018-Q3"),  # a new period, and the target is missed in it
        figure("990200", "85.0", "850,1000", indicator="MEM_RATE", period="2018-Q3"),
        figure("990201", "85.0", "850,1000", indicator="MEM_RATE", period="2018-Q3"),  # speaks; 子县 is awaited
        figure("990101", "40", ",", indicator="FOUND_N", period="2018", scope="unstated"),  # mends 35 solved of 11 found
        figure("990201", "5", ",", indicator="FOUND_N", period="2018", scope="unstated"),
        figure("990201", "9", ",", indicator="SOLVED_N", period="2018", scope="unstated"),  # breaks
        figure("990102", "90.0", "350,500", period="2018-Q4"),  # rejected
        figure("990102", "50.0", "250,500", subject=f"联系人{PERSON}"),  # withheld, for what stands in its very key
    )
    (folder / "observation" / f"{PERSON}.csv").write_text("不是表头\n不是行\n", "utf-8")  # rejected as a whole
    _append(folder / "honour_step/honour_step.csv", "h-2,表彰,2018-05-04,测试省总工会,\n", "h-1,撤销,2018-12-03,测试省总工会,\n")
    _append(
        folder / "disclosure/2018.csv",
        f"990101/2018-00002,D05,,新的公开,内容。,{_FILLING},,公开,1,report\n",
        f"990101/2018-00001,D05,2017,2017年度工会经费收支（更正）,全年收入13000元。,{_FILLING},,公开,3,report\n",
        f"990102/2018-00001,D09,,推荐先锋号的公示,推荐。,{_FILLING.replace('990101', '990102')},2018-12-01,公开,2,report\n",  # taken down
        f"990101/2018-00003,D05,,{HELD_BACK},材料。,{_FILLING},,内部,1,report\n",
        f"990101/2018-00004,D05,,经费,联系人{PERSON}。,{_FILLING},,公开,1,report\n",
    )
    _replace(folder / "observation/2018.csv", f"990102,,MEM_RATE,2018-Q2,{_TAKEN_BACK}", "")  # falls silent
    _replace(folder / "rule/rule.csv", "P-08,", "P-09,")
    (folder / "disclosure/2017.yaml").unlink()
    return folder


def report(before: Path, after: Path, public: bool = False) -> Report:
    """The report on two folders, called `before` and `after`."""
    states = [State(Origin(name, "", AS_OF.isoformat()), data, AS_OF) for name, data in (("before", before), ("after", after))]
    made, faults = compared(PROJECT, states[0], states[1], public)
    assert made is not None, faults
    return made


@cache
def golden_report() -> Report:
    """The report on the golden records and the planted ones."""
    return report(DATA, planted(Path(mkdtemp()) / "data"))


def _append(path: Path, *lines: str) -> None:
    path.write_text(path.read_text("utf-8") + "".join(lines), "utf-8")


def _replace(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


if __name__ == "__main__":
    EXPECTED.write_text("\n".join(as_text(golden_report())) + "\n", "utf-8")
