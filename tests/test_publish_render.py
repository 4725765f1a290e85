"""Rendering: the same tree gives the same bytes anywhere, and what the renderer leaves out is told."""

import shutil
from pathlib import Path

import pytest
from small_site import ORIGIN, PROJECT, rendered, stage, write_site

from build_scripts.publish import mkdocs, successor
from build_scripts.publish.rendered import take
from build_scripts.publish.rendering import RenderError
from build_scripts.publish.seal import read_manifest
from build_scripts.publish.shell import ShellError
from build_scripts.publish.verify import verify
from build_scripts.publish.workspace import Workspace, lay_out


def test_two_builds_from_two_folders_are_byte_identical(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = tmp_path / "elsewhere 别处"
    packages = (f"site_theme/node_modules/{name}" for name in ("fflate", "leaflet", "qrcode-generator"))
    for part in ("mkdocs.yml", "site_theme/overrides", *packages):
        source = PROJECT / part
        (other / part).parent.mkdir(parents=True, exist_ok=True)
        (shutil.copytree if source.is_dir() else shutil.copyfile)(source, other / part)
    write_site(tmp_path / "one", rendered(PROJECT, tmp_path / "work"))
    for name, value in {"TZ": "Asia/Shanghai", "LC_ALL": "C", "PYTHONHASHSEED": "7", "SOURCE_DATE_EPOCH": "1"}.items():
        monkeypatch.setenv(name, value)
    write_site(tmp_path / "two", rendered(other, other / "build/work"), other)
    assert read_manifest(tmp_path / "one") == read_manifest(tmp_path / "two")
    assert (tmp_path / "one/manifest.json").read_bytes() == (tmp_path / "two/manifest.json").read_bytes()


def test_broken_page_stops_the_build_with_the_log(tmp_path: Path) -> None:
    work = stage(PROJECT, tmp_path / "work")
    (work.docs / "about.md").write_text("# 页\n\n[x](/nowhere.html)\n", "utf-8")
    with pytest.raises(RenderError, match="nowhere"):
        mkdocs.render(work, ORIGIN.as_of)


@pytest.mark.parametrize(("link", "code"), [("nowhere.md", "E902"), ("coverage.md#nowhere", "E903"), ("data/units.json", None)])
def test_link_to_what_is_written_later_is_judged_on_the_finished_site(tmp_path: Path, link: str, code: str | None) -> None:
    work = stage(PROJECT, tmp_path / "work")
    page = work.docs / "about.md"
    page.write_text(page.read_text("utf-8") + f"\n[x]({link})\n", "utf-8")
    mkdocs.render(work, ORIGIN.as_of)
    write_site(tmp_path / "site", take(work.rendered))
    assert [finding.code for finding in verify(tmp_path / "site")[1]] == ([code] if code else [])


def test_page_missing_from_the_navigation_stops_the_build(tmp_path: Path) -> None:
    work = stage(PROJECT, tmp_path / "work")
    (work.docs / "orphan.md").write_text("# 页\n", "utf-8")
    with pytest.raises(RenderError, match="orphan"):
        mkdocs.render(work, ORIGIN.as_of)


def test_folder_that_is_no_workspace_is_not_emptied(tmp_path: Path) -> None:
    (tmp_path / "letters.txt").write_text("keep", "utf-8")
    with pytest.raises(ValueError, match="not a workspace"):
        lay_out(PROJECT, tmp_path)
    assert (tmp_path / "letters.txt").exists()


def test_page_slot_or_shell_that_the_successor_drops_is_told(tmp_path: Path) -> None:
    work = Workspace(tmp_path)
    work.docs.mkdir(parents=True)
    work.rendered.mkdir()
    (work.docs / "a.md").write_text('# 页\n\n<div data-gk="a-body"></div>\n', "utf-8")
    with pytest.raises(RenderError, match=r"page lost: a\.html"):
        successor.check(work)
    (work.rendered / "a.html").write_text("<h1>页</h1>", "utf-8")
    with pytest.raises(RenderError, match="slots lost"):
        successor.check(work)
    (work.rendered / "a.html").write_text("<h1>页</h1><div data-gk=a-body></div>", "utf-8")
    with pytest.raises(ShellError, match="left out"):
        successor.check(work)
