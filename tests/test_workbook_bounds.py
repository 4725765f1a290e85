"""Archives are weighed before they are opened, and opened no further than they were weighed."""

import random
import struct
import tracemalloc
import zipfile

import pytest

from build_scripts.parse.archive import MOST_BYTES, MOST_MEMBERS, MOST_TIMES, opened
from build_scripts.parse.book import parse
from build_scripts.parse.refused import Refused
from tests.workbooks import xlsx
from tests.workbooks.refused import BOMBS

_NOISE = random.Random(1).randbytes(1_000)


def _refusal(data: bytes) -> str:
    archive = opened(data)
    for name in archive.members:
        archive.read(name)
    return ""


def _declared(data: bytes, size: int) -> bytes:
    """The archive of one member with another size in its directory."""
    changed = bytearray(data)
    struct.pack_into("<I", changed, changed.rfind(b"PK\x01\x02") + 24, size)
    return bytes(changed)


def test_a_sheet_ten_times_its_size_is_read() -> None:
    data = xlsx.bare("".join(xlsx.row(xlsx.number(f"A{at}", "7"), number=at) for at in range(1, 3_000)))
    sheet = opened(data).members[xlsx.SHEET]
    assert 9 * sheet.packed < sheet.size < 11 * sheet.packed
    assert len(parse(data).grids[0].cells) == 2_999


@pytest.mark.parametrize("name", BOMBS)
def test_no_bomb_takes_memory(name: str) -> None:
    tracemalloc.start()
    try:
        book = parse(BOMBS[name])
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert book.code in {"E045", "E046", "E047", "E048"}
    assert peak < 5_000_000


def test_a_member_is_never_inflated_beyond_what_it_declares() -> None:
    bomb = _declared(xlsx.zipped({"a.xml": bytes(40_000_000)}), 1_000)
    tracemalloc.start()
    try:
        with pytest.raises(Refused) as refusal:
            _refusal(bomb)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert (refusal.value.code, refusal.value.facts["size"]) == ("E048", "a.xml")
    assert peak < 1_000_000


@pytest.mark.parametrize(
    ("within", "beyond", "code"),
    [
        (
            {f"{at}.xml": b"1" for at in range(MOST_MEMBERS)},
            {f"{at}.xml": b"1" for at in range(MOST_MEMBERS + 1)},
            "E045",
        ),
        ({"a.xml": _NOISE + bytes(95_000)}, {"a.xml": _NOISE + bytes(150_000)}, "E047"),
    ],
    ids=["members", "times"],
)
def test_the_bound_itself_is_allowed_and_what_is_above_it_is_not(within: xlsx.Parts, beyond: xlsx.Parts, code: str) -> None:
    assert _refusal(xlsx.zipped(within)) == ""
    with pytest.raises(Refused) as refusal:
        _refusal(xlsx.zipped(beyond))
    assert refusal.value.code == code


def test_the_bounds_are_those_that_were_agreed() -> None:
    assert (MOST_MEMBERS, MOST_BYTES, MOST_TIMES) == (1_000, 50_000_000, 100)


def test_the_whole_is_weighed_as_well_as_each_member() -> None:
    """Members that share their bytes are small each and large together."""
    one = xlsx.zipped({"a.xml": random.Random(1).randbytes(2_000) * 90}, zipfile.ZIP_DEFLATED)
    at, end = one.rfind(b"PK\x01\x02"), one.rfind(b"PK\x05\x06")
    entry = one[at:end]
    count = 200
    tail = bytearray(one[end:])
    struct.pack_into("<HHI", tail, 8, count, count, len(entry) * count)
    with pytest.raises(Refused) as refusal:
        opened(one[:at] + entry * count + bytes(tail))
    assert refusal.value.code == "E047"
    assert refusal.value.facts["part"] == ""
