"""`gongkai desk`: the page on which a county checks its tables by itself."""

from build_scripts import pipeline
from build_scripts.commands.voice import CLEAN, FOUND, PROJECT, THEME, Options, Voice
from build_scripts.desk.declaration import Terms
from build_scripts.desk.page import check_page
from build_scripts.loading import load
from build_scripts.merge.federation import model_faults
from build_scripts.phrases import PROGRESS
from build_scripts.telling import TEXT, told


def run(options: Options, voice: Voice) -> int:
    """The page on which a county checks its tables by itself; without a sound model there is nothing to check against."""
    day = options.as_of or voice.today()
    federation, findings = load(options.data, day, options.public)
    faults = model_faults(findings, federation.kinds)
    if faults:
        voice.say(*told(faults, TEXT, options.data))
        return FOUND
    request = pipeline.Request(PROJECT, options.data, options.data, options.out, day, options.public)
    terms = Terms(options.demo, day.isoformat() if options.as_of else "")
    page = check_page(federation, pipeline.drawable(request, federation), terms, THEME)
    options.out.write_bytes(page)
    voice.say(PROGRESS["desk"].format(out=options.out, size=f"{len(page) // 1024:,}"))
    return CLEAN
