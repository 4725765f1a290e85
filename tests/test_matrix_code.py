"""QR codes: the same modules as segno's, and a reader of codes reads the exact address."""

import io
from base64 import b64decode

import pytest
import segno
import zxingcpp
from hypothesis import example, given
from hypothesis import strategies as st
from PIL import Image, ImageOps

from build_scripts.draw.matrix_code import MOST, data_uris

ADDRESS = "https://gongkai.example/union/81420525000000019M.html?p="
SIGNS = st.text(st.characters(min_codepoint=32, max_codepoint=126), min_size=1, max_size=MOST)


def image_of(uri: str) -> Image.Image:
    kind, _, data = uri.partition(",")
    assert kind == "data:image/png;base64"
    return Image.open(io.BytesIO(b64decode(data, validate=True)))


def picture(text: str) -> Image.Image:
    (found,) = data_uris([text])
    return image_of(found)


def read_uri(uri: str) -> str:
    """What a reader of codes reads from the source of a picture."""
    return read(image_of(uri))


def read(image: Image.Image) -> str:
    """What a reader of codes reads where the picture stands on paper."""
    whole = image.convert("L").resize((image.width * 4, image.height * 4), Image.Resampling.NEAREST)
    (found,) = zxingcpp.read_barcodes(ImageOps.expand(whole, 16, 255))
    return str(found.text)


@given(st.lists(SIGNS, max_size=4), st.lists(st.integers(0, MOST), max_size=3))
@example(["a", "a" * MOST], [1, 1])
def test_each_code_is_the_one_that_segno_draws_whatever_is_drawn_with_it(texts: list[str], cuts: list[int]) -> None:
    """Also beside others of the same length."""
    texts += [text[cut:] + text[:cut] for text in texts for cut in cuts]
    for text, uri in zip(texts, data_uris(texts), strict=True):
        drawn = segno.make(text.encode(), mode="byte", error="m", mask=2, boost_error=False, micro=False)
        image = image_of(uri)
        assert image.mode == "1"
        dark = [[not image.getpixel((column, row)) for column in range(image.width)] for row in range(image.height)]
        assert dark == [[bool(module) for module in row] for row in drawn.matrix]


@pytest.mark.parametrize("rest", ["KJWTBXQM#2018-00012", "ZZZZZZZZ#2026-99999", ""])
def test_a_reader_of_codes_reads_the_exact_address_even_where_a_corner_is_torn(rest: str) -> None:
    image = picture(ADDRESS + rest)
    assert read(image) == ADDRESS + rest
    image.paste(1, (image.width - 6, image.height - 8, image.width, image.height))
    assert read(image) == ADDRESS + rest


def test_what_no_code_of_ours_holds_is_refused() -> None:
    with pytest.raises(ValueError, match="181"):
        data_uris(["a" * MOST + "a"])
    with pytest.raises(UnicodeEncodeError):
        data_uris(["公开"])
