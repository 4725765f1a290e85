"""The parts of an `.xlsx` workbook and how they refer to each other. Part names know no case; targets may be absolute or relative."""

import posixpath
import re
from dataclasses import dataclass
from urllib.parse import unquote

from build_scripts.parse.archive import Archive
from build_scripts.parse.markup import elements
from build_scripts.parse.refused import Refused, damaged

_MACROS = re.compile(r"(?:^|/)vbaproject\w*\.bin$|^xl/(?:macrosheets|intlmacrosheets)/")
_OBJECTS = re.compile(r"^xl/(?:media|embeddings|activex|model)/")
_PLAIN = re.compile(r"\.(?:xml|rels|vml)$|^xl/printersettings/|^xl/customproperty\d*\.bin$|^docprops/thumbnail\.")
_MACRO_LINKS = ("vbaProject", "xlMacrosheet", "xlIntlMacrosheet")
_OBJECT_LINKS = ("image", "oleObject", "package", "control", "video", "audio")
_REFUSED_LINKS = dict.fromkeys(_MACRO_LINKS, "E042") | dict.fromkeys(_OBJECT_LINKS, "E043")
_OTHERS = {"word/": "Word", "ppt/": "PowerPoint", "xl/workbook.bin": ".xlsb", "content.xml": ".ods"}


@dataclass(frozen=True, slots=True)
class Link:
    """How one part refers to another: the kind of link (last word of its type), the part's name; for one outside, its address."""

    kind: str
    target: str
    outside: bool


def refuse_foreign(archive: Archive) -> None:
    """Refuse what is no workbook (E040), has macros (E042), or holds pictures, objects or anything else that is no text (E043)."""
    names = archive.members
    for start, found in _OTHERS.items():
        if any(name.startswith(start) for name in names):
            raise Refused("E040", {"found": found})
    if "[content_types].xml" not in names or "_rels/.rels" not in names:
        raise Refused("E040", {"found": "ZIP"})
    for name, member in names.items():
        if _MACROS.search(name):
            raise Refused("E042", {"part": member.name})
    for name, member in names.items():
        if _OBJECTS.search(name) or not _PLAIN.search(name):
            raise Refused("E043", {"part": member.name})


def refuse_linked(archive: Archive) -> None:
    """Refuse a workbook one of whose parts leads to macros (E042), pictures or objects (E043), wherever they lie."""

    def relation(element: str, attributes: dict[str, str]) -> None:
        kind = attributes.get("Type", "").rpartition("/")[2]
        if element == "Relationship" and kind in _REFUSED_LINKS:
            raise Refused(_REFUSED_LINKS[kind], {"part": attributes.get("Target", "")})

    for name, member in archive.members.items():
        if name.endswith(".rels") and name != "_rels/.rels":
            elements(archive.read(name), member.name, relation)


def links(archive: Archive, part: str) -> dict[str, Link]:
    """The links of a part (the empty text for the package) by their id."""
    folder, _, name = part.rpartition("/")
    relations = f"{folder}/_rels/{name}.rels".lstrip("/") if part else "_rels/.rels"
    found: dict[str, Link] = {}
    if relations not in archive.members:
        return found

    def relation(element: str, attributes: dict[str, str]) -> None:
        if element == "Relationship":
            found[attributes.get("Id", "")] = _link(folder, attributes)

    elements(archive.read(relations), relations, relation)
    return found


def _link(folder: str, attributes: dict[str, str]) -> Link:
    kind = attributes.get("Type", "").rpartition("/")[2]
    target = attributes.get("Target", "")
    if attributes.get("TargetMode") == "External":
        return Link(kind, target, outside=True)
    path = unquote(target.partition("#")[0])
    name = posixpath.normpath(posixpath.join("/" + folder, path)).lstrip("/")
    return Link(kind, name.lower(), outside=False)


def workbook_part(archive: Archive) -> str:
    """The name of the part that is the workbook; refused where there is none or it is one with macros."""
    for link in links(archive, "").values():
        if link.kind == "officeDocument" and not link.outside:
            _refuse_macro_type(archive, link.target)
            return link.target
    raise damaged("_rels/.rels")


def _refuse_macro_type(archive: Archive, part: str) -> None:
    def override(element: str, attributes: dict[str, str]) -> None:
        if element == "Override" and attributes.get("PartName", "").lower().lstrip("/") == part:
            kind = attributes.get("ContentType", "").lower()
            if "macroenabled" in kind:
                raise Refused("E042", {"part": archive.members[part].name if part in archive.members else part})
            if "spreadsheetml" not in kind:
                raise Refused("E040", {"found": "ZIP"})

    elements(archive.read("[content_types].xml"), "[Content_Types].xml", override)
