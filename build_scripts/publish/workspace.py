"""A workspace mirrors the parts of the project that a renderer needs, so that mkdocs.yml is used as it stands and never written by us."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock

CONFIGURATION = "mkdocs.yml"
OVERRIDES = Path("site_theme/overrides")


@dataclass(frozen=True, slots=True)
class Workspace:
    """One build's folder: `docs` is what the renderer reads, `rendered` what it wrote."""

    root: Path

    @property
    def configuration(self) -> Path:
        """The copy of mkdocs.yml."""
        return self.root / CONFIGURATION

    @property
    def docs(self) -> Path:
        """Where the staged Markdown goes (`docs_dir`)."""
        return self.root / "build" / "docs"

    @property
    def rendered(self) -> Path:
        """Where the renderer writes (`site_dir`)."""
        return self.root / "build" / "rendered"


@contextmanager
def workspace(project: Path, root: Path) -> Iterator[Workspace]:
    """An empty workspace at `root`, held until the block ends; a second build with the same root waits its turn.

    Args:
        project: the folder that holds mkdocs.yml and site_theme/.
        root: the folder to use; what an earlier build left there is removed. It stays afterwards, for the successor and for a look.

    Raises:
        ValueError: `root` holds something that is not a workspace, which we will not delete.
    """
    root.parent.mkdir(parents=True, exist_ok=True)
    with FileLock(root.with_name(f"{root.name}.lock")):
        yield lay_out(project, root)


def lay_out(project: Path, root: Path) -> Workspace:
    """Empty `root` and copy the configuration and the theme overrides of `project` into it; raises ValueError as `workspace` does."""
    if root.is_dir() and any(root.iterdir()) and not (root / CONFIGURATION).is_file():
        raise ValueError(f"not a workspace, so not emptied: {root}")
    shutil.rmtree(root, ignore_errors=True)
    work = Workspace(root)
    work.docs.mkdir(parents=True)
    shutil.copyfile(project / CONFIGURATION, work.configuration)
    shutil.copytree(project / OVERRIDES, root / OVERRIDES)
    return work
