"""PDF files made anew: the pages as they look, plain links, and nothing else."""

import io
from collections.abc import Iterator, Sequence

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream, String

from build_scripts.renew.attachment import LINK, MOST_PAGES, PDF, Attachment, refused, too_large
from build_scripts.renew.drawings import Painter
from build_scripts.renew.look import look
from build_scripts.renew.stream import bound, numbers

_HIDDEN, _NO_VIEW = 2, 32
_SILENT = "/Popup /Text /FileAttachment /Sound /Movie /Screen /RichMedia /3D /PrinterMark /TrapNet"
"""Annotations that show no part of the page: notes behind an icon, things attached and played."""

_NESTED = 20


def take_pdf(data: bytes) -> Attachment:
    """The PDF anew, its text page by page, and which of its pages only a person can read.

    Raises:
        RefusedError: encrypted (E073), unreadable (E074), with forms or notes that would be lost (E075), layers (E076), text that is
            covered but there (E077), too large (E078), cut pictures that are whole beneath (E079).
    """
    bound()
    try:
        with Pdf.open(io.BytesIO(data)) as source:
            made, links, cut, aside = _anew(source)
    except pikepdf.PasswordError as locked:
        raise refused("E073") from locked
    except (pikepdf.PdfError, RecursionError, KeyError, ValueError, TypeError, AttributeError, IndexError) as fault:
        raise refused("E074") from fault
    seen = look(made, cut)
    texts = ["\n".join([text, *targets]).strip("\n") for text, targets in zip(seen.texts, links, strict=True)]
    scanned = tuple(range(1, len(texts) + 1)) if aside else seen.scanned
    return Attachment(PDF, made, "\f".join(texts), len(texts), scanned)


def _anew(source: Pdf) -> tuple[bytes, list[list[str]], frozenset[int], bool]:
    """The new bytes; the targets of the links of each page; the pages (from 1) that show a part only; whether text stands aside."""
    if source.is_encrypted:
        raise refused("E073")
    if len(source.pages) > MOST_PAGES:
        raise too_large()
    if not len(source.pages):
        raise refused("E074")
    _refuse_forms(source)
    if len(source.Root.get("/OCProperties", Dictionary()).get("/OCGs", Array())):
        raise refused("E076")
    _flatten(source)
    links = []
    cut = set()
    with Pdf.new() as out:
        painter = Painter(out)
        for number, page in enumerate(source.pages, 1):
            box, whole = _boxes(page)
            if any(abs(one - other) > 1 for one, other in zip(box, whole, strict=True)):
                cut.add(number)
            found = list(_links(page))
            links.append([target for _, target in found])
            out.pages.append(pikepdf.Page(_page(painter, page, box, found)))
        memory = io.BytesIO()
        out.save(memory, deterministic_id=True, force_version="1.7", object_stream_mode=pikepdf.ObjectStreamMode.generate)
        return memory.getvalue(), links, frozenset(cut), painter.aside_speaks


def _page(painter: Painter, page: pikepdf.Page, box: Sequence[float], links: Sequence[tuple[list[float], str]]) -> Object:
    content, resources = painter.contents(page, page.obj.get("/Resources"))
    made = painter.out.make_indirect(Dictionary(Type=Name.Page, MediaBox=Array(box), Resources=resources))
    made["/Contents"] = painter.stream(content.data)
    painter.fill(made, page.obj, "page")
    if links:
        made["/Annots"] = Array(
            Dictionary(
                Type=Name.Annot,
                Subtype=Name.Link,
                Rect=Array(place),
                Border=Array([0, 0, 0]),
                A=Dictionary(S=Name.URI, URI=String(target)),
            )
            for place, target in links
        )
    return made


def _boxes(page: pikepdf.Page) -> tuple[list[float], list[float]]:
    """What the page shows and what it holds, each as left, bottom, right, top."""
    whole, shown = (_sides(box) for box in (page.mediabox, page.cropbox))
    box = [max(whole[0], shown[0]), max(whole[1], shown[1]), min(whole[2], shown[2]), min(whole[3], shown[3])]
    if box[2] - box[0] < 1 or box[3] - box[1] < 1:
        raise refused("E074")
    return box, whole


def _sides(box: Object) -> list[float]:
    left, bottom, right, top = numbers(list(box))
    return [min(left, right), min(bottom, top), max(left, right), max(bottom, top)]


def _refuse_forms(source: Pdf) -> None:
    """Forms to fill in, and files that only wrap others. A signature is no form: its seal stays as it looks."""
    if "/Collection" in source.Root:
        raise refused("E075", page="")
    form = source.Root.get("/AcroForm", Dictionary())
    if "/XFA" in form or any(sort != Name.Sig for sort in _sorts(form.get("/Fields", Array()), None, _NESTED)):
        raise refused("E075", page="")
    if "/AcroForm" in source.Root:
        del source.Root["/AcroForm"]


def _sorts(fields: Object, inherited: Object | None, depth: int) -> Iterator[Object | None]:
    if not depth:
        raise refused("E074")
    for field in fields:
        sort = field.get("/FT", inherited)
        below = [child for child in field.get("/Kids", Array()) if "/T" in child]
        if below:
            yield from _sorts(Array(below), sort, depth - 1)
        else:
            yield sort


def _flatten(source: Pdf) -> None:
    """Make drawn annotations (stamps, seals, boxes, lines) part of their page; those without a picture of their own are refused (E075)."""
    for number, page in enumerate(source.pages, 1):
        kept = []
        for note in page.obj.get("/Annots", Array()):
            sort, flags = str(note.get("/Subtype")), int(note.get("/F", 0))
            if sort == "/Redact":
                raise refused("E077", page=str(number))
            if sort in _SILENT.split() or flags & (_HIDDEN | _NO_VIEW):
                continue
            if sort != "/Link" and not isinstance(_appearance(note), Stream):
                if _bare_signature(note, sort):
                    continue
                raise refused("E075", page=str(number))
            note["/F"] = 4
            kept.append(note)
        page.obj["/Annots"] = Array(kept)
    source.flatten_annotations("all")


def _appearance(note: Object) -> Object | None:
    normal = note.get("/AP", Dictionary()).get("/N")
    return normal.get(str(note.get("/AS")), None) if isinstance(normal, Dictionary) else normal


def _bare_signature(note: Object, sort: str) -> bool:
    """A signature that shows nothing."""
    left, bottom, right, top = numbers(list(note.get("/Rect", Array([0, 0, 0, 0]))))
    return sort == "/Widget" and (left == right or bottom == top)


def _links(page: pikepdf.Page) -> Iterator[tuple[list[float], str]]:
    """Place and target of each plain link to the web; any other action stays behind."""
    for note in page.obj.get("/Annots", Array()):
        action = note.get("/A", Dictionary())
        target = action.get("/URI") if note.get("/Subtype") == Name.Link and action.get("/S") == Name.URI else None
        if isinstance(target, String) and LINK.fullmatch(str(target)) and len(note.get("/Rect", Array())) == 4:
            yield numbers(list(note.Rect)), str(target)
