"""Slots, shells and moved scripts: what happens to a page between the renderer and the release."""

import time
import timeit

import pytest

from build_scripts.publish.externalise import InlineError, externalise
from build_scripts.publish.shell import DEPTHS, Shell, ShellError, Shells
from build_scripts.publish.slots import SlotError, fill, fill_pages

SHELL = (
    '<html><head><meta name="description" content="GKSHELLDESCRIPTION"><meta name="gk-head" content="GKSHELLHEAD">'
    "<title>GKSHELLTITLE - 站</title></head><body><b>GKSHELLTITLE</b>"
    '<h1 id="gkshelltitle">GKSHELLTITLE</h1>\n\n   <div data-gk="gk-shell-main"></div><div data-gk="release"></div></body></html>'
)


MARKERS = ['<div data-gk="a"></div>', "<div data-gk='a'> </div>", "<div data-gk=a></div>", '<div  data-gk = "a">\n</div>']


@pytest.mark.parametrize("marker", MARKERS)
def test_slot_is_found_however_the_renderer_wrote_it(marker: str) -> None:
    assert fill(f"x{marker}y", {"a": "<p>1</p>"}) == "x<p>1</p>y"


@pytest.mark.parametrize(
    ("page", "blocks", "named"),
    [
        ('<div data-gk="a"></div>', {}, "no block for slot: a"),
        ("", {"a": ""}, "no slot for block: a"),
        ('<div data-gk="a"></div><div data-gk="a"></div>', {"a": ""}, "slot stands twice: a"),
        ('<p data-gk="a"></p>', {}, "altered"),
    ],
)
def test_slot_that_does_not_match_is_named(page: str, blocks: dict[str, str], named: str) -> None:
    with pytest.raises(SlotError, match=named):
        fill(page, blocks)


def test_block_that_looks_like_a_slot_is_not_filled() -> None:
    page = '<div data-gk="a"></div><div data-gk="b"></div>'
    assert fill(page, {"a": '<div data-gk="b"></div>', "b": r"\1"}) == r'<div data-gk="b"></div>\1'


def test_block_without_a_page_is_an_error_and_one_for_several_pages_is_not() -> None:
    pages = {"b.html": '<div data-gk="r"></div>', "a.html": '<div data-gk="r"></div>'}
    assert [output.path for output in fill_pages(pages, {"r": "1"})] == ["a.html", "b.html"]
    with pytest.raises(SlotError, match="spare"):
        fill_pages(pages, {"r": "1", "spare": "2"})


def test_stamp_escapes_title_and_description_and_takes_the_body_as_it_is() -> None:
    page = Shell.cut(SHELL, {"release": "R"}).stamp('</title><script>"', '"><img onerror=x>', "<p>GKSHELLTITLE {{7*7}}</p>").decode()
    assert page.count("&lt;/title&gt;&lt;script&gt;&quot;") == 3
    assert 'content="&quot;&gt;&lt;img onerror=x&gt;"' in page
    assert "<p>GKSHELLTITLE {{7*7}}</p>R" in page
    assert page.count("gk-main") == 1


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("<b>GKSHELLTITLE</b>", ""),
        ("<b>", "<b>GKSHELLTITLE"),
        ("<b>GKSHELLTITLE</b>", '<b title="GKSHELLTITLE"></b>'),
        ("<title>GKSHELLTITLE - 站</title>", "<i>GKSHELLTITLE</i>"),
        ('content="GKSHELLDESCRIPTION"', "content=GKSHELLDESCRIPTION"),
        ('content="GKSHELLDESCRIPTION"', ""),
        ('<meta name="gk-head" content="GKSHELLHEAD">', ""),
        ("<b>", '<b><meta name="gk-head" content="GKSHELLHEAD">'),
        (
            '<meta name="gk-head" content="GKSHELLHEAD"><title>GKSHELLTITLE - 站</title></head>',
            "<title>GKSHELLTITLE</title></head>GKSHELLHEAD",
        ),
    ],
)
def test_shell_with_a_place_missing_doubled_or_in_a_tag_is_refused(old: str, new: str) -> None:
    assert old in SHELL
    with pytest.raises(ShellError):
        Shell.cut(SHELL.replace(old, new), {"release": ""})


def test_shell_for_each_depth_is_needed_and_no_page_lies_deeper() -> None:
    shells = Shells.cut(dict.fromkeys(DEPTHS, SHELL), {"release": ""})
    assert shells.stamp("a/b/c.html", "t", "d", "").path == "a/b/c.html"
    with pytest.raises(ValueError, match="deeper"):
        shells.stamp("a/b/c/d/e.html", "t", "d", "")
    with pytest.raises(ShellError, match="left out"):
        Shells.cut({0: SHELL}, {"release": ""})


def test_stamping_keeps_five_thousand_pages_a_second() -> None:
    shell = Shell.cut(SHELL.replace("<b>", "页" * 4000 + "<b>"), {"release": ""})
    body = "<tr><td>甲市</td></tr>" * 100
    best_s = min(timeit.repeat(lambda: shell.stamp("甲市 <总工会>", "说明", body), timer=time.process_time, number=500, repeat=5))
    assert 500 / best_s > 5000


def test_inline_script_and_style_become_files_in_the_same_place() -> None:
    page = "<script>a=1</script><b></b><script type=module>\nb</script><style media=print>p{x:url(data:,)}</style><script>a=1</script>"
    moved, files = externalise(page, "../")
    assert {file.data for file in files} == {b"b\n", b"a=1\n", b"p{x:url(data:,)}\n"}
    assert moved.count("<script") == 3
    assert moved.index("<b>") < moved.index("type=module")
    assert 'src="../assets/inline/' in moved
    assert '<link media=print rel="stylesheet" href="../assets/inline/' in moved
    assert externalise(page, "../") == (moved, files)


def test_data_and_scripts_with_a_source_stay() -> None:
    page = '<script type="application/json">{"a": "style=1"}</script><script src="x.js"></script>'
    assert externalise(page, "") == (page, [])


@pytest.mark.parametrize("page", ['<p style="x:y">', "<a onclick=x()>", '<svg><g ONLOAD="x"></g>', "<style>p{x:url(a.png)}</style>"])
def test_inline_code_that_cannot_move_is_refused(page: str) -> None:
    with pytest.raises(InlineError):
        externalise(page, "")
