"""The place by which records are kept apart in downloads and the API (所属地)."""

from build_scripts.kinds.unit import TOWNSHIP
from build_scripts.merge.tree import UnitTree


def place(tree: UnitTree, code: str) -> str:
    """The current code of the unit among whose records those of this one are."""
    current = tree.current(code)
    seen = {current}
    while current in tree.units.index and tree.units.at[current, "level"] == TOWNSHIP:
        above = tree.units.at[current, "report_to"]
        current = tree.current(above) if isinstance(above, str) else current
        if current in seen:
            break
        seen.add(current)
    return current
