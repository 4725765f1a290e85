"""Files of a site folder as sorted relative paths."""

import os
from pathlib import Path


def files_below(site: Path) -> tuple[dict[str, int], list[str]]:
    """Size in bytes of each regular file by path, ascending; and the paths of whatever is neither file nor folder (links, sockets)."""
    sizes: dict[str, int] = {}
    strange: list[str] = []
    pending = [("", site)]
    while pending:
        prefix, folder = pending.pop()
        with os.scandir(folder) as entries:
            for entry in entries:
                path = f"{prefix}{entry.name}"
                if entry.is_dir(follow_symlinks=False):
                    pending.append((f"{path}/", Path(entry.path)))
                elif entry.is_file(follow_symlinks=False):
                    sizes[path] = entry.stat(follow_symlinks=False).st_size
                else:
                    strange.append(path)
    return dict(sorted(sizes.items())), sorted(strange)
