"""`gongkai serve`: a built site on this machine."""

from build_scripts.arguments import MISUSED
from build_scripts.commands.voice import CLEAN, Options, Voice
from build_scripts.phrases import COMMANDS, PROGRESS
from build_scripts.publish.serve import serve


def run(options: Options, voice: Voice) -> int:
    """Serve until somebody ends it."""
    voice.say(PROGRESS["serving"].format(port=options.port))
    try:
        serve(options.site, options.port)
    except OSError:
        voice.complain(COMMANDS["port_taken"].format(port=options.port))
        return MISUSED
    return CLEAN
