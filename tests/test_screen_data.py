"""The big screen's data: the same figures as the pages', of every indicator in every period, and what is new."""

import json
import re

import pytest
from golden import PROJECT
from small_sides import rates, side
from test_desk import WRITES_MARKUP
from test_frames import PLACES, Q1, Q2, A, B, C

from build_scripts.publish.vendor import stated_licence, vendored
from build_scripts.view.dashboard import Dashboard
from build_scripts.view.figure import said
from build_scripts.view.headline import headlines
from build_scripts.view.screen import News, screen

FIGURES = rates({A: 70, B: 90}) + rates({A: 75, B: 85, C: 95}, Q2)
_HEAD = "指标代码,指标名称,指标类型,计量单位,分子,分母,产品约定,看板顺序"
_TWO = ("RATE,建会率,比率,%,已建,应建,否,1", "MORE,入会率,比率,%,会员,职工,否,2")
SECOND = {"indicator/r.csv": "\n".join((_HEAD, *_TWO, ""))}


def dashboard(figures: str = FIGURES, files: dict[str, str] | None = None) -> Dashboard:
    return Dashboard(side(figures, {**PLACES, **(files or {})}).edition)


def test_every_period_has_the_totals_and_the_figures_of_the_page() -> None:
    board = dashboard()
    told = screen(board, [], [])
    series = board.main["RATE"]
    reel, totals = board.reel(series, "prefecture"), headlines(board.edition, "RATE")
    assert list(told["frames"]) == ["", Q1, Q2]
    for frame in reel.frames:
        shown = told["frames"][frame.period]
        assert {place: cells[0][0] for place, cells in shown["units"].items()} == {each.place: each.shown for each in frame.on}
        total = totals[frame.period]
        facts = [total.value.text, total.target.text, said(total.note), total.key]
        assert [shown["totals"][0][name] for name in ("value", "target", "note", "key")] == facts
    assert told["frames"][""]["units"] == told["frames"][Q2]["units"]
    assert told["frames"][""]["totals"][0]["value"] == "85.0%"


def test_an_indicator_that_was_not_reported_in_a_period_is_none_and_stands_with_its_own_latest() -> None:
    later = FIGURES + rates({A: 60}).replace("RATE", "MORE")
    told = screen(dashboard(later, SECOND), [], [])
    assert [total and total["value"] for total in told["frames"][Q2]["totals"]] == ["85.0%", None]
    assert [(total["value"], total["period"]) for total in told["frames"][""]["totals"]] == [
        ("85.0%", "2018年二季度"),
        ("60.0%", "2018年一季度"),
    ]
    assert told["frames"][Q2]["units"][A] == [["75.0%", "missed", 0], None]
    assert [name for _, name in told["indicators"]] == ["建会率", "入会率"]


def test_sources_are_named_once_and_totals_say_which() -> None:
    told = screen(dashboard(), [], [])
    cited = {place for frame in told["frames"].values() for total in frame["totals"] for place in total["sources"]}
    assert cited == set(range(len(told["sources"])))
    assert len(set(told["sources"])) == len(told["sources"]) > 0


def test_news_keep_their_order_and_their_mark() -> None:
    told = screen(dashboard(), [News("奖状", "甲厂 · 2018年", demo=True)], [News("公开", "甲市总工会", demo=False)])
    assert told["honours"] == [["奖状", "甲厂 · 2018年", 1]]
    assert told["disclosures"] == [["公开", "甲市总工会", 0]]
    assert told["sample"] == ""


def test_nothing_reported_is_no_fault() -> None:
    told = screen(dashboard(""), [], [])
    assert list(told["frames"]) == [""]
    assert told["frames"][""]["totals"] == [None]
    assert json.loads(json.dumps(told, allow_nan=False)) == told


def test_the_library_of_codes_comes_with_its_licence_or_not_at_all() -> None:
    files = {output.path: output.data.decode("utf-8", "replace") for output in vendored(PROJECT)}
    licence = files["assets/vendor/qrcode-LICENSE.txt"]
    assert licence.startswith("QR Code Generator for JavaScript")
    assert "Kazuhiko Arase" in licence
    assert "The above copyright notice and this permission notice shall be included" in licence
    assert "var qrcode = " in files["assets/vendor/qrcode.js"]
    terms = "MIT License\n\nCopyright\n\nPermission is hereby granted, free of charge"
    with pytest.raises(ValueError, match="another licence"):
        stated_licence("// Kazuhiko Arase\n// Licensed under the GPL\nvar a;", terms)


def test_modules_are_short_typed_and_put_text_on_the_page_as_text() -> None:
    for path in sorted((PROJECT / "site_theme" / "board").glob("*.mjs")):
        source = path.read_text("utf-8")
        assert source.startswith("// @ts-check\n/** "), path.name
        assert source.count("\n") < 150, path.name
        assert [pattern for pattern in WRITES_MARKUP if re.search(pattern, source)] == [], path.name
