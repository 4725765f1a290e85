"""`gongkai diff`: what one state of the records changes against another."""

import tempfile
from datetime import date
from pathlib import Path

from build_scripts.arguments import MISUSED
from build_scripts.change.forms import FORMS
from build_scripts.change.html import as_html
from build_scripts.commands.voice import CLEAN, FOUND, PROJECT, THEME, Options, Voice
from build_scripts.comparison import compared, state
from build_scripts.phrases import PROGRESS
from build_scripts.telling import TEXT, told


def run(options: Options, voice: Voice) -> int:
    """What one state of the records changes against another: in words, and whole in a file."""

    def dated(path: Path, committed: date | None) -> date:
        return options.as_of or committed or voice.dated(path)

    with tempfile.TemporaryDirectory() as folder:
        before = state(options.base, options.data, Path(folder) / "before", dated)
        after = state(options.head, options.data, Path(folder) / "after", dated)
        if isinstance(before, str) or isinstance(after, str):
            voice.complain(*(each for each in (before, after) if isinstance(each, str)))
            return MISUSED
        report, faults = compared(PROJECT, before, after, options.public)
    if report is None:
        voice.complain(*told(faults, TEXT, options.data), PROGRESS["not_compared"])
        return FOUND
    voice.say(*FORMS[options.format](report))
    if options.out:
        options.out.write_text(as_html(report, THEME), "utf-8")
    return FOUND if any(report.changes.section(name).lines for name in options.fail_on) else CLEAN
