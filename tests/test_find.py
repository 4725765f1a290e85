"""Search finds everything and nothing else: the scripts of the page, run under node, beside an oracle that looks into every document."""

import random
import re
import shutil
import unicodedata
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from small_find import PROJECT, SCRIPTS, Oracle, ask, documents, write

from build_scripts.find.order import FACETS, ordered
from build_scripts.find.postings import DIGITS, FIELDS, postings
from build_scripts.find.records import LONG
from build_scripts.find.text import SKIPPED, plain, plain_points

QUERIES_OF_M6 = (  # noqa: SIM905  words for people to read
    "总工会 工会 职代会 女职工 厂务公开 职工代表大会 集体合同 五一劳动奖章 全国五一劳动奖章 工人先锋号 模范职工之家 送温暖 金秋助学 "
    "经费审查 工会经费 会员评家 评家 劳动竞赛 建会率 入会 困难职工 帮扶 武汉 武汉市 武汉市总工会 潜江市 恩施 远安县 省总 湖北省总工会 "
    "法律援助 民主管理 换届 经审 职工之家 劳模"
).split()
"""36 words of unions, as in the measurement M6 of which search engines miss which."""

PLACES = ("990100", "990101", "990102")
TEXTS = st.text(st.sampled_from("工会经费审查武汉市总A１ｂ〔〕…㎡\u3000 1.\n𠮷é"), max_size=12)


def every_page(folder: Path, query: str, **asked: Any) -> list[dict[str, Any]]:
    """All answers to a question, page by page."""
    first = ask(folder, [("search", {"query": query, **asked})])[0]
    rest = [("search", {"query": query, **asked, "page": page}) for page in range(2, (first["pages"] if first else 0) + 1)]
    return [first, *ask(folder, rest)] if rest else [first]


def addresses(answers: Sequence[dict[str, Any]]) -> list[str]:
    """What was found, each once, what has the query as its name first."""
    return list(dict.fromkeys(one["address"] for each in answers for one in [*each["direct"], *each["results"]]))


def substrings(text: str) -> Iterator[str]:
    """All of two signs or more, blanks at the ends left out."""
    for start in range(len(text)):
        for end in range(start + 2, len(text) + 1):
            if len(plain(text[start:end])) > 1:
                yield text[start:end]


@pytest.fixture(scope="module")
def demo() -> pd.DataFrame:
    """Every disclosure, organisation and honour of the demonstration data."""
    rows: list[dict[str, Any]] = []
    told = {
        "索引号": "code",
        "标题": "title",
        "内容概述": "body",
        "发布机构": "by",
        "文号": "beside",
        "所属单位": "unit",
        "公开事项": "item",
    }
    told |= {
        "公开日期": "on",
        "公开方式": "state",
        "组织代码": "code",
        "组织名称": "title",
        "荣誉代码": "code",
        "称号": "title",
        "年度": "on",
    }
    told |= {"隶属单位": "unit", "受奖名称": "body", "授予单位": "by", "级别": "level"}
    for kind in ("disclosure", "organisation", "honour"):
        for path in sorted((PROJECT / "data/demo" / kind).glob("*.csv")):
            table = pd.read_csv(path, dtype=str, keep_default_na=False)  # noqa: TID251  the test reads for itself
            rows += table.rename(columns=told)[[told[name] for name in table.columns if name in told]].assign(sort=kind).to_dict("records")
    return documents(rows)


@pytest.fixture(scope="module")
def folder(demo: pd.DataFrame, tmp_path_factory: pytest.TempPathFactory) -> Path:
    found = tmp_path_factory.mktemp("demo")
    write(found, demo)
    return found


def held_pairs(table: pd.DataFrame) -> dict[str, set[int]]:
    """Of every two signs that stand side by side, the numbers of the documents in which they do, told without our index."""
    found = defaultdict(set)
    for number, row in enumerate(ordered(table).rows.to_dict("records")):
        for field in FIELDS:
            for first, second in pairwise(plain(row[field])):
                found[first + second].add(number)
    return found


def test_every_two_signs_of_every_record_of_the_demo_set_lead_to_exactly_the_documents_that_hold_them(
    demo: pd.DataFrame, folder: Path
) -> None:
    """Recall 1.00: a word is looked for by some of its pairs, so a document that holds the word holds them, and each leads to it."""
    expected = held_pairs(demo)
    assert len(demo) > 7000
    told = ask(folder, [("pair", pair) for pair in expected])
    assert [pair for pair, numbers in zip(expected, told, strict=True) if set(numbers) != expected[pair]] == []


def test_substrings_of_any_length_are_found_and_nothing_else(demo: pd.DataFrame, folder: Path) -> None:
    """Whole questions, all pages: substrings drawn from all fields of all records, of which those with at most 400 hits are counted out."""
    draw, oracle = random.Random(7), Oracle(demo)
    rows = draw.choices(demo.to_dict("records"), k=200)
    words = list(dict.fromkeys(draw.choice(list(substrings(row[draw.choice(FIELDS)])) or ["工会"]) for row in rows))
    expected = {word: {row["address"] for row in oracle.holding(parts(word))} for word in words}
    few = [word for word in words if len(expected[word]) <= 400]
    assert len(few) > 40
    for word, first in zip(words, ask(folder, [("search", {"query": word}) for word in words]), strict=True):
        assert set(addresses([first])) <= expected[word], word
        assert first["total"] >= len(expected[word]), word
        assert first["total"] == len(expected[word]) or not first["exact"], word
    for word in few[:20]:
        assert set(addresses(every_page(folder, word))) == expected[word], word


def parts(query: str) -> list[str]:
    """The words of a query, told without our script: pieces of one sign belong to what stands before them, or after."""
    pieces = [plain(piece) for piece in re.split(f"[{''.join(map(re.escape, map(chr, sorted(SKIPPED))))}]+", query) if plain(piece)]
    words: list[str] = []
    for piece in pieces:
        if words and (len(piece) < 2 or len(words[-1]) < 2):
            words[-1] += piece
        else:
            words.append(piece)
    return words


@pytest.mark.parametrize("query", QUERIES_OF_M6)
def test_words_of_unions_are_found_in_every_record_that_holds_them(query: str, demo: pd.DataFrame, folder: Path) -> None:
    expected = {row["address"] for row in Oracle(demo).holding([query])}
    first = ask(folder, [("search", {"query": query})])[0]
    assert first["total"] >= len(expected)
    assert first["total"] == len(expected) or not first["exact"]
    assert set(addresses([first])) <= expected
    assert bool(first["results"]) == bool(expected)


def test_counts_of_facets_are_the_oracles_whatever_is_chosen(demo: pd.DataFrame, folder: Path) -> None:
    oracle = Oracle(demo)
    for query, chosen in (
        ("经费", {}),
        ("经费", {"year": "2017"}),
        ("工会", {"item": "D05", "state": "公开"}),
        ("公司", {"sort": "organisation"}),
    ):
        told = ask(folder, [("search", {"query": query, "chosen": chosen})])[0]
        assert told["exact"]
        assert told["total"] == len(oracle.holding([query], **chosen))
        for facet in FACETS:
            others = {name: code for name, code in chosen.items() if name != facet}
            rows = oracle.holding([query], **others)
            expected = Counter(row["on"][:4] if facet == "year" else row[facet] for row in rows)
            assert {each["code"]: each["count"] for each in told["facets"][facet]} == {code: n for code, n in expected.items() if code}, (
                facet
            )


def test_answers_come_from_the_newest_or_the_oldest_those_without_date_last(demo: pd.DataFrame, folder: Path) -> None:
    for oldest in (False, True):
        answers = every_page(folder, "示例第0496", oldest=oldest)
        days = [one["on"] for each in answers for one in each["results"]]
        dated = [day for day in days if day]
        assert len(dated) >= 3
        assert dated == sorted(dated, reverse=not oldest)
        assert days[: len(dated)] == dated
        many = ask(folder, [("search", {"query": "经费", "oldest": oldest, "page": page}) for page in range(1, 30)])
        days = [one["on"] for each in many for one in each["results"]]
        expected = sorted((row["on"] for row in Oracle(demo).holding(["经费"]) if row["on"]), reverse=not oldest)
        assert days == expected[: len(days)]
        assert len(days) == 290


def test_pages_hold_ten_each_and_every_answer_stands_on_one_of_them(demo: pd.DataFrame, folder: Path) -> None:
    answers = every_page(folder, "换届")
    found = [one["address"] for each in answers for one in each["results"]]
    assert len(found) == len(set(found)) == len(Oracle(demo).holding(["换届"])) > 10
    assert {len(each["results"]) for each in answers[:-1]} == {10}


def test_a_code_and_a_name_lead_to_what_has_them_first(demo: pd.DataFrame, folder: Path) -> None:
    union = demo.loc[demo["code"] == "demo-o00001", "title"].iloc[0]
    names = [("420100/2018-00001", "code"), ("demo-o00001", "code"), (union, "title")]
    for (query, field), told in zip(names, ask(folder, [("search", {"query": query}) for query, _ in names]), strict=True):
        assert [one[field] for one in told["direct"]] == [query]


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.tuples(TEXTS, TEXTS, TEXTS, st.sampled_from(("", "2018", "2018-03", "2018-03-05", "2017-12-31"))), min_size=1, max_size=6)
)
def test_every_substring_of_any_text_is_found(tmp_path: Path, rows: list[tuple[str, str, str, str]]) -> None:
    table = documents([{"title": title, "body": body, "beside": beside * 60, "on": on} for title, body, beside, on in rows])
    shutil.rmtree(tmp_path / "find", ignore_errors=True)
    write(tmp_path, table)
    queries = list(dict.fromkeys(part for texts in rows for text in texts[:3] for part in substrings(text)))[:400]
    oracle = Oracle(table)
    for query, told in zip(queries, ask(tmp_path, [("search", {"query": query}) for query in queries]), strict=True):
        assert set(addresses([told])) == {row["address"] for row in oracle.holding(parts(query))}, query
        assert told["exact"] or told["total"] > 30


@pytest.mark.parametrize(
    ("query", "most"),
    [
        ("经费", 3),
        ("工会", 3),
        ("换届", 4),
        ("工会经费收支情况", 4),
        ("420100/2018-00001", 4),
        ("示例第000001号食品有限公司工会委员会", 4),
        ("示例第0496", 4),
        ("2018 第1796号", 4),
        ("没有这个词", 2),
    ],
)
def test_a_first_question_waits_for_few_answers_one_after_the_other(query: str, most: int, demo: pd.DataFrame, folder: Path) -> None:
    """What the index says of itself; pairs of signs and look-ups; days, or more pairs; records. Each wave waits for the one before."""
    told = ask(folder, [("waves", {"query": query})])[0]
    assert told["waves"][0] == ["index.jz", "runs.nz"]
    assert len(told["waves"]) <= most, told["waves"]
    assert sum(map(len, told["waves"])) <= 45
    assert len({name for wave in told["waves"] for name in wave}) == sum(map(len, told["waves"])), "nothing is asked for twice"
    assert told["total"] >= len(Oracle(demo).holding(parts(query)))


def test_text_that_is_not_shown_is_searched_however_long(tmp_path: Path) -> None:
    long = "无关的话" * LONG + "年度工会经费收支审查结论"
    write(tmp_path, documents([{"title": "公告", "beside": long}, {"title": "收支审查", "beside": "另一件"}]))
    told = ask(tmp_path, [("search", {"query": word}) for word in ("经费收支审查", "收支审查", "收审")])
    assert [sorted(addresses([each])) for each in told] == [["records/0.html"], ["records/0.html", "records/1.html"], []]


def test_words_mean_what_the_synonyms_say(tmp_path: Path) -> None:
    rows = [{"title": "中华全国总工会文件"}, {"title": "全总部署"}, {"title": "远安县总工会"}, {"title": "远安总工会"}]
    write(tmp_path, documents(rows), {"全总": ["中华全国总工会"], "省总": ["湖北省总工会"], "远安": ["远安县"]})
    told = ask(tmp_path, [("search", {"query": word}) for word in ("全总", "远安总工会", "远安县总工会", "全总 经费", "省总")])
    found = [sorted(each["address"][8] for each in [*one["direct"], *one["results"]]) for one in told]
    assert found == [["0", "1"], ["2", "3"], ["2"], [], []]
    assert told[0]["words"] == [["全总", "中华全国总工会"]]
    assert told[4]["words"] == [["省总"]], "what is meant holds the word itself"


def test_a_single_sign_is_no_question_and_joins_its_neighbour(tmp_path: Path) -> None:
    words = ask(None, [("wordsOf", query) for query in ("工", " ", "", "工 会", "经费 审", "第 ３ 号", "Ａb 工会", "工会 工会")])
    assert words == [[], [], [], ["工会"], ["经费审"], ["第3号"], ["ab", "工会"], ["工会"]]
    write(tmp_path, documents([{"title": "工会"}]))
    assert ask(tmp_path, [("search", {"query": "工"})]) == [None]


def test_program_and_page_compare_every_sign_alike() -> None:
    signs = [chr(point) for point in range(0x110000) if unicodedata.category(chr(point)) not in ("Cn", "Cs", "Co")]
    lines = ["".join(signs[start : start + 4096]) for start in range(0, len(signs), 4096)]
    told = ask(None, [("plain", line) for line in lines])
    assert [told[place] == plain(line) for place, line in enumerate(lines)] == [True] * len(lines)
    points, owners = plain_points(lines)
    assert ["".join(map(chr, points[owners == place])) for place in range(len(lines))] == told


def test_marks_stand_on_what_was_looked_for() -> None:
    asked = [
        ("二〇一八年ＡＢ工 会经费", ["ab工会"], 100),
        ("前" * 50 + "工会" + "后" * 50, ["工会"], 30),
        ("𠮷工会", ["工会", "会"], 9),
        ("甲", [""], 9),
    ]
    told = ask(None, [("pieces", {"text": text, "needles": needles, "most": most}) for text, needles, most in asked])
    assert [[piece["text"] for piece in pieces if piece["found"]] for pieces in told] == [["ＡＢ工 会"], ["工会"], ["工会"], []]
    assert "".join(piece["text"] for piece in told[1]) == "…" + "前" * 20 + "工会" + "后" * 8 + "…"
    assert ["".join(piece["text"] for piece in told[place]) for place in (0, 2, 3)] == [asked[0][0], "𠮷工会", "甲"]


def test_files_of_two_editions_are_not_mixed(tmp_path: Path) -> None:
    write(tmp_path / "old", documents([{"title": "工会经费"}]))
    write(tmp_path / "new", documents([{"title": "工会经费"}, {"title": "甲"}]))
    shutil.copytree(tmp_path / "old/find/words", tmp_path / "new/find/words", dirs_exist_ok=True)
    with pytest.raises(AssertionError, match="Renewed"):
        ask(tmp_path / "new", [("search", {"query": "工会"})])


def test_same_documents_give_the_same_bytes_and_addresses_stay_on_the_site(tmp_path: Path) -> None:
    table = documents([{"title": "工会", "on": "2018-01-02"}, {"title": "经费", "unit": PLACES[1]}])
    assert write(tmp_path / "a", table) == write(tmp_path / "b", table)
    for address in ("//evil.example/", "javascript:alert(1)", "https://evil.example/", "/etc", "a b.html"):
        with pytest.raises(ValueError, match="not an address"):
            write(tmp_path / "c", table.assign(address=address))


def test_an_index_of_nothing_answers_that_there_is_nothing(tmp_path: Path) -> None:
    write(tmp_path, documents([]))
    told = ask(tmp_path, [("search", {"query": "工会"})])[0]
    assert (told["total"], told["results"], told["pages"], told["exact"]) == (0, [], 0, True)


def test_a_posting_that_lacks_a_document_is_noticed(demo: pd.DataFrame) -> None:
    """The comparison above, on an index from which one document was taken out of one posting."""
    rows = demo.head(500)
    expected = held_pairs(rows)
    found = dict(postings(ordered(rows).rows))
    assert len([key for key in found if key & (1 << 21) - 1 < DIGITS]) == len(expected)
    spoiled = ordered(rows.assign(title=["工会" if place == 250 else title for place, title in enumerate(rows["title"])])).rows
    changed = {key for key, data in postings(spoiled) if found.get(key) != data}
    assert changed


def test_a_planted_defect_in_the_page_is_caught(tmp_path: Path) -> None:
    """With a script that reads runs one short, a document is missed; so the tests above see what the script does."""
    shutil.copytree(SCRIPTS, tmp_path / "find")
    sets = tmp_path / "find/sets.mjs"
    text = sets.read_text("utf-8")
    assert text.count("numbers.next() + 2") == 1
    sets.write_text(text.replace("numbers.next() + 2", "numbers.next() + 1"), "utf-8")
    table = documents([{"title": "工会经费"}] * 5)
    write(tmp_path / "site", table)
    sound, spoiled = (ask(tmp_path / "site", [("pair", "工会")], scripts)[0] for scripts in (SCRIPTS, tmp_path / "find"))
    assert sound == [0, 1, 2, 3, 4]
    assert spoiled == [0, 1, 2, 3]


def test_a_dropped_posting_is_caught(tmp_path: Path) -> None:
    """The shard of 经费 without its postings: the oracle's comparison fails."""
    table = documents([{"title": "工会经费"}, {"title": "工会"}])
    files = write(tmp_path, table)
    shard = files["find/words/0.nz"]
    (tmp_path / "find/words/0.nz").write_bytes(shard[:4] + zlib.compress(b"\0"))
    assert ask(tmp_path, [("pair", "经费")]) == [[]] != [list(held_pairs(table)["经费"])]
