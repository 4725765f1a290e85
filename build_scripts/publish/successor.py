"""The theme's successor (Zensical) renders the tree of the last build; whatever it leaves out without a word is told here."""

import shutil
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from build_scripts.publish.rendered import take
from build_scripts.publish.rendering import RenderError, pinned, run
from build_scripts.publish.shell import Shells
from build_scripts.publish.slots import slots
from build_scripts.publish.workspace import Workspace, lay_out

_ANY_DAY = date(2000, 1, 1)


def render(work: Workspace, python: Path) -> None:
    """Render `work.docs` into `work.rendered` with the interpreter whose environment holds Zensical.

    Raises:
        RenderError: it told a warning or an error, or as `check`.
    """
    command = [str(python.absolute()), "-m", "zensical", "build", "--strict", "--clean", "-f", str(work.configuration.resolve())]
    run(command, work.root, pinned(_ANY_DAY))
    check(work)


def check(work: Workspace) -> None:
    """Compare what was rendered with what was staged, because this renderer drops what it does not know without a word.

    Raises:
        RenderError: a page or a slot is lost.
        ShellError: a shell is lost or cannot be cut.
    """
    rendered = take(work.rendered)
    for source in sorted(work.docs.rglob("*.md")):
        path = source.relative_to(work.docs).with_suffix(".html").as_posix()
        if not (work.rendered / path).is_file():
            raise RenderError(f"page lost: {path}")
        lost = set(slots(source.read_text("utf-8"))) - set(slots((work.rendered / path).read_text("utf-8")))
        if lost:
            raise RenderError(f"{path}: slots lost: {sorted(lost)}")
    Shells.cut(rendered.shells, {"release": ""})


def main(arguments: Sequence[str]) -> int:
    """`python -m build_scripts.publish.successor WORKSPACE PYTHON`: render a copy of the workspace, keep the original."""
    root, python = (Path(argument) for argument in arguments)
    work = lay_out(root, root.with_name(f"{root.name}-successor"))
    shutil.copytree(Workspace(root).docs, work.docs, dirs_exist_ok=True)
    render(work, python)
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
