"""MkDocs as a last step that can be replaced: staged Markdown in, HTML out."""

import sys
from datetime import date

from build_scripts.publish.rendering import pinned, run
from build_scripts.publish.workspace import Workspace


def render(work: Workspace, as_of: date) -> None:
    """Render `work.docs` into `work.rendered` in strict mode.

    Never with `-q`: quiet and strict together end with 0 on broken links.

    Raises:
        RenderError: MkDocs told a warning or an error.
    """
    configuration = str(work.configuration.resolve())
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--clean", "-f", configuration]
    # The theme's own notice about MkDocs 2.0 is no finding of ours; pyproject.toml bounds the version.
    run(command, work.root, {**pinned(as_of), "NO_MKDOCS_2_WARNING": "1"})
