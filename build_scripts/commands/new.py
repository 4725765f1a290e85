"""`gongkai new`: a blank record to fill in."""

from build_scripts.arguments import MISUSED
from build_scripts.commands.voice import CLEAN, Options, Voice
from build_scripts.declare import discover
from build_scripts.loading import kind_named
from build_scripts.phrases import COMMANDS
from build_scripts.write.blank import blank_csv, blank_record


def run(options: Options, voice: Voice) -> int:
    """A blank record of a kind, as YAML or as CSV."""
    kind = kind_named(options.kind)
    if kind is None:
        return unknown_kind(options.kind, voice)
    if options.csv:
        voice.hand(blank_csv(kind))
    else:
        voice.say(blank_record(kind))
    return CLEAN


def unknown_kind(name: str, voice: Voice) -> int:
    """Say which kinds there are."""
    known = "、".join(each.label for each in discover().values())
    voice.complain(COMMANDS["no_kind"].format(found=name, known=known))
    return MISUSED
