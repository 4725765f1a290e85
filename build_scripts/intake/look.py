"""A look at a file before it is handed in: what is to be mended, and where each of its rows would end."""

from build_scripts.declare import discover
from build_scripts.findings import Finding
from build_scripts.intake.base import base_of
from build_scripts.intake.receive import check_submission
from build_scripts.intake.submit import Folder
from build_scripts.merge.ledger import Ledger
from build_scripts.read.submission import read_submission


def check_file(name: str, data: bytes, folder: Folder) -> tuple[Ledger, list[Finding]]:
    """One file by itself, held against the registers: where each of its rows would end, and what is to be mended."""
    submission, told = read_submission(name, data, discover(), folder.demo)
    base = base_of(folder.data, folder.as_of, {raw.kind.name for raw in submission.tables})
    return check_submission(submission, told, base)
