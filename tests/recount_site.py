"""What a built site shows, held against the records and the ledger (see `recount`); it shares no code with the program it checks."""

import csv
import io
import json
import re
import zipfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import unescape
from html.parser import HTMLParser
from typing import Any, NamedTuple

Pairs = Sequence[tuple[Any, Any]]
"""Lines of the ledger, each with its record (see `recount`)."""

_SAID_ANYWAY = re.compile(r"[\d\W_年月日季度一二三四]")  # dates and figures
_SHORTEST = 6
_PORTAL = ("disclosure", "organisation")
"""Kinds whose records stand on pages of unions, with others, and not in tables below records/."""

_INDEX_NUMBER = re.compile(r"[0-9A-Za-z-]+/\d{4}-\d{5}")
"""All that remains to be told of a disclosure that is gone."""

_TOLD_AS_BEFORE = {("W306", "disclosure")}
"""Earlier versions of disclosures: what was corrected or revised stands beside what it is now."""

_NOT_TOLD = frozenset({"密级", "审核环节", "版本"})
"""What every published disclosure says alike, or says of itself in other words."""


class Table(NamedTuple):
    """One download of records: names and titles of its columns, and its rows."""

    titles: Sequence[str]
    names: Sequence[str]
    rows: Sequence[Sequence[Any]]


class Page(HTMLParser):
    """What a page shows: all its texts, the rows of its tables, its list of fields by title, and the texts of each article by its id."""

    def __init__(self, content: bytes) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.rows: list[dict[str, str]] = []
        self.fields: dict[str, str] = {}
        self.articles: dict[str, list[str]] = {}
        self.gone: set[str] = set()
        self._article = ""
        self._heads: list[str] = []
        self._cells: list[str] = []
        self._open = False
        self.feed(content.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A cell begins; a span in it is a mark."""
        self.texts += [value for _, value in attrs if value]
        if tag == "article" and (name := dict(attrs).get("id")):
            self._article = name
            self.articles[name] = []
            self.gone |= {name} if "gk-gone" in (dict(attrs).get("class") or "").split() else set()
        if tag in ("th", "td", "dt", "dd"):
            self._cells.append("")
        self._open = tag in ("th", "td", "dt", "dd") or (self._open and tag != "span")

    def handle_data(self, data: str) -> None:
        """A text, perhaps of the cell that is open."""
        self.texts.append(data)
        if self._article:
            self.articles[self._article].append(data)
        if self._open:
            self._cells[-1] += data

    def handle_endtag(self, tag: str) -> None:
        """A cell, row or field is complete."""
        self._open = self._open and tag not in ("th", "td", "dt", "dd")
        self._article = "" if tag == "article" else self._article
        if tag == "thead":
            self._heads, self._cells = self._cells, []
        elif tag == "dd":
            self.fields |= [self._cells[-2:]]
            self._cells = []
        elif tag == "tr" and len(self._cells) == len(self._heads) > 0:
            self.rows.append(dict(zip(self._heads, self._cells, strict=True)))
            self._cells = []


def disagreements(counted: Iterable[Any], lines: Sequence[Any], site: Mapping[str, bytes]) -> Iterator[str]:
    """Where the site does not show exactly the published records, or shows anything of another one."""
    waiting = defaultdict(list)
    for record in counted:
        waiting[record.file, record.line].append(record)
    pairs = [(line, waiting[line.file, line.line].pop(0)) for line in lines if line.line]
    shown = [pair for pair in pairs if pair[0].state == "公开"]
    yield from _summed(lines, site)
    tables = dict(_tables(site))
    meanings = Meanings(tables)
    for kind in sorted(tables.keys() | {_kind(line) for line, _ in shown}):
        yield from _downloaded(kind, tables.get(kind), [record for line, record in shown if _kind(line) == kind], site, meanings)
    pages = {path: Page(content) for path, content in site.items() if path.endswith(".html")}
    yield from _paged([pair for pair in shown if _kind(pair[0]) not in _PORTAL], pages, meanings)
    yield from _told([pair for pair in shown if _kind(pair[0]) in _PORTAL], pages, meanings)
    stopped = [record for line, record in pairs if line.state != "公开" and (line.code, _kind(line)) not in _TOLD_AS_BEFORE]
    yield from _leaked(stopped, shown, site, pages)


def bare(cell: str) -> str:
    """A cell of a CSV file as it was before a spreadsheet was kept from taking it for a formula."""
    return re.sub(r"^'(?='*[=+\-@\t\r＝＋－＠])", "", cell)


def _summed(lines: Sequence[Any], site: Mapping[str, bytes]) -> Iterator[str]:
    """What the site tells of each file must be the sums of the ledger."""
    states = {"公开": "published", "暂不公开": "withheld", "退回": "rejected"}
    sums = Counter((line.file, states[line.state]) for line in lines)
    told = Counter({(file["file"], state): file[state] for file in json.loads(site["ledger.json"])["files"] for state in states.values()})
    yield from (f"ledger.json: {file}: {state} {told[file, state]}, not {sums[file, state]}" for file, state in sums | told if sums != told)


def _kind(line: Any) -> str:
    return str(line.file.removeprefix("demo/").split("/")[0])


def _tables(site: Mapping[str, bytes]) -> Iterator[tuple[str, Table]]:
    for path, content in site.items():
        name = re.fullmatch(r"downloads/(?!statistics-)(.+)\.json", path)
        if name:
            document = json.loads(content)
            told = [(column["title"], column["name"]) for column in document["columns"] if column["name"] != "data_nature"]
            yield name[1], Table(*map(list, zip(*told, strict=True)), [row[: len(told)] for row in document["rows"]])


class Meanings:
    """Which texts stand for which code: all that a record of a register says of itself may be shown or written for its code."""

    def __init__(self, tables: Mapping[str, Table]) -> None:
        self.said: dict[str, set[str]] = defaultdict(set)
        self.meant: dict[str, set[str]] = defaultdict(set)
        for kind, table in tables.items():
            for code, *texts in table.rows:
                said = {text for text in texts if isinstance(text, str)}
                said |= {f"{text}总工会" for text in said if kind == "unit"}
                self.said[code] |= said
                for text in said if kind in ("unit", "unit_alias", "indicator", "scope", "catalogue") else ():
                    self.meant[text].add(code)

    def value(self, text: str, among: set[Any]) -> Any:
        """The value that a column shows for a written text: the same, the same number, or the code that it names."""
        if text in among or not text:
            return text or None
        if re.fullmatch(r"-?\d+(\.\d+)?", text) and float(text) in among:
            return float(text)
        codes = self.meant[text] & among
        return codes.pop() if len(codes) == 1 else text

    def spoken(self, text: str, whole: str) -> bool:
        """Whether a written text is told somewhere in the words of a part of a page: as it is, as a date, as what its code stands for."""
        if not text or " ".join(text.split()) in whole:
            return True
        day = re.fullmatch(r"([12]\d{3})(?:-Q([1-4])|-(\d\d))?(?:-(\d\d))?", text)
        if day:
            year, quarter, month, date = day.groups()
            told = f"{year}年" + (f"{'一二三四'[int(quarter) - 1]}季度" if quarter else "") + (f"{int(month)}月" if month else "")
            return told + (f"{int(date)}日" if date else "") in whole
        if re.fullmatch(r"\d+", text) and f"{int(text):,}" in whole:
            return True
        return any(said in whole for code in {text} | self.meant[text] for said in self.said[code] if len(said) > 1)

    def agree(self, text: str, shown: str) -> bool:
        """Whether a page shows a written text: as it is, as a number with its unit, as a date, as what its codes stand for."""
        shown = shown.strip()
        plain = shown.replace(",", "")
        numbers = [int(number) for number in re.findall(r"\d+", text)]
        dated = [int(number) for number in re.findall(r"\d+", shown.translate(str.maketrans("一二三四", "1234")))]
        return (
            text.split() == shown.split()
            or bool(re.match(re.escape(text) + r"(?![\d.])", plain) and re.fullmatch(r"-?\d+(\.\d+)?", text))
            or bool(re.fullmatch(r"[12]\d{3}[-/Q\d]*", text) and numbers == dated)
            or any(shown in self.said[code] for code in {text} | self.meant[text])
            or bool(
                shown and re.fullmatch("、".join(f"(?:{'|'.join(map(re.escape, self.said[code]))})" for code in text.split(" ")), shown)
            )
        )


def _downloaded(kind: str, table: Table | None, records: Sequence[Any], site: Mapping[str, bytes], meanings: Meanings) -> Iterator[str]:
    """A download must hold the published records of its kind, each once, every cell of them and nothing else; so must its other forms."""
    if table is None:
        yield f"downloads/{kind}.json: is not there"
        return
    among = [{cell for row in table.rows for cell in [row[place]]} for place in range(len(table.names))]
    wanted: dict[tuple[Any, ...], list[Any]] = defaultdict(list)
    for record in records:
        named = {title if title in table.titles else table.titles[table.names.index(title)]: text for title, text in record.stated.items()}
        row = tuple(meanings.value(named.get(title, ""), values) for title, values in zip(table.titles, among, strict=True))
        wanted[row].append(record)
    given = Counter(tuple(row) for row in table.rows)
    for row, found in wanted.items():
        for record in found[given.pop(row, 0) :]:
            yield f"{record.file}:{record.line}: is published, but not in downloads/{kind}.json"
    yield from (f"downloads/{kind}.json: {row[0]} has no line in the ledger" for row in given.elements())
    spread = csv.reader(io.StringIO(site[f"downloads/{kind}.csv"].decode("utf-8-sig"), newline=""))
    rows = [[bare(cell) for cell in row[: len(table.names)]] for row in spread]
    if rows != [table.titles, *(["" if cell is None else str(cell) for cell in row] for row in table.rows)]:
        yield f"downloads/{kind}.csv: holds something else than the JSON"


def _paged(shown: Pairs, pages: Mapping[str, Page], meanings: Meanings) -> Iterator[str]:
    """Every published record is on the page that the ledger names, one of its own with all that it states; nothing else is on any."""
    of_records = {path: page for path, page in pages.items() if path.startswith("records/")}
    left = {path: [page.fields] if page.fields else list(page.rows) for path, page in of_records.items()}
    listed: Counter[str] = Counter()
    for path, page in of_records.items():
        listed[re.split(r"[/.]", path)[1]] += 0 if page.fields else len(page.rows)
    listed.subtract(_kind(line) for line, _ in shown)
    yield from (f"records/{kind}.html: lists {count:+} records" for kind, count in sorted(listed.items()) if count)
    for line, record in shown:
        here = left.get(line.page, [])
        least = len(record.stated) if here and of_records[line.page].fields else 0
        whole = (row for row in here if len(row) >= least)
        found = next((row for row in whole if all(meanings.agree(record.stated.get(title, ""), row[title]) for title in row)), None)
        if found is None:
            yield f"{line.file}:{line.line}: is published, but not on {line.page}"
        else:
            here.remove(found)
    yield from (f"{path}: has no line in the ledger" for path, rows in sorted(left.items()) if of_records[path].fields and rows)


def _told(shown: Pairs, pages: Mapping[str, Page], meanings: Meanings) -> Iterator[str]:
    """Every disclosure is an article at the address that the ledger names, and every union a page, each with all that it states.

    No other article stands on any page, but for those that say that something is gone.
    """
    known = {(path, name) for path, page in pages.items() if path.startswith("union/") for name in page.articles.keys() - page.gone}
    for line, record in shown:
        path, _, name = line.page.partition("#")
        page = pages.get(path)
        texts = page.articles.get(name, []) if page and name else page.texts if page else []
        whole = " ".join(" ".join(texts).split())
        lost = [title for title, text in record.stated.items() if title not in _NOT_TOLD and not meanings.spoken(text, whole)]
        if lost or not whole:
            yield f"{line.file}:{line.line}: is published, but not on {path} ({'、'.join(lost)})"
        known.discard((path, name))
    yield from (f"{path}#{name}: has no line in the ledger" for path, name in sorted(known))


def _leaked(stopped: Sequence[Any], shown: Pairs, site: Mapping[str, bytes], pages: Mapping[str, Page]) -> Iterator[str]:
    """No text that only an unpublished record states, nor its first cell, stands anywhere but in the samples of the dictionary."""
    spoken = {path: content for path, content in site.items() if not path.startswith(("dictionary/", "schema/"))}
    texts = {text for path in pages.keys() & spoken.keys() for text in pages[path].texts} | set(spoken)
    for path, content in spoken.items():
        texts.update(_strings(path, content))
    public = [text for _, record in shown for text in (record.file, *record.stated.values())] + [record.file for record in stopped]
    public += [text for page in pages.values() for name in page.gone for text in page.articles[name] if _INDEX_NUMBER.fullmatch(text)]
    firsts = {next(iter(record.stated.values()), "") for record in stopped} - set(public)
    own = {text for record in stopped for text in record.stated.values() if len(_SAID_ANYWAY.sub("", text)) >= _SHORTEST}
    own |= {first for first in firsts if len(first) > _SHORTEST}
    own -= _within(own, "\0".join(public))
    yield from (f"{text!r} is not to be published" for text in sorted(_within(own, "\0".join(texts)) | (firsts & texts)))


def _strings(path: str, content: bytes) -> Iterator[str]:
    """The texts of a file that is no page."""
    if path.endswith(".xlsx"):
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            sheets = [book.read(name).decode() for name in book.namelist() if name.endswith(".xml")]
        yield from (unescape(text) for sheet in sheets for text in re.findall(r"<t[^>]*>([^<]*)</t>", sheet))
    elif path.endswith(".csv"):
        yield from (cell for row in csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")) for cell in row)
    elif path.endswith((".json", ".geojson")):
        yield json.dumps(json.loads(content), ensure_ascii=False)
    elif path.endswith((".js", ".txt", ".xml", ".svg")):
        yield unescape(content.decode())


def _within(texts: Iterable[str], whole: str) -> set[str]:
    """Which of the texts stand in the whole one; all are looked for at once, by their beginnings."""
    lengths: dict[str, set[int]] = defaultdict(set)
    wanted = {text for text in texts if len(text) >= _SHORTEST}
    for text in wanted:
        lengths[text[:_SHORTEST]].add(len(text))
    begins = (place for place in range(len(whole)) if whole[place : place + _SHORTEST] in lengths)
    return {whole[place : place + length] for place in begins for length in lengths[whole[place : place + _SHORTEST]]} & wanted
