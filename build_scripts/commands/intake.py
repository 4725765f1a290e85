"""`gongkai intake`: files in, records and receipts out."""

from build_scripts.arguments import MISUSED
from build_scripts.commands.voice import CLEAN, FOUND, THEME, Options, Voice
from build_scripts.intake.attach import Wish
from build_scripts.intake.counter import Counter
from build_scripts.intake.shelf import Shelf
from build_scripts.intake.submit import Folder
from build_scripts.phrases import COMMANDS
from build_scripts.read.theme import read_words
from build_scripts.telling import TEXT, told, unsettled
from build_scripts.view.words import Words

_FILES = frozenset({".pdf", ".jpg", ".jpeg", ".png"})


def run(options: Options, voice: Voice) -> int:
    """Take files in one after the other; what one of them lacks never stops the others."""
    wish = Wish(options.belongs_to or "", options.title or "", options.reviewed_by or "")
    attached = [path for path in options.files if options.belongs_to or path.suffix.lower() in _FILES]
    if attached and not (wish.disclosure and wish.title and len(options.files) == 1):
        voice.complain(COMMANDS["attachment_alone"].format(file=attached[0]))
        return MISUSED
    folder = Folder(options.data, options.received_on or voice.today(), options.demo)
    counter = Counter(folder, Shelf(options.keep), Words(read_words(THEME / "text.yml")))
    worst = CLEAN
    with counter.shelf.locked():
        for path in options.files:
            data = path.read_bytes()
            findings, line = counter.attachment(path.name, data, wish) if attached else counter.records(path.name, data)
            voice.say(*told(findings, TEXT, path.parent), line)
            worst = max(worst, FOUND if unsettled(findings) else CLEAN)
    return worst
