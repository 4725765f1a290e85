"""Slots are places in a rendered page that our own fragments fill; Markdown and the theme never see what goes in."""

import re
from collections.abc import Iterable, Mapping

from build_scripts.publish.policy import SLOT_ATTRIBUTE
from build_scripts.write.output import Output

_SLOT = re.compile(rf"""<div\s+{SLOT_ATTRIBUTE}\s*=\s*(["']?)([A-Za-z0-9_.-]+)\1\s*>\s*</div\s*>""", re.IGNORECASE)
_TRACE = re.compile(rf"""\s{SLOT_ATTRIBUTE}\s*=""", re.IGNORECASE)


class SlotError(Exception):
    """A slot is missing, unknown, doubled or no longer legible; pages and blocks are both ours, so this is our bug."""


def slots(page: str) -> list[str]:
    """Names of the slots in the page, in order of place, however the renderer quoted them."""
    return [match[2] for match in _SLOT.finditer(page)]


def fill(page: str, blocks: Mapping[str, str]) -> str:
    """The page with each slot replaced by its block, in one pass: a block that shows a slot's text is not filled again.

    Args:
        page: HTML of a renderer.
        blocks: HTML fragment by slot name; exactly the slots of this page.

    Raises:
        SlotError: a slot without block, a block without slot, a slot that stands twice, or a marker the renderer broke.
    """
    names = slots(page)
    doubled = sorted({name for name in names if names.count(name) > 1})
    if doubled:
        raise SlotError(f"slot stands twice: {', '.join(doubled)}")
    unknown = sorted(set(names) - set(blocks))
    if unknown:
        raise SlotError(f"no block for slot: {', '.join(unknown)}")
    missing = sorted(set(blocks) - set(names))
    if missing:
        raise SlotError(f"no slot for block: {', '.join(missing)}")
    if len(_TRACE.findall(page)) != len(names):
        raise SlotError("a slot marker was altered beyond recognition")
    return _SLOT.sub(lambda match: blocks[match[2]], page)


def fill_pages(pages: Mapping[str, str], blocks: Mapping[str, str]) -> list[Output]:
    """Every page with its slots filled, by path ascending; a block may serve several pages but must serve one.

    Raises:
        SlotError: as `fill`, with the page's path; or a block that no page has a slot for.
    """
    unused = set(blocks)
    filled = []
    for path, page in sorted(pages.items()):
        names = slots(page)
        try:
            text = fill(page, _those(blocks, names))
        except SlotError as fault:
            raise SlotError(f"{path}: {fault}") from fault
        unused -= set(names)
        filled.append(Output(path, text.encode()))
    if unused:
        raise SlotError(f"no page has a slot for: {', '.join(sorted(unused))}")
    return filled


def _those(blocks: Mapping[str, str], names: Iterable[str]) -> dict[str, str]:
    return {name: blocks[name] for name in names if name in blocks}
