"""`gongkai build`: the whole path from records to a published site."""

from rich.console import Console

from build_scripts import pipeline
from build_scripts.commands.voice import CLEAN, FOUND, PROJECT, Options, Voice, counted
from build_scripts.declare import discover
from build_scripts.findings import errors
from build_scripts.merge.federation import Federation
from build_scripts.phrases import PROGRESS
from build_scripts.telling import told
from build_scripts.write.ledger import Account, ledger_csv


def run(options: Options, voice: Voice) -> int:
    """Records in, a published site out."""
    request = pipeline.Request(
        project=PROJECT,
        data=options.data,
        content=options.content,
        out=options.out,
        as_of=voice.as_of(options),
        public=options.public,
        older=options.as_of is not None,
    )
    console = Console(stderr=True, highlight=False)
    with console.status("") as status:
        outcome = pipeline.build(request, lambda stage: _progress(console, status, stage))
    if outcome.federation and options.ledger:
        account = Account(outcome.federation.ledger, outcome.findings, outcome.federation.tables)
        options.ledger.write_bytes(ledger_csv([account], discover()))
    voice.say(*told(outcome.findings, options.format, options.data))
    end = [counted(outcome.federation.ledger)] if outcome.federation else []
    if outcome.published and outcome.federation and options.public:
        end.append(_left_out(outcome.federation))
    if outcome.published:
        facts = {"number": outcome.published.number, "fingerprint": outcome.published.fingerprint[:16], "out": options.out}
        end.append(PROGRESS["published"].format(**facts, pages=f"{outcome.report.pages:,}" if outcome.report else ""))
    else:
        end.append(PROGRESS["stopped"])
    voice.conclude(options.format, *end)
    return FOUND if errors(outcome.findings) or not outcome.published else CLEAN


def _left_out(federation: Federation) -> str:
    demo = int((federation.ledger.entries["code"] == "W304").sum())
    return PROGRESS["public"].format(demo=f"{demo:,}", tiles="" if federation.site["approval_number"] else PROGRESS["tiles"])


def _progress(console: Console, status: object, stage: str) -> None:
    """A moving line on a terminal, plain lines elsewhere."""
    if console.is_terminal:
        status.update(PROGRESS[stage])  # type: ignore[attr-defined]
    else:
        console.out(PROGRESS[stage])
