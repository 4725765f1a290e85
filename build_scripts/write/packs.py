"""The report pack (汇报包): a page of the dashboard as one file that opens from a disk without a network."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

from markupsafe import Markup

from build_scripts.read.script import script
from build_scripts.view.address import up
from build_scripts.view.figure import Fact, Figure, plain
from build_scripts.view.frames import Reel
from build_scripts.view.headline import headline
from build_scripts.view.pack import grounds, origins, pack_path, packed
from build_scripts.view.series import Series
from build_scripts.write.alone import as_json, policy, relinked, style
from build_scripts.write.output import Output

_SHEETS = ("gongkai.css", "map.css", "board.css")
_STARTS = ("main", "grounds")


@dataclass(frozen=True, slots=True)
class Wrapping:
    """What every pack has: its style and its script, as text."""

    style: str
    script: str


def wrapping(theme: Path) -> Wrapping:
    """The site's own style sheets and those of a page alone, the dashboard's script and the one by which maps answer."""
    assets = theme / "overrides" / "assets" / "gk"
    answering = f"(function () {{\n{(assets / 'map.js').read_text('utf-8')}}})();\n"
    running = "".join(script(theme / "board", start=start) for start in _STARTS)
    return Wrapping(style(*(assets / name for name in _SHEETS), theme / "pack" / "pack.css"), answering + running)


def pack(series: Series, reels: Mapping[str, Reel], told: tuple[str, Mapping[str, Mapping[str, Any]]], wrap: Wrapping) -> Output:
    """The pack of a series.

    Args:
        series: what it shows.
        reels: by level.
        told: the page's body as it stands alone, with addresses as at the page's own path, and its cubes by level.
        wrap: what every pack has.
    """
    edition = series.edition
    body, cubes = told
    shown = grounds(list(reels.values()))
    whole = edition.tree.root
    site = edition.federation.site
    own = frozenset((whole, *(each.place for each in shown)))
    head = headline(edition, series.indicator) if series.main else None
    carried = {f'data-gk-cube="{level}"': packed(cube) for level, cube in cubes.items()}
    carried["data-gk-origins"] = origins(list(reels.values()))
    page = edition.render(
        "pack.html.j2",
        title=series.name,
        site=site,
        demo=any(each.demo for each in shown),
        all_demo=all(each.demo for each in shown if each.record),
        told=_told(series, max(reel.latest.end for reel in reels.values())),
        body=Markup(relinked(body, partial(target_in_pack, str(site["address"] or ""), series.path, own))),  # noqa: S704  our own, with other links
        grounds=shown if any(each.record for each in shown) else [],
        whole=whole,
        total=(head.label, _fact(head.value), _fact(head.parts)) if head else None,
        policy=policy(wrap.script, wrap.style),
        style=Markup(wrap.style),  # noqa: S704  our own
        script=Markup(wrap.script),  # noqa: S704  our own
        data={Markup(name): Markup(as_json(value)) for name, value in carried.items()},  # noqa: S704  JSON without a sign that HTML knows
    )
    return Output(pack_path(series.stem), page.strip().encode())


def _fact(figure: Figure) -> Fact:
    """A total where the pack proves it."""
    return Fact(figure.text, plain(figure.text).rstrip("%").replace(",", ""))


def _told(series: Series, end: str) -> list[str]:
    """The line that heads and ends a pack: dates of data and records, publisher, approval number of the maps, address of the page."""
    words, federation = series.edition.words, series.edition.federation
    site = federation.site
    number = site["approval_number"]
    address = words("pack.address", address=urljoin(f"{site['address']}/", series.path)) if site["address"] else ""
    told = (
        words("pack.as_of", day=words.day(end)) if end else "",
        words("release.as_of", day=words.day(federation.as_of)),
        words("pack.publisher", publisher=site["publisher"]),
        words("map.approval", number=number) if number else words("map.approval_missing"),
        address,
    )
    return [text for text in told if text]


def target_in_pack(address: str, page: str, own: frozenset[str], written: str) -> str:
    """Where a link of the page leads in the pack: to a unit's own grounds, else to the site where its address is known."""
    if written.startswith("#") or "://" in written:
        return written
    path = written.removeprefix(up(page))
    folder, _, name = path.partition("#")[0].removesuffix(".html").rpartition("/")
    if name in own and folder.startswith(("why/", "coverage/units", "records/unit")):
        return f"#why-{name}"
    return urljoin(f"{address}/", path) if address else ""
