"""Feeds: what is new, what was corrected, as readers of feeds take them; nothing of what is gone, nothing invented unmarked."""

import json
from xml.etree import ElementTree as ET

from golden import Built

ROOT = "https://gongkai.example/"
NAMES = {"": "http://www.w3.org/2005/Atom"}


def entries(province: Built, name: str) -> list[dict[str, str]]:
    """The entries of a feed, which its two forms tell alike."""
    root = ET.fromstring((province.site / f"feeds/{name}.xml").read_bytes())  # noqa: S314  ours
    told = [
        {
            "id": entry.findtext("id", "", NAMES),
            "title": entry.findtext("title", "", NAMES),
            "url": str(entry.find("link", NAMES).get("href")),  # type: ignore[union-attr]
            "text": entry.findtext("summary", "", NAMES),
            "by": entry.findtext("author/name", "", NAMES),
        }
        for entry in root.findall("entry", NAMES)
    ]
    document = json.loads((province.site / f"feeds/{name}.json").read_bytes())
    assert told == [
        {"id": each["id"], "title": each["title"], "url": each["url"], "text": each["content_text"], "by": each["authors"][0]["name"]}
        for each in document["items"]
    ]
    return told


def test_the_newest_come_first_and_lead_to_where_they_stand(province: Built) -> None:
    told = entries(province, "all")
    assert [each["id"].removeprefix("urn:x-gongkai:") for each in told] == [
        "990201/2018-90001",
        "990101/2018-00001",
        "990102/2018-00001",
        "990201/2017-00001",
    ]
    assert told[0]["title"].startswith("［示例］")
    assert told[1]["title"] == "子县总工会：2017年度工会经费“收支”情况"
    assert told[1]["url"] == f"{ROOT}union/990101/2018-0.html#2018-00001"
    assert '其中"会费"8,000元。' in told[1]["text"]
    for each in told:
        path, _, name = each["url"].removeprefix(ROOT).partition("#")
        assert f'id="{name}"' in (province.site / path).read_text("utf-8")


def test_units_and_items_have_their_own(province: Built) -> None:
    assert len(entries(province, "unit-990201")) == 2
    assert [each["id"] for each in entries(province, "item-D09")] == ["urn:x-gongkai:990102/2018-00001"]


def test_corrections_are_told_with_their_reasons_and_what_is_gone_by_its_number_alone(province: Built) -> None:
    assert [(each["title"], each["text"], each["by"]) for each in entries(province, "corrections")] == [
        ("寅县总工会：990201/2018-00003（撤下）", "", "寅县总工会"),
        ("丑县总工会：990102/2018-00002（撤销）", "推荐条件经复核不符，撤销。", "丑县总工会"),
        ("子县总工会：2017年度工会经费“收支”情况（更正）", "支出漏记500元，现予更正。", "子县总工会"),
    ]
