"""Pictures of earlier builds are used again only for the same recipe, only as they were kept, and not for ever."""

import os
from pathlib import Path

from build_scripts.draw import kept as shelf
from build_scripts.draw.kept import kept, prune


def test_a_picture_is_drawn_once_for_a_recipe_and_anew_when_it_was_changed(tmp_path: Path) -> None:
    made: list[bytes] = []

    def draw() -> bytes:
        made.append(b"picture")
        return b"picture%d" % len(made)

    folder = tmp_path / "pictures"
    assert [kept(folder, b"a", draw), kept(folder, b"a", draw), kept(folder, b"b", draw)] == [b"picture1", b"picture1", b"picture2"]
    for path in folder.iterdir():
        path.write_bytes(path.read_bytes()[:-1] + b"x")
    assert kept(folder, b"a", draw) == b"picture3"
    assert kept(folder, b"a", draw) == b"picture3"


def test_of_too_many_pictures_the_ones_not_asked_for_longest_go(tmp_path: Path) -> None:
    prune(tmp_path / "none")
    for number in range(shelf.MOST + 3):
        kept(tmp_path, b"%d" % number, lambda: b"x")
    names = sorted(tmp_path.iterdir())
    for turn, path in enumerate(names):
        os.utime(path, (turn, turn))
    prune(tmp_path)
    assert sorted(tmp_path.iterdir()) == names[3:]
