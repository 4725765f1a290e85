"""`gongkai demo`: invented records, marked so, from a fixed seed."""

from build_scripts.commands.voice import CLEAN, Options, Voice
from build_scripts.demo import SEED, write_demo


def run(options: Options, voice: Voice) -> int:
    """Write the files and say which."""
    for path in write_demo(options.data, SEED if options.seed is None else options.seed):
        voice.say(path)
    return CLEAN
