"""Attachments in the site, copied as they lie in the data folder."""

import hashlib
from collections.abc import Iterator

from build_scripts.merge.federation import Federation
from build_scripts.read.attachment_folder import AttachmentFolder
from build_scripts.write.attachment_pages import file_path
from build_scripts.write.output import Output


def attachment_files(federation: Federation, folder: AttachmentFolder) -> Iterator[Output]:
    """Every published attachment, under `files/`, one at a time.

    Raises:
        ValueError: a file is no longer what it was when its record was guarded; somebody changed the data folder meanwhile.
    """
    rows = federation.tables["attachment"]
    for name, demo in zip(rows["file"], rows["_demo"], strict=True):
        data = folder.content(name, bool(demo))
        if data is None or hashlib.sha256(data).hexdigest() != name.partition(".")[0]:
            raise ValueError(f"{folder.place(name, bool(demo))} changed while the site was built")
        yield Output(file_path(name), data)
