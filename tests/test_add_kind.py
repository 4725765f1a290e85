"""Adding a record kind is one file (and its samples): everything else follows from the declaration."""

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import openpyxl  # type: ignore[import-untyped]
import pytest
from golden import DATA, copied, read_folder
from markup import text_of

DECLARATION = '''"""Training sessions (培训班): how many cadres were trained, where and when."""

from dataclasses import dataclass

from build_scripts.declare import Choice, Code, Count, Day, Kind, Paragraph, Reference, Text, stated


@dataclass(frozen=True, slots=True, kw_only=True)
class Training:
    """One training session."""

    code: Code = stated("培训代码", sample="t-1")
    title: Text = stated("培训名称", sample="工会主席培训班", most=60)
    unit: Reference = stated("主办单位", refers="unit", sample="990101")
    on: Day = stated("开班日期", sample="2018-05-01")
    mode: Choice = stated("方式", one_of=("面授", "网络"), sample="面授")
    trained: Count = stated("培训人数", unit="人", sample="60")
    women: Count | None = stated("其中女性", unit="人", default=None, part_of="trained")
    content: Paragraph | None = stated("内容", default=None, most=300)
    source: Code = stated("来源", refers="source", sample="report")


KIND = Kind("training", "培训班", "各级工会办了哪些培训班，培训了多少人。", Training, key=("code",), heading="title")
'''
RECORDS = """培训代码,培训名称,主办单位,开班日期,方式,培训人数,其中女性,内容,来源
t-1,工会主席培训班,990101,2018-05-01,面授,60,20,法律法规,report
t-2,=女职工干部培训班,丑县,2018-06-01,网络,1200,,,report
t-3,人数写反的培训班,990101,2018-07-01,面授,10,20,,report
t-4,方式不明的培训班,990101,2018-07-01,函授,10,,,report
"""
ADDED = {"build_scripts/kinds/training.py", "records/training/2018.csv"}


@pytest.fixture(scope="module")
def extended(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with one kind more, and its log."""
    project = copied(tmp_path_factory.mktemp("extended") / "gongkai", "build_scripts", "tests/site/content")
    for path, data in read_folder(DATA).items():
        (project / "records" / path).parent.mkdir(parents=True, exist_ok=True)
        (project / "records" / path).write_bytes(data)
    before = read_folder(project)
    (project / "records/training").mkdir()
    (project / "build_scripts/kinds/training.py").write_text(DECLARATION, "utf-8")
    (project / "records/training/2018.csv").write_text(RECORDS, "utf-8")
    after = read_folder(project)
    assert {path for path in after if before.get(path) != after[path]} == ADDED
    options = ["--data", "records", "--content", "tests/site/content", "--as-of", "2018-12-31"]
    done = subprocess.run([sys.executable, "-m", "build_scripts", "build", *options], cwd=project, capture_output=True, check=False)
    (project / "log.txt").write_bytes(done.stdout + done.stderr)
    assert (project / "site").is_symlink(), done.stderr.decode()
    return project


def test_new_kind_has_list_and_item_pages_and_stands_on_the_pages_it_refers_to(extended: Path) -> None:
    listed = text_of((extended / "site/records/training.html").read_bytes())
    assert "工会主席培训班" in listed
    assert "=女职工干部培训班" in listed
    item = text_of((extended / "site/records/training/t-2.html").read_bytes())
    assert "1,200" in item
    assert "丑县" in item
    assert "工会主席培训班" in text_of((extended / "site/records/unit/990101.html").read_bytes())


def test_new_kind_is_checked_like_any_other(extended: Path) -> None:
    log = (extended / "log.txt").read_text("utf-8")
    assert "training/2018.csv:4:38: 错误 E108" in log
    assert "training/2018.csv:5:32: 错误 E103 「方式」只能填 面授、网络，现为「函授」" in log
    assert not (extended / "site/records/training/t-3.html").exists()


def test_new_kind_has_downloads_dictionary_schema_package_entry_and_a_row_on_the_data_page(extended: Path) -> None:
    site = extended / "site"
    table = list(csv.reader(io.StringIO((site / "downloads/training.csv").read_bytes().decode("utf-8-sig"))))
    assert table[2] == ["t-2", "'=女职工干部培训班", "990102", "2018-06-01", "网络", "1200", "", "", "report"]
    book = openpyxl.load_workbook(site / "downloads/training.xlsx")
    assert book.active["B3"].value == "=女职工干部培训班"
    assert book.active["F3"].value == 1200
    book.close()
    document = json.loads((site / "downloads/training.json").read_bytes())
    assert document["rows"][0][:3] == ["t-1", "工会主席培训班", "990101"]
    assert json.loads((site / "schema/training.json").read_bytes())["properties"]["mode"]["enum"] == ["面授", "网络"]
    assert "其中女性" in text_of((site / "dictionary/training.html").read_bytes())
    package = json.loads((site / "datapackage.json").read_bytes())
    assert "training" in {resource["name"] for resource in package["resources"]}
    page = text_of((site / "data.html").read_bytes())
    assert "培训班 2 XLSX CSV JSON" in page
    assert "培训班 4 2 0 2" in page
