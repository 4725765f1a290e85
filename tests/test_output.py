"""Files are written as they come: what comes in pieces is the same file, and a path is taken once."""

from copy import copy
from pathlib import Path

import pytest

from build_scripts.write.output import DirectorySink, Output, Stream, weight_of

PIECES = [b"a", b"", b"\xe5\x85\xac\n" * 1000]


def test_a_file_in_pieces_is_the_file_they_make(tmp_path: Path) -> None:
    sink = DirectorySink(tmp_path)
    stream = Stream("downloads/a.csv", lambda: iter(PIECES))
    sink.put(stream)
    whole = b"".join(PIECES)
    assert (tmp_path / "downloads" / "a.csv").read_bytes() == stream.data == whole
    assert sink.weights == {"downloads/a.csv": weight_of(whole)}
    assert copy(stream) == Output("downloads/a.csv", whole)
    with pytest.raises(ValueError, match="written twice"):
        sink.put(Output("downloads/a.csv", b"other"))
    assert (tmp_path / "downloads" / "a.csv").read_bytes() == whole


@pytest.mark.parametrize("path", ["", "/a", "a/../b", "a\\b"])
def test_a_stream_stays_inside_the_site_as_any_file_does(path: str) -> None:
    with pytest.raises(ValueError, match="not a path"):
        Stream(path, list)
