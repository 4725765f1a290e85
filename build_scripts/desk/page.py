"""The check page as one file: its own style and script inside, a policy that lets nothing else run and nothing be asked for."""

from pathlib import Path

from markupsafe import Markup

from build_scripts.desk.declaration import Terms, declaration
from build_scripts.desk.preview import preview
from build_scripts.draw.outlines import outlines
from build_scripts.merge.federation import Federation
from build_scripts.read.boundaries import Boundaries
from build_scripts.read.script import licensed, script
from build_scripts.read.theme import read_words
from build_scripts.view.environment import document_templates
from build_scripts.view.words import Words
from build_scripts.write.alone import as_json, policy
from build_scripts.write.tokens import tokens


def check_page(federation: Federation, boundaries: Boundaries | None, terms: Terms, theme: Path) -> bytes:
    """The page that checks submissions to this federation.

    Args:
        federation: its registers, units and site record.
        boundaries: those that may be drawn; None where none may.
        terms: on which the page checks.
        theme: site_theme/.

    Raises:
        FileNotFoundError: `make` has not fetched the packages of site_theme/package-lock.json.
    """
    words = Words(read_words(theme / "text.yml"))
    text = words.section("desk")
    drawn = outlines(boundaries.counties) if boundaries else None
    declared = declaration(federation, terms, text, preview(federation, drawn, words))
    publisher = str(federation.site["publisher"])
    unpacking = theme / "node_modules" / "fflate"
    running = script(theme / "desk", licensed(unpacking / "umd" / "index.js", unpacking / "LICENSE"))
    style = tokens(theme) + (theme / "desk" / "desk.css").read_text("utf-8")
    own = {"script": running, "style": style, "declared": as_json(declared)}
    return (
        document_templates(theme / "desk", words)
        .get_template("desk.html.j2")
        .render(
            text=text,
            publisher=publisher,
            footer=words("desk.footer", publisher=publisher, day=words.day(federation.as_of)),
            demo=terms.demo,
            policy=policy(running, style),
            **{name: Markup(inside) for name, inside in own.items()},  # noqa: S704  our own, and JSON without a sign that HTML knows
        )
        .encode()
    )
