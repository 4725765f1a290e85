"""An attachment as a submission of one record: the file made anew, its text guarded, its disclosure looked up."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath

import pandas as pd

from build_scripts.declare import Kind
from build_scripts.findings import Finding
from build_scripts.guard.attachment import exposed
from build_scripts.intake.base import Base
from build_scripts.place import Place
from build_scripts.read.attachment import take_attachment
from build_scripts.read.attachment_folder import TEXT, place_of
from build_scripts.read.csv_text import TEXT as TEXT_TYPE
from build_scripts.read.raw import RawTable, RefusedFile, Trap
from build_scripts.read.sheet import Asides
from build_scripts.read.submission import Submission
from build_scripts.renew.attachment import Attachment

ATTACHMENT = "attachment"


@dataclass(frozen=True, slots=True)
class Wish:
    """What a sender says of an attachment: the index number of its disclosure, what readers shall call it, and who looked through it."""

    disclosure: str
    title: str
    reviewed_by: str


@dataclass(frozen=True, slots=True)
class _Whole:
    """The only record of a file that holds nothing else."""

    file: str

    def place(self, _row: int, _field: str = "") -> Place:
        """The file as a whole."""
        return Place(self.file)

    def lines(self) -> Sequence[int]:
        """No line."""
        return [0]


def read_attached(name: str, data: bytes, wish: Wish, base: Base, demo: bool) -> tuple[Submission, list[Finding], Mapping[str, bytes]]:
    """Read one attachment.

    Args:
        name: the file's name, as findings repeat it.
        data: its bytes.
        wish: what is said of it.
        base: the disclosures that are there.
        demo: whether it is invented.

    Returns:
        The submission of one record, its findings (see `take_attachment`; E084 no such disclosure; E085 the same file under another title;
        W320, W321, W324, why it may not be kept, are told when the record is checked), and the files to write if it is kept, by path
        below the data folder.
    """
    asides = Asides(texts=(PurePath(name).name,))
    made = take_attachment(name, data)
    fault = made if isinstance(made, Finding) else _homeless(name, wish, base) or _again(name, made, wish, base)
    if isinstance(made, Finding) or fault:
        refused = RefusedFile(ATTACHMENT, name, 1, fault.code if fault else "", frozenset())
        return Submission(name, (), (refused,), asides), [fault] if fault else [], {}
    place = place_of(made.name, demo)
    kind = base.kinds[ATTACHMENT]
    raw = RawTable(kind, name, _cells(kind, made, wish, base), _Whole(name), (), demo, _traps(name, made, wish, base))
    return Submission(name, (raw,), (), asides), [], {place: made.data, f"{place}{TEXT}": made.text.encode()}


def _homeless(name: str, wish: Wish, base: Base) -> Finding | None:
    """An attachment without its disclosure; it comes after it."""
    known = base.federation.tables["disclosure"]["index_number"]
    if (known == wish.disclosure).any():
        return None
    return Finding("E084", Place(name), {"found": wish.disclosure})


def _again(name: str, made: Attachment, wish: Wish, base: Base) -> Finding | None:
    """The same file under another title or seen by another reviewer: two records of one key would both be lost to readers."""
    for guarded in base.tables:
        raw = guarded.table.raw
        if raw.kind.name == ATTACHMENT:
            reviewers = raw.cells["reviewed_by"] if "reviewed_by" in raw.cells else [""] * len(raw.cells)
            for file, title, reviewer in zip(raw.cells["file"], raw.cells["title"], reviewers, strict=True):
                if file == made.name and (title, reviewer) != (wish.title, wish.reviewed_by):
                    return Finding("E085", Place(name), {"found": str(title), "file": raw.file})
    return None


def _cells(kind: Kind, made: Attachment, wish: Wish, base: Base) -> pd.DataFrame:
    disclosures = base.federation.tables["disclosure"].set_index("index_number")
    told = {
        "file": made.name,
        "disclosure": wish.disclosure,
        "title": wish.title,
        "pages": str(made.pages),
        "scanned": str(len(made.scanned)),
        "bytes": str(len(made.data)),
        "reviewed_by": wish.reviewed_by,
        "source": str(disclosures.loc[wish.disclosure, "source"]),
    }
    return pd.DataFrame({field.name: pd.array([told[field.name]], dtype=TEXT_TYPE) for field in kind.fields})


def _traps(name: str, made: Attachment, wish: Wish, base: Base) -> tuple[Trap, ...]:
    """Why the file may not be kept: its text exposes somebody or is marked as internal, or nobody looked through what no machine reads."""
    found = [Finding(code, Place(name), facts) for code, facts in exposed(made.text)]
    if made.scanned and not wish.reviewed_by:
        title = base.kinds[ATTACHMENT].field("reviewed_by").title
        found.append(Finding("W320", Place(name), {"pages": str(len(made.scanned)), "title": title}))
    return tuple(Trap(0, "", finding) for finding in found)
