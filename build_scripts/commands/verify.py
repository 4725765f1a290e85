"""`gongkai verify`: a built site, looked at from end to end."""

from build_scripts.commands.voice import CLEAN, FOUND, Options, Voice
from build_scripts.findings import errors
from build_scripts.phrases import PROGRESS
from build_scripts.publish.verify import verify
from build_scripts.telling import TEXT, told


def run(options: Options, voice: Voice) -> int:
    """Tell every fault and how much was looked at."""
    report, findings = verify(options.site)
    voice.say(*told(findings, TEXT, options.site))
    voice.say(PROGRESS["verified"].format(**{name: f"{getattr(report, name):,}" for name in report.__slots__}))
    return FOUND if errors(findings) else CLEAN
