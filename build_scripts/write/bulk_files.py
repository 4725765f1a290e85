"""The bulk files of an edition as tasks: whole tables, parts of them by place and year, the database, the API."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial
from itertools import chain

from build_scripts.bulk import api, database
from build_scripts.bulk.part_files import part_files
from build_scripts.bulk.parts import Part, Partition, partition, year_stem
from build_scripts.bulk.promise import Change
from build_scripts.bulk.table import FLAG, Download, Fact
from build_scripts.bulk.whole import files
from build_scripts.view.edition import Edition
from build_scripts.view.figure import plain
from build_scripts.write.output import Output, Stream
from build_scripts.write.tables import facts, source_field, source_of

_LONG = 50_000
"""Rows from which each form of a table is a task of its own."""

Task = Callable[[], Iterable[Output]]


@dataclass(frozen=True)
class Bulk:
    """Everything to download: `tables` are the records of every kind and the statistics, `changes` the changelog of the API."""

    edition: Edition
    tables: Sequence[Download]
    changes: Sequence[Change]

    @cached_property
    def partitions(self) -> Mapping[str, Partition]:
        """The parts of every kind, by its name."""
        federation = self.edition.federation
        return {name: partition(kind, federation.tables[name], self.edition.tree) for name, kind in federation.kinds.items()}

    @cached_property
    def records(self) -> Mapping[str, Download]:
        """The tables of records by kind."""
        return {table.name: table for table in self.tables if table.name in self.edition.federation.kinds}

    def tasks(self) -> list[Task]:
        """What needs the statistics, in tasks that may be done in any order, the long ones first; each makes its files one by one."""
        return [self._database, *self._wholes([table for table in self.tables if table.name not in self.records]), self._api]

    def of_records(self) -> list[Task]:
        """What needs the records alone, in tasks of the same sort: the whole tables, the parts of them by place and year."""
        federation = self.edition.federation
        parts = [
            partial(
                part_files, self.records[name], found, block, source_field(federation.kinds[name]), self._teller(name), federation.as_of
            )
            for name, found in self.partitions.items()
            for block in found.blocks()
        ]
        years = [partial(self._year, name, year) for name, found in self.partitions.items() for year in found.years]
        return [*self._wholes(list(self.records.values())), *parts, *years]

    def _wholes(self, tables: Sequence[Download]) -> list[Task]:
        long = [table for table in tables if len(table.rows) > _LONG]
        forms = [partial(files, table, [suffix]) for table in long for suffix in table.suffixes]
        return [*forms, partial(self._short, [table for table in tables if len(table.rows) <= _LONG])]

    def _database(self) -> Iterator[Output]:
        yield Stream(database.PATH, partial(database.pieces, self.tables, self.about))

    def _short(self, tables: Sequence[Download]) -> Iterator[Output]:
        return chain.from_iterable(files(table, table.suffixes) for table in tables)

    def _year(self, name: str, year: str) -> Iterator[Output]:
        """The records of a year in the whole province; as a workbook too where they are few."""
        edition, table = self.edition, self.records[name]
        cites = source_field(edition.federation.kinds[name])
        rows = table.rows.iloc[self.partitions[name].rows_of(year)]
        codes = {code for cell in rows[cites].dropna().unique() for code in cell.split()} if cites else ()
        title, note = f"{table.title} · {year_text(edition, year)}", table.note if rows[FLAG].any() else ""
        about = facts(edition, title, source_of(edition, table, codes), note)
        told = replace(table, name=f"{name}/{year_stem(year)}", title=title, rows=rows, note=note, facts=about)
        return files(told, ["xlsx", "csv"] if told.workbook else ["csv"])

    def _api(self) -> Iterator[Output]:
        kinds, names = self.edition.federation.kinds, self.edition.headings["unit"]
        yield api.index(self.about, self.tables, self.partitions, self.changes)
        yield api.changelog(self.changes)
        yield from api.schemas(self.tables, kinds)
        for name, found in self.partitions.items():
            yield api.kind_index(self.records[name], found, names, self.edition.federation.as_of)

    @property
    def about(self) -> Mapping[str, str]:
        """What is said of the whole in machine-readable files."""
        federation, words = self.edition.federation, self.edition.words
        return {
            "title": str(federation.site["name"]),
            "publisher": str(federation.site["publisher"]),
            "description": str(federation.site["about"]),
            "as_of": federation.as_of,
            "nature": words("demo.download") if self.edition.has_demo else words("data.no_sample"),
            "promise": words("data.promise"),
        }

    def years(self, kind: str) -> tuple[str, str] | None:
        """The first and the last year of a kind's records; None where they state none."""
        found = sorted(part.year for part in self.partitions[kind].parts if part.year.isdecimal()) if kind in self.partitions else []
        return (found[0], found[-1]) if found else None

    def _teller(self, name: str) -> Callable[[Part, Sequence[str], bool], tuple[str, str, tuple[Fact, ...]]]:
        edition, table = self.edition, self.records[name]

        def tell(part: Part, sources: Sequence[str], demo: bool) -> tuple[str, str, tuple[Fact, ...]]:
            title = " · ".join(text for text in (table.title, edition.heading("unit", part.unit), year_text(edition, part.year)) if text)
            note = edition.words("demo.download") if demo else ""
            return title, note, facts(edition, title, source_of(edition, table, sources), note)

        return tell


def year_text(edition: Edition, year: str) -> str:
    """The year as a title of a part says it; the empty text for a part of all years."""
    return plain(edition.words.day(year)) if year.isdecimal() else edition.words("data.undated") if year else ""
