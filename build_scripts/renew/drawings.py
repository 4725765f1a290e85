"""What the pages of a PDF show, carried over: their instructions and the forms, pictures, fonts and patterns these name."""

from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Stream

from build_scripts.renew.attachment import MOST_PIXELS, refused, too_large
from build_scripts.renew.colours import channels, plain
from build_scripts.renew.content import Drawn, drawn
from build_scripts.renew.objects import Carrier
from build_scripts.renew.stream import numbers, picture_data

_MOST_PIXEL_BYTES = 4 * MOST_PIXELS


class Painter(Carrier):
    """A carrier that knows what draws.

    `aside_speaks`: text is written where no reader of the text layer finds it: in patterns, masks and drawn letters.
    """

    def __init__(self, out: pikepdf.Pdf) -> None:
        super().__init__(out)
        self.aside_speaks = False
        self._placed: dict[str, Object] = {}
        self.takes |= {
            "mask": lambda source: plain(source) if isinstance(source, Array) else self._picture(source),
            "mask_form": lambda source: self._form(source, None, aside=True),
        }

    def contents(self, stream: Object | pikepdf.Page, resources: Object | None) -> tuple[Drawn, Dictionary]:
        """The cleaned instructions, and the resources they use."""
        for part in _parts(stream):
            self.budget.opened(part)
        made = drawn(stream, lambda picture: self._place(picture, resources))
        kept = Dictionary()
        for category, names in sorted(made.names.items()):
            found = {name: self._resource(category, name, resources) for name in sorted(names)}
            used = {name: value for name, value in found.items() if value is not None}
            if used:
                kept[category] = Dictionary(used)
        return made, kept

    def _resource(self, category: str, name: str, resources: Object | None) -> Any:
        if name in self._placed:
            return self._placed[name]
        among = resources.get(category) if resources is not None else None
        source = among.get(name) if isinstance(among, Dictionary) else None
        if source is None:
            return None
        if category == "/XObject":
            subtype = source.get("/Subtype")
            return self._picture(source) if subtype == Name.Image else self._form(source, resources) if subtype == Name.Form else None
        if category == "/Font" and source.get("/Subtype") == Name.Type3:
            return self._drawn_font(source, resources)
        if category == "/Pattern" and isinstance(source, Stream):
            return self._form(source, resources, aside=True)
        return self.take(_SORTS[category], source)

    def _form(self, source: Any, inherited: Object | None, *, aside: bool = False) -> Any:
        """A form or the cell of a pattern: instructions with resources of their own, or else those of the page."""
        if not isinstance(source, Stream):
            return None
        own = source.get("/Resources")
        key = ("form", *source.objgen)
        if own is not None and key in self.made:
            return self.made[key]
        made = Stream(self.out, b"")
        if own is not None:
            self.made[key] = made
        content, resources = self.contents(source, inherited if own is None else own)
        self.aside_speaks |= aside and content.speaks
        made.write(content.data)
        self.fill(made, source, "form")
        made["/Resources"] = resources
        return made

    def _picture(self, source: Any) -> Any:
        """A picture that stands by itself."""
        if not isinstance(source, Stream):
            return None
        key = ("picture", *source.objgen)
        if key not in self.made:
            self.made[key] = made = Stream(self.out, b"")
            self._pixels(made, source, source.get("/ColorSpace"))
        return self.made[key]

    def _pixels(self, made: Object, source: Object, colours: Any) -> None:
        """Fill in a picture: its pixels, their measures and colours, and its masks."""
        width, height, bits = map(int, numbers([source.get("/Width"), source.get("/Height"), source.get("/BitsPerComponent", 1)]))
        row = -(-width * bits * channels(colours) // 8)
        if width < 1 or height < 1:
            raise refused("E074")
        if max(width * height, min(row, 4 * width) * height) > _MOST_PIXEL_BYTES:
            raise too_large()
        data, codec, parameters = picture_data(source, self.budget, row, height)
        made.write(data, filter=Name(codec), decode_parms=self.part("parameters", parameters))
        made["/Type"], made["/Subtype"] = Name.XObject, Name.Image
        self.fill(made, source, "picture")
        if colours is not None:
            made["/ColorSpace"] = self.take("colours", colours)

    def _place(self, picture: pikepdf.PdfInlineImage, resources: Object | None) -> str:
        """A picture that stood among the instructions, as one beside them, under a name of ours."""
        name = f"/GkInline{len(self._placed)}"
        source, made = Stream(self.out, picture.read_raw_bytes()), Stream(self.out, b"")
        stated = dict(picture.obj.items())
        colours = stated.pop("/ColorSpace", None)
        for key, value in stated.items():
            source[key] = value
        among = resources.get("/ColorSpace") if resources is not None else None
        named = among.get(str(colours)) if isinstance(among, Dictionary) and isinstance(colours, Name) else None
        self._pixels(made, source, colours if named is None else named)
        self._placed[name] = made
        return name

    def _drawn_font(self, source: Object, resources: Object | None) -> Any:
        """A font whose letters are drawings (Type 3)."""
        key = ("drawn font", *source.objgen)
        if source.is_indirect and key in self.made:
            return self.made[key]
        made = self.out.make_indirect(Dictionary())
        self.made[key] = made
        self.fill(made, source, "font")
        letters, used = Dictionary(), Dictionary()
        for name, letter in source.get("/CharProcs", Dictionary()).items():
            content, named = self.contents(letter, source.get("/Resources", resources))
            self.aside_speaks |= content.speaks
            letters[name] = self.stream(content.data)
            for category, found in named.items():
                used[category] = Dictionary({**dict(used.get(category, Dictionary()).items()), **dict(found.items())})
        made["/CharProcs"], made["/Resources"] = letters, used
        return made


def _parts(stream: Object | pikepdf.Page) -> list[Object]:
    """The streams that together hold the instructions."""
    held = stream.obj.get("/Contents") if isinstance(stream, pikepdf.Page) else stream
    return [part for part in (held if isinstance(held, Array) else [held]) if isinstance(part, Stream)]


_SORTS = {"/Font": "font", "/ColorSpace": "colours", "/Pattern": "pattern", "/Shading": "shading", "/ExtGState": "state"}
