"""Every text in a finished PDF, shown or not, for the gate that reads the built site once more."""

import io
from collections.abc import Iterator


def told_in_pdf(data: bytes) -> Iterator[str]:
    """The text of its pages, then every string and name in its objects and what its metadata say.

    Raises:
        ValueError: it cannot be opened.
    """
    import pikepdf  # both take longer to load than all the rest, and most sites have no PDF
    import pypdfium2

    from build_scripts.renew.stream import bound

    bound()
    try:
        with pypdfium2.PdfDocument(data) as document:
            for page in document:
                written = page.get_textpage()
                yield written.get_text_range()
                written.close()
                page.close()
        with pikepdf.Pdf.open(io.BytesIO(data)) as pdf:
            for each in [pdf.trailer, *pdf.objects]:
                yield from _words(each)
                if isinstance(each, pikepdf.Stream) and each.get("/Type") == "/Metadata":
                    yield each.read_bytes().decode("utf-8", "replace")
    except (pypdfium2.PdfiumError, pikepdf.PdfError) as fault:
        raise ValueError(str(fault)) from fault


def _words(value: object) -> Iterator[str]:
    """The strings and names in one object; objects it refers to are told by themselves."""
    import pikepdf

    if isinstance(value, pikepdf.String | pikepdf.Name):
        yield str(value)
    elif isinstance(value, pikepdf.Array):
        for each in value:
            yield from () if getattr(each, "is_indirect", False) else _words(each)
    elif isinstance(value, pikepdf.Dictionary | pikepdf.Stream):
        for name, each in value.items():
            if name != "/ID":  # the number of the file itself
                yield name
                yield from () if getattr(each, "is_indirect", False) else _words(each)
