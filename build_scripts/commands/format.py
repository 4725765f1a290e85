"""`gongkai format`: CSV files into canonical form, so that a change in git shows only facts."""

from build_scripts.commands.voice import CLEAN, FOUND, Options, Voice
from build_scripts.declare import discover
from build_scripts.phrases import PROGRESS
from build_scripts.write.canonical import unformatted


def run(options: Options, voice: Voice) -> int:
    """Well-formed CSV files into canonical form; files with faults in their form are left to `check`."""
    changed = list(unformatted(options.data, discover()))
    for path, canonical in changed:
        voice.say(PROGRESS["unformatted" if options.check else "formatted"].format(path=path))
        if not options.check:
            path.write_bytes(canonical)
    return FOUND if changed and options.check else CLEAN
