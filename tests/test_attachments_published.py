"""Only attachments that are what their names say, and whose text may be shown, get into the site; the disclosure's page leads to them."""

import csv
import hashlib
import re
import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from http.client import HTTPConnection
from pathlib import Path
from threading import Thread

import pytest
from attachment_samples import GOLDEN, drawing, encoded, golden, pdf, written
from golden import Built
from lxml import html
from pikepdf import Dictionary, String
from small_records import taken

from build_scripts.findings import Finding
from build_scripts.guard.attachment import guard_attachments
from build_scripts.guard.table import Guarded
from build_scripts.kinds.attachment import FOLDER
from build_scripts.loading import load
from build_scripts.merge.federation import Federation
from build_scripts.publish.attachments import attachment_files
from build_scripts.publish.exposure import Exposure
from build_scripts.publish.serve import server
from build_scripts.publish.verify import verify
from build_scripts.read.attachment_folder import AttachmentFolder
from build_scripts.renew.attachment import Attachment
from build_scripts.renew.child import taken as made_anew
from build_scripts.sentences import line

HEADER = "附件文件,所属公开事项,附件名称,页数,图像页数,字节数,审看人（岗位）,来源\n"
NUMBER = "990101/2018-00001"


def kept(data: bytes) -> Attachment:
    outcome = made_anew(data)
    assert isinstance(outcome, Attachment), outcome
    return outcome


REPORT = kept(pdf(written("收支情况"), written("第二页")))
PICTURE = kept(encoded(drawing(), "PNG"))


@dataclass
class Shelf:
    """Files in memory, by name."""

    contents: dict[str, bytes] = field(default_factory=dict)

    def place(self, name: str, demo: bool) -> str:
        return f"{'demo/' if demo else ''}files/{name}"

    def content(self, name: str, demo: bool) -> bytes | None:
        return None if demo else self.contents.get(name)

    def text(self, name: str, demo: bool) -> str | None:
        found = self.content(f"{name}.txt", demo)
        return None if found is None else found.decode()

    def names(self) -> Iterator[tuple[str, bool]]:
        return ((name, False) for name in self.contents if not name.endswith(".txt"))


def shelf(made: Attachment, **other: bytes | str | None) -> Shelf:
    """The attachment and its text; `data` and `text` where they are not its own (None: not there)."""
    parts = {"data": made.data, "text": made.text} | other
    files = {made.name: parts["data"], f"{made.name}.txt": parts["text"]}
    return Shelf({name: part.encode() if isinstance(part, str) else part for name, part in files.items() if part is not None})


def row(made: Attachment, **other: object) -> str:
    told = {"pages": made.pages, "scanned": len(made.scanned), "bytes": len(made.data), "by": "办公室主任" if made.scanned else ""} | other
    return f"{made.name},{NUMBER},表,{told['pages']},{told['scanned']},{told['bytes']},{told['by']},report\n"


def judged(text: str, files: Shelf) -> tuple[Guarded, list[Finding]]:
    table, findings = taken("attachment/a.csv", HEADER + text, False)
    assert isinstance(table, Guarded)
    assert not findings
    (kept_table,), told = guard_attachments([table], files)
    return kept_table, told


def named(data: bytes, suffix: str) -> Attachment:
    """Bytes that nobody cleaned, under the name that is rightly theirs."""
    return Attachment(suffix, data, "", 1)


PAGE = b'<html><script src="x"></script></html>'
EDGE = Attachment(".pdf", REPORT.data, "电话 1380013\f8000", 2)
DEFECTS: Mapping[str, tuple[str, Shelf, str]] = {
    "file is missing": (row(REPORT), Shelf(), "E081"),
    "a byte was changed": (row(REPORT), shelf(REPORT, data=REPORT.data[:-2] + b"\n\n"), "E082"),
    "page of the web under the name of a PDF": (row(named(PAGE, ".pdf")), shelf(named(PAGE, ".pdf")), "E082"),
    "PDF under the name of a picture": (row(named(REPORT.data, ".png")), shelf(named(REPORT.data, ".png")), "E082"),
    "PDF that was not cleaned": (row(named(pdf(save={"static_id": True}, Thumb=1), ".pdf")), shelf(named(pdf(Thumb=1), ".pdf")), "E082"),
    "picture that was not cleaned": (
        row(named(encoded(drawing(), "JPEG", comment=b"x"), ".jpg"), by="办公室"),
        shelf(named(encoded(drawing(), "JPEG", comment=b"x"), ".jpg")),
        "E082",
    ),
    "table with a formula": (row(named(b"\xef\xbb\xbf=A1,b\r\n", ".csv")), shelf(named(b"\xef\xbb\xbf=A1,b\r\n", ".csv")), "E082"),
    "another length is stated": (row(REPORT, bytes=5), shelf(REPORT), "E083"),
    "another number of pages is stated": (row(REPORT, pages=3), shelf(REPORT), "E083"),
    "scanned pages nobody looked at": (row(REPORT, scanned=1), shelf(REPORT), "W320"),
    "picture nobody looked at": (row(PICTURE, by=""), shelf(PICTURE), "W320"),
    "picture that claims to be no picture": (row(PICTURE, by="", scanned=0), shelf(PICTURE), "W320"),
    "PDF without a word that claims to have them all": (row(REPORT, pages=1), shelf(REPORT, text=" \n"), "W320"),
    "mobile number": (row(REPORT), shelf(REPORT, text="收支\f联系人电话 138-0013-8000"), "W321"),
    "number across the end of a page": (row(REPORT), shelf(REPORT, text=EDGE.text), "W321"),
    "text is missing": (row(REPORT), shelf(REPORT, text=None), "W323"),
    "marked as internal": (row(REPORT), shelf(REPORT, text="（内部资料）\f收支"), "W324"),
}


@pytest.mark.parametrize("name", DEFECTS)
def test_attachment_with_a_defect_is_kept_back_and_told(name: str) -> None:
    text, files, code = DEFECTS[name]
    table, findings = judged(text, files)
    assert len(table.rows) == 0
    assert list(table.withheld["code"]) == [code]
    assert [finding.code for finding in findings] == [code]
    told = line(findings[0])
    assert told.startswith("attachment/a.csv:2")
    assert "13800138000" not in told.replace("-", "")


def test_sound_attachments_pass_untouched_and_a_faulty_one_stops_none_of_them() -> None:
    files = Shelf({**shelf(REPORT).contents, **shelf(PICTURE).contents})
    table, findings = judged(row(REPORT) + row(PICTURE), files)
    assert (len(table.rows), findings) == (2, [])
    del files.contents[PICTURE.name]
    table, findings = judged(row(PICTURE) + row(REPORT), files)
    assert list(table.rows["file"]) == [REPORT.name]
    assert [finding.code for finding in findings] == ["E081"]


def test_page_of_the_finding_is_told() -> None:
    _, findings = judged(row(REPORT), shelf(REPORT, text="收支\f身份证号 420525198001010011，电话13800138000"))
    assert {finding.facts["page"] for finding in findings} == {"2"}
    assert all("第 2 页" in line(finding) for finding in findings)


def test_file_that_no_record_names_is_told_and_published_nowhere() -> None:
    _, findings = judged(row(REPORT), Shelf({**shelf(REPORT).contents, "leftover.pdf": b""}))
    assert [(finding.code, str(finding.place)) for finding in findings] == [("W322", "files/leftover.pdf")]


@pytest.mark.parametrize("name", ["../x.pdf", "a/b.pdf", "/etc/passwd", "", ".."])
def test_folder_gives_no_file_of_another_folder(tmp_path: Path, name: str) -> None:
    (tmp_path / "x.pdf").write_bytes(b"x")
    with pytest.raises(ValueError, match=re.escape(name) if name else "^$"):
        AttachmentFolder(tmp_path).content(name, False)


def test_links_in_the_folder_are_not_followed(tmp_path: Path) -> None:
    (tmp_path / "outside").write_bytes(b"x")
    (tmp_path / FOLDER).mkdir()
    (tmp_path / FOLDER / "a.pdf").symlink_to(tmp_path / "outside")
    (tmp_path / FOLDER / "b.pdf").mkdir()
    files = AttachmentFolder(tmp_path)
    assert [files.content(name, False) for name in ("a.pdf", "b.pdf", "c.pdf")] == [None, None, None]
    (tmp_path / "demo").symlink_to(tmp_path / FOLDER)
    assert files.content("outside", True) is None


def test_golden_attachments_are_what_the_sanitiser_makes_of_their_sources() -> None:
    for made in golden().values():
        assert (GOLDEN / FOLDER / f"{made.name}.txt").read_text("utf-8") == made.text


@pytest.fixture(scope="module")
def files(province: Built) -> dict[str, str]:
    """The golden attachments: title by path in the site."""
    with (GOLDEN / "attachment/2018.csv").open(encoding="utf-8", newline="") as rows:
        return {f"files/{line['附件文件']}": line["附件名称"] for line in csv.DictReader(rows)}


def test_attachments_lie_in_the_site_under_the_hash_of_what_they_hold(province: Built, files: dict[str, str]) -> None:
    found = {path.relative_to(province.site).as_posix() for path in (province.site / "files").iterdir()}
    assert found == set(files)
    for path in found:
        assert hashlib.sha256((province.site / path).read_bytes()).hexdigest() == Path(path).stem
    assert verify(province.site)[1] == []


def test_page_of_the_disclosure_leads_to_its_attachments_and_says_what_they_are(province: Built, files: dict[str, str]) -> None:
    page = html.document_fromstring((province.site / "union/990101/2018-0.html").read_text("utf-8"))
    linked = {link.get("href").removeprefix("../../"): link.text_content() for link in page.xpath("//a[@download]")}
    assert linked == files
    text = page.text_content()
    assert "PDF，2 页，1.1 KB，已去除隐藏信息" in text
    assert "PNG，1 幅图，" in text
    assert "已由办公室主任审看" in text
    for link in page.xpath("//a[contains(@href, 'records/attachment/')]"):
        own = html.document_fromstring((province.site / link.get("href").removeprefix("../../")).read_text("utf-8"))
        assert len(own.xpath("//a[@download]")) == 1
        assert own.xpath("//a[contains(@href, 'union/990101/2018-0.html#2018-00001')]")


def test_attachment_of_a_disclosure_that_is_not_published_is_not_published(tmp_path: Path) -> None:
    federation, findings = _loaded(tmp_path, lambda text: text.replace(NUMBER, "990201/2018-00001", 1))
    assert len(federation.tables["attachment"]) == 1
    assert [finding.code for finding in findings if finding.place.file.startswith("attachment")] == ["W305"]
    assert len(list(attachment_files(federation, AttachmentFolder(tmp_path / "data")))) == 1


def test_attachment_without_its_file_is_booked_as_rejected_and_the_books_balance(tmp_path: Path) -> None:
    data = Path(shutil.copytree(GOLDEN, tmp_path / "data"))
    next((data / FOLDER).glob("*.png")).unlink()
    federation, findings = load(data, date(2018, 12, 31), False)
    entries = federation.ledger.entries
    booked = entries[entries["kind"] == "attachment"]
    assert sorted(zip(booked["state"], booked["code"], strict=True)) == [("published", ""), ("rejected", "E081")]
    assert [str(finding.place) for finding in findings if finding.code == "E081"] == ["attachment/2018.csv:2:1"]


def test_file_changed_while_the_site_is_built_stops_the_build(tmp_path: Path) -> None:
    federation, _ = _loaded(tmp_path, lambda text: text)
    for path in (tmp_path / "data" / FOLDER).glob("*.pdf"):
        path.write_bytes(path.read_bytes() + b"\n")
    with pytest.raises(ValueError, match="changed while"):
        list(attachment_files(federation, AttachmentFolder(tmp_path / "data")))


def _loaded(root: Path, change: Callable[[str], str]) -> tuple[Federation, list[Finding]]:
    data = Path(shutil.copytree(GOLDEN, root / "data"))
    record = data / "attachment/2018.csv"
    record.write_text(change(record.read_text("utf-8")), "utf-8")
    return load(data, date(2018, 12, 31), False)


def test_server_lets_an_attachment_do_nothing(province: Built, files: dict[str, str]) -> None:
    path = min(files)
    with server(province.site, 0) as running:
        Thread(target=running.serve_forever, daemon=True).start()
        for asked_for in (f"/{path}", f"/records/../{path}", f"/%66iles/{Path(path).name}"):
            connection = HTTPConnection("127.0.0.1", running.server_address[1])
            connection.request("GET", asked_for)
            answer = connection.getresponse()
            assert answer.status == 200
            assert answer.getheader("Content-Disposition") == "attachment"
            assert answer.getheader("Content-Security-Policy") == "sandbox; default-src 'none'"
            assert answer.getheader("X-Content-Type-Options") == "nosniff"
            connection.close()
        running.shutdown()


def test_gate_reads_every_text_of_a_pdf_shown_or_not(tmp_path: Path) -> None:
    shown = b"BT /F1 9 Tf 9 9 Td (13800138000) Tj ET"
    hidden = Dictionary(Word=Dictionary(Private=String("13800138000")))
    planted = {"shown": pdf(shown), "unseen": pdf(b"3 Tr " + shown), "private": pdf(PieceInfo=hidden), "broken": b"%PDF-1.4 13800138000"}
    codes = {}
    for name, data in {**planted, "clean": REPORT.data}.items():
        exposure = Exposure(tmp_path)
        (tmp_path / "a.pdf").write_bytes(data)
        exposure.file("a.pdf", data)
        codes[name] = {finding.code for finding in exposure.findings()}
    assert codes == {"shown": {"E926"}, "unseen": {"E926"}, "private": {"E926"}, "broken": {"E928"}, "clean": set()}
