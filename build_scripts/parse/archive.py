"""The members of a zip archive, weighed before any of them is inflated, and never inflated beyond what they were said to hold."""

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass

from build_scripts.parse.refused import Refused, damaged

MOST_MEMBERS = 1_000
MOST_BYTES = 50_000_000
MOST_TIMES = 100
"""How many times its compressed size a member, and the whole, may have."""

_ENTRY, _LOCAL = b"PK\x01\x02", b"PK\x03\x04"
_LOCAL_SIZE = 30
_LOCKED = 0x1 | 0x40 | 0x2000
_UTF8 = 0x800
_ODD_NAME = re.compile(r"[\x00-\x1f\x7f\\:]|^/|//|(?:^|/)\.{1,2}(?:/|$)")
ARCHIVES = (b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0", b"Rar!", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b\x08", b"BZh", b"\xfd7zXZ")
_UNREADABLE = (zipfile.BadZipFile, NotImplementedError, ValueError, OverflowError, EOFError, OSError, struct.error)


@dataclass(frozen=True, slots=True)
class Member:
    """One file of an archive: its name, where its bytes begin and how many they are, how many they say to become, and their check sum."""

    name: str
    start: int
    packed: int
    size: int
    deflated: bool
    crc: int


@dataclass(frozen=True, slots=True)
class Archive:
    """An archive within the bounds. `members` by name in lower case, for part names of workbooks know no case."""

    data: bytes
    members: Mapping[str, Member]

    def read(self, name: str) -> bytes:
        """All bytes of a member; refused where there is none of that name or it is not what the directory says."""
        member = self.members.get(name.lower())
        if member is None:
            raise damaged(name)
        content = _inflated(self.data, member, member.size)
        if len(content) != member.size or zlib.crc32(content) != member.crc:
            raise _odd(size=member.name)
        return content

    def refuse_nested(self) -> None:
        """Refuse the archive where a member is an archive or a container itself."""
        for member in self.members.values():
            if _inflated(self.data, member, 8).startswith(ARCHIVES):
                raise _odd(nested=member.name)


def opened(data: bytes) -> Archive:
    """The archive, or a refusal by name: too many members (E045), too much (E046), packed too tight (E047), odd (E048), broken (E044).

    Only the directory is read; the bounds hold for what it declares, and `Archive.read` holds each member to it.
    """
    if (count := data.count(_ENTRY)) > MOST_MEMBERS:
        raise Refused("E045", {"found": str(count), "most": str(MOST_MEMBERS)})
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as directory:
            entries = directory.infolist()
    except _UNREADABLE as fault:
        raise damaged("") from fault
    _refuse_too_large(data, entries)
    members: dict[str, Member] = {}
    for entry in entries:
        member = _member(data, entry)
        if member.name.lower() in members:
            raise _odd(name=member.name)
        members[member.name.lower()] = member
    return Archive(data, {name: member for name, member in members.items() if not name.endswith("/")})


def _refuse_too_large(data: bytes, entries: list[zipfile.ZipInfo]) -> None:
    total = sum(entry.file_size for entry in entries)
    if total > MOST_BYTES:
        raise Refused("E046", {"found": _megabytes(total), "most": _megabytes(MOST_BYTES)})
    for entry in entries:
        if entry.file_size > MOST_TIMES * entry.compress_size:
            raise _tight(entry.orig_filename, entry.file_size, entry.compress_size)
    if total > MOST_TIMES * len(data):
        raise _tight("", total, len(data))


def _megabytes(size: int) -> str:
    return str(-(-size // 1_000_000))


def _tight(part: str, size: int, packed: int) -> Refused:
    return Refused("E047", {"part": part, "found": str(size // max(packed, 1)), "most": str(MOST_TIMES)})


def _member(data: bytes, entry: zipfile.ZipInfo) -> Member:
    name = entry.orig_filename
    if _ODD_NAME.search(name):
        raise _odd(name=name)
    if entry.flag_bits & _LOCKED:
        raise _odd(locked=name)
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise _odd(method=name)
    start = _start(data, entry)
    if start + entry.compress_size > len(data):
        raise damaged(name)
    deflated = entry.compress_type == zipfile.ZIP_DEFLATED
    return Member(name, start, entry.compress_size, entry.file_size, deflated, entry.CRC)


def _start(data: bytes, entry: zipfile.ZipInfo) -> int:
    """Where the member's bytes begin; the header before them must tell the same name as the directory."""
    header = data[entry.header_offset : entry.header_offset + _LOCAL_SIZE]
    if len(header) < _LOCAL_SIZE or not header.startswith(_LOCAL):
        raise damaged(entry.orig_filename)
    named, extra = struct.unpack_from("<HH", header, 26)
    after = entry.header_offset + _LOCAL_SIZE
    if data[after : after + named] != entry.orig_filename.encode("utf-8" if entry.flag_bits & _UTF8 else "cp437"):
        raise _odd(name=entry.orig_filename)
    return after + int(named) + int(extra)


def _inflated(data: bytes, member: Member, most: int) -> bytes:
    """The first bytes of a member; where they are to be all of it, one byte more than was declared is already a lie."""
    packed = data[member.start : member.start + member.packed]
    if not member.deflated:
        return packed[: most + 1]
    inflating = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        content = inflating.decompress(packed, most + 1)
    except zlib.error as fault:
        raise damaged(member.name) from fault
    if most == member.size and (not inflating.eof or inflating.unused_data):
        raise _odd(size=member.name)
    return content


def _odd(*, nested: str = "", name: str = "", locked: str = "", method: str = "", size: str = "") -> Refused:
    return Refused("E048", {"nested": nested, "name": name, "locked": locked, "method": method, "size": size, "doctype": ""})
