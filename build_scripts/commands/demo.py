"""`gongkai demo`: invented records, marked so, from a fixed seed."""

from dataclasses import replace

from build_scripts.commands.voice import CLEAN, Options, Voice
from build_scripts.demo import DEFAULT, SEED, write_demo


def run(options: Options, voice: Voice) -> int:
    """Write the files and say which."""
    asked = {name: getattr(options, name) for name in ("organisations", "disclosures")}
    size = replace(DEFAULT, **{name: count for name, count in asked.items() if count is not None})
    for path in write_demo(options.data, SEED if options.seed is None else options.seed, size):
        voice.say(path)
    return CLEAN
