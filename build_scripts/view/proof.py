"""The proof (依据) of one figure: how it is made, what it is held against, who submitted it, and where the record stands."""

from collections.abc import Iterator
from functools import cache

from build_scripts.derive.coverage import BELOW, MET, UNCLEAR
from build_scripts.derive.province_addends import ADDED, OTHER_SCOPE
from build_scripts.kinds.unit import COUNTY
from build_scripts.view.cited import Line, References, part_id
from build_scripts.view.figure import Anchor, Exemption, Fact, Figure, Link, Piece, Told, exempt, position, why
from build_scripts.view.headline import told_change, told_gap, told_reported
from build_scripts.view.proved import Addend, Proof
from build_scripts.view.quotient import computed, number_text
from build_scripts.view.standing import KEYS, told_outlook, told_since
from build_scripts.view.trace import Record

_MORE_DIGITS = 4
_TOTAL_DIGITS = 1
_DOWNLOAD = "downloads/observation.csv"
_NOTES = ("quote", "inferred", "note")


Parts = tuple[Fact | None, Fact | None, Fact | None]


def _fact(text: str, value: float | None) -> Fact:
    return Fact(text, number_text(value))


class Prover:
    """Proves the figures of one indicator."""

    def __init__(self, references: References, indicator: str) -> None:
        self.references = references
        self.edition = references.edition
        self.words = references.edition.words
        self.indicator = indicator
        self.about = {name: value or "" for name, value in self.edition.indicators[indicator].items()}
        self.says = self.words.section("why")
        self._day = cache(self.words.day)
        parts = ("numerator", "denominator")
        self._named = {f"{part}_name": self.about[part] for part in parts}
        self._named |= {f"{part}_unit": self.words.unit(self.about[f"{part}_unit"]) for part in parts}
        self._rounded = cache(lambda digits: self.words("why.places", digits=position(digits)) if digits else self.says["places_none"])
        self._aimed = cache(self._head)
        self._scoped = cache(self._scope)
        self._sourced = cache(self._source)

    def reported(self, row: Record) -> Proof:
        """The proof of a figure that a unit reported."""
        value = Fact(self.words.stated(row, "%"), number_text(row["value"]) or str(row["state"]))
        parts = self._parts(row)
        lines = (
            self._made(row, value, parts),
            self._aim(row, *self._gap(row)),
            *self._progress(row),
            *self._below(row),
            self._scoped(row["scope"], row["list_version"]),
            self._submission(row),
            self._sourced(row["source"], *((name, row[name]) for name in _NOTES if row[name])),
            self._record(row),
        )
        return _proof(row, (value, *parts), lines, ((), ""))

    def total(self, row: Record) -> Proof:
        """The proof of a sum of what others reported."""
        words, told = self.words, {**row, "bound": "=", "value_digits": _TOTAL_DIGITS, "list_version": None}
        value = _fact(words.percent(row["value"], _TOTAL_DIGITS) or words("home.none"), row["value"])
        gap = (
            (self.says["and_so"], Fact(told_gap(self.edition, row), number_text(row["gap_points"])))
            if row["value"] is not None and row["target"]
            else ()
        )
        parts = self._parts(row)
        change = Fact(told_change(self.edition, row, row["before"]), number_text(row["change_points"]))
        lines = (
            self._made(told, value, parts),
            self._aim(told, *gap),
            *((self._moved(row["before"]["period"], row["before"]["value"], change),) if change.text else ()),
            self._scoped(told["scope"], None),
            Line(self.says["reported"], (Fact(told_reported(self.edition, row), f"{row['units_reported']}/{row['units_expected']}"),)),
            *self._left_out(row),
            Line(self.says["source"], self.references.anchors("source", (row["sources"] or "").split())),
        )
        counted = words("why.addends", count=position(sum(part["role"] == ADDED for part in row["addends"])))
        return _proof(told, (value, *parts), lines, (tuple(self._addend(part) for part in row["addends"]), counted))

    def _parts(self, row: Record) -> Parts:
        """Numerator and denominator, apart and in one; nothing where one of them is not known."""
        if row["numerator"] is None or row["denominator"] is None:
            return None, None, None
        numerator, denominator = (_fact(self.words.exact(row[part]), row[part]) for part in ("numerator", "denominator"))
        return numerator, denominator, Fact(numerator.text + "/" + denominator.text, f"{numerator.value}/{denominator.value}")

    def _made(self, row: Record, value: Fact, parts: Parts) -> Line:
        """How the figure follows from numerator and denominator."""
        words, label = self.words, self.says["made"]
        if row["value"] is None:
            return Line(label, words.told("why.no_value", value=value))
        numerator, denominator, _ = parts
        if numerator is None or denominator is None or not row["denominator"]:
            return Line(label, words.told("why.no_parts", value=value))
        digits = row["value_digits"] or 0
        finer, exact = computed(row["numerator"], row["denominator"], digits + _MORE_DIGITS)
        facts: dict[str, Piece] = {
            "computed": exempt(Exemption.RECORD, words.rate(float(finer))),
            "sign": words("why.sign_exact" if exact else "why.sign_about"),
            "places": self._rounded(digits),
            "value": value,
            "numerator": numerator,
            "denominator": denominator,
        }
        return Line(label, words.told("why.quotient", **facts, **self._named) + words.told(_ending(row, digits, exact), **facts))

    def _aim(self, row: Record, *gap: Piece) -> Line:
        """The target in force, and how far the figure is from it."""
        label = self.says["target"]
        if not row["target"]:
            return Line(label, (self.says["aimless"],))
        head = self._aimed(row["target"], row["target_value"])
        if row["verdict"] not in (MET, *BELOW):
            return Line(label, (*head, self.says["unclear" if row["verdict"] == UNCLEAR else "undecided"]))
        return Line(label, (*head, row["verdict"], *gap, self.says["stop"]))

    def _head(self, code: str, value: float) -> Told:
        """The target as it is told of every figure that is held against it."""
        target = self.references.records["target"][code]
        said = Anchor(self.says["aim_said"], part_id("target", code))
        return self.words.told("why.aim", value=_fact(self.words.rate(value), value), said=said, test=target["test"])

    def _gap(self, row: Record) -> Iterator[Piece]:
        """How far a unit is from its target, in points and in how many more it needs."""
        if row["gap_points"] is None:
            return
        words, points = self.words, abs(row["gap_points"])
        digits = max(row["value_digits"] or 0, 1)
        yield self.says["and_so"]
        yield Fact(words.from_target(points, row["verdict"] == MET, digits), number_text(points))
        if row["gap_count"]:
            yield self.says["still"]
            yield _fact(words.number(row["gap_count"]) + words.unit(self.about["numerator_unit"]), row["gap_count"])

    def _progress(self, row: Record) -> Iterator[Line]:
        """How the figure moved, since when it misses its target, when it reaches it, and where it ranks; of comparable figures."""
        words, edition = self.words, self.edition
        if row["numerator"] is None:
            return
        if row["change_points"] is not None:
            yield self._moved(
                row["previous_period"], row["previous_value"], Fact(words.signed(row["change_points"]), number_text(row["change_points"]))
            )
        since = Fact(told_since(edition, row), number_text(row["below_periods"]))
        told = [fact for fact in (since, Fact(told_outlook(edition, row), row["projected_period"] or "")) if fact.text]
        if told:
            yield Line(self.says["course"], tuple(piece for fact in told for piece in (fact, self.says["stop"])))
        for place, level in (("", row["level"]), ("county_", COUNTY)):
            if row[f"{place}rank"] is not None:
                rank, ranked = row[f"{place}rank"], row[f"{place}ranked"]
                place_told = Fact(words("board.rank", rank=rank, ranked=ranked), f"{rank}/{ranked}")
                yield Line(self.says["rank"], words.told("why.rank_told", rank=place_told, level=level))

    def _below(self, row: Record) -> Iterator[Line]:
        """What the units below it add up to, beside what it reported itself."""
        if row["below"] is None:
            return
        words, sums = self.words, row["below"]
        numerator, denominator = sums["numerator_below"], sums["denominator_below"]
        text = words.fraction({"numerator": numerator, "denominator": denominator})
        told = Fact(text, f"{number_text(numerator)}/{number_text(denominator)}")
        counts = f"{sums['units_reported']}/{sums['units_expected']}"
        facts = {"sum": told, "reported": Fact(counts, counts)}
        yield Line(self.says["below_sum"], words.told("why.below_told", **facts, verdict=sums["verdict"]))

    def _moved(self, period: str, value: float, change: Fact) -> Line:
        before = exempt(Exemption.RECORD, self.words.rate(value))
        told = self.words.told("why.moved_told", period=self._day(period), value=before, change=change)
        return Line(self.says["moved"], told)

    def _scope(self, scope: str, version: str | None) -> Line:
        listed = (self.words("why.list_version", name=version),) if version else ()
        return Line(self.says["scope"], (*self.references.anchors("scope", [scope]), *listed))

    def _submission(self, row: Record) -> Line:
        """Who submitted it, under which name, when and how, and what it replaced."""
        words, unit = self.words, self.edition.heading("unit", row["unit"])
        day = self._day(row["submitted_on"])
        told = [words("why.submitted", unit=unit, day=day) if day else words("why.stated_of", unit=unit)]
        told += [row["method"]] if row["method"] else []
        told += [words("why.as_of", day=self._day(row["as_of"]))] if row["as_of"] else []
        if row["unit"] != row["place"]:
            told.append(words("why.renamed", old=unit, code=row["unit"], new=self.edition.heading("unit", row["place"])))
        if row["version"] and row["version"] > 1:
            places = self.says["and"].join(self._at(*place) for place in row["earlier"])
            version = words("why.version", version=position(row["version"]))
            told.append(version + (words("why.replaced", places=places) if places else ""))
        return Line(self.says["submission"], (self.says["comma"].join(told) + self.says["stop"],))

    def _source(self, source: str, *notes: tuple[str, str]) -> Line:
        told = (self.words(f"why.{name}", text=text) for name, text in notes)
        return Line(self.says["source"], (*self.references.anchors("source", [source]), *told))

    def _record(self, row: Record) -> Line:
        """Where it was submitted, and where anybody may read it."""
        published = Link(self.words("why.published", line=position(row["published_line"])), _DOWNLOAD)
        return Line(self.says["record"], (self._at(row["_file"], row["_line"]), self.says["comma"], published))

    def _at(self, file: str, line: int) -> str:
        return self.words("why.at", file=str(file), line=position(line))

    def _addend(self, part: Record) -> Addend:
        """One row of the sum; its figures lead to their own evidence."""
        edition, words, role = self.edition, self.words, part["role"]
        scope = edition.heading("scope", part["scope"])
        address = why(self.indicator, part["place"], part["period"])
        numerator, denominator = (Figure(words.exact(part[name]), address) for name in ("numerator", "denominator"))
        told = "" if role == ADDED else words("why.role_scope", scope=scope) if role == OTHER_SCOPE else str(role)
        name, href = edition.heading("unit", part["unit"]), edition.href("unit", part["place"])
        return Addend(name, href, numerator, denominator, told, part["_demo"])

    def _left_out(self, row: Record) -> Iterator[Line]:
        """Who is not in the sum, and why."""
        left: dict[str, list[str]] = {}
        for part in row["addends"]:
            left.setdefault(part["role"], []).append(self.edition.heading("unit", part["unit"]))
        for role, units in left.items():
            if role != ADDED:
                told: Told = (self.words("why.left_out_told", role=role, units=self.says["and"].join(units)),)
                yield Line(self.says["left_out"], told)


def _proof(row: Record, figures: tuple[Fact, *Parts], lines: tuple[Line, ...], addends: tuple[tuple[Addend, ...], str]) -> Proof:
    verdict = row["verdict"] if row["verdict"] in KEYS else ""
    return Proof(*figures, verdict, KEYS.get(verdict, ""), lines, *addends, row["_demo"])


def _ending(row: Record, digits: int, exact: bool) -> str:
    """How the computed rate and the stated one are told to go together."""
    rounded, whole = computed(row["numerator"], row["denominator"], digits)
    plainly = (row["bound"] or "=") == "="
    if not plainly or float(rounded) != row["value"]:
        return "why.quotient_stated"
    return "why.quotient_equal" if exact and whole else "why.quotient_rounded"
