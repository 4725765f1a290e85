"""The counter at which files are handed in: each is taken in and answered with a receipt."""

from collections.abc import Sequence
from dataclasses import dataclass

from build_scripts.findings import Finding
from build_scripts.intake.attach import Wish
from build_scripts.intake.look import untouched
from build_scripts.intake.page import receipt_page
from build_scripts.intake.receipt import Occasion, receipt
from build_scripts.intake.shelf import Shelf, put_all
from build_scripts.intake.submit import Folder, Taken, take, take_attached
from build_scripts.phrases import PROGRESS
from build_scripts.view.words import Words


@dataclass(frozen=True, slots=True)
class Counter:
    """Where files are taken in: the records, the shelf for originals and receipts, the words of receipts."""

    folder: Folder
    shelf: Shelf
    words: Words

    def records(self, name: str, data: bytes) -> tuple[Sequence[Finding], str]:
        """Take a file of records in; what is to be mended, and one line on how it ended."""
        return self._kept(name, data, take(name, data, self.folder))

    def attachment(self, name: str, data: bytes, wish: Wish) -> tuple[Sequence[Finding], str]:
        """Take an attachment in; what is to be mended, and one line on how it ended."""
        return self._kept(name, data, take_attached(name, data, wish, self.folder))

    def _kept(self, name: str, data: bytes, taken: Taken) -> tuple[Sequence[Finding], str]:
        earlier = self.shelf.receipts()
        given = receipt(taken, len(data), Occasion(self.folder.as_of.isoformat(), earlier))
        before = next((each for each in reversed(earlier) if each["sha256"] == given["sha256"]), None)
        if before and before["rows"] == given["rows"]:
            return taken.findings, PROGRESS["again"].format(file=given["file"], number=before["number"], page=self.shelf.page(before))
        self.shelf.keep_original(
            name, data, given
        )  # in this order, so that no record is without its original and no receipt without its records
        put_all(self.folder.data, taken.files)
        page = self.shelf.keep_receipt(given, receipt_page(given, self.words))
        idle = untouched(taken.received.submission.untouched)
        told = {name: f"{number:,}" for name, number in (*given["counts"].items(), ("kept", given["kept"]))}
        return taken.findings, PROGRESS["received"].format(**told, number=given["number"], file=given["file"], page=page, untouched=idle)
