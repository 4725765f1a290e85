"""The child program that takes an attachment apart and makes it anew."""

from build_scripts.parse.book import parse
from build_scripts.renew.attachment import JPG, PNG, Attachment, Refusal, RefusedError, refused
from build_scripts.renew.pdf import take_pdf
from build_scripts.renew.picture import take_picture
from build_scripts.renew.sort import others_in, sort_of
from build_scripts.renew.table import take_workbook
from build_scripts.renew.transfer import packed


def taken(data: bytes) -> Attachment | Refusal:
    """The attachment made anew, or why it is refused; what may be a table of text is refused as `text` (E070), for others to read."""
    sort = sort_of(data)
    try:
        if sort in ("pdf", "jpg", "png", "xlsx"):
            for other in others_in(data, sort):
                raise refused("E072", found=other)
        if sort == "pdf":
            return take_pdf(data)
        if sort == "jpg":
            return take_picture(data, JPG)
        if sort == "png":
            return take_picture(data, PNG)
        if sort == "xlsx":
            return take_workbook(parse(data))
    except RefusedError as fault:
        return fault.refusal
    return Refusal("E073") if sort == "encrypted" else Refusal("E070", {"found": sort})


def answer(data: bytes) -> bytes:
    """What the child process sends back."""
    return packed(taken(data))
