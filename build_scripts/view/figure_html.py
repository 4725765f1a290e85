"""Figures, facts and links as HTML, each with the way to its evidence."""

from markupsafe import Markup, escape

from build_scripts.view.figure import Anchor, Fact, Figure, Link, Piece, Told, plain


def shown(told: Piece | Told, root: str) -> Markup:
    """A figure, a fact, a link or a sentence of them as HTML; the macros `fig` and `tell` print what this makes.

    Args:
        told: what to show; a text is escaped, a figure without text is nothing.
        root: the prefix that leads from the page to the site's root.
    """
    return Markup(html_of(told, root))  # noqa: S704  escaped below


def html_of(told: Piece | Told, root: str) -> str:
    """What `shown` makes, as a text that may be put between other HTML."""
    if type(told) is tuple:
        return "".join([_escaped(piece) if type(piece) is str else _html(piece, root) for piece in told])
    return _html(told, root)  # type: ignore[arg-type]


def cell(figure: str | Figure, root: str, name: str, instead: str = "") -> Markup:
    """A figure whose text and address a script changes, as an element of that name (`data-c`); `instead` stands where there is none."""
    if isinstance(figure, str) or not figure.text:
        return Markup(f'<a data-c="{escape(name)}">{escape(figure if isinstance(figure, str) else instead)}</a>')  # noqa: S704  escaped
    address, text = escape(figure.why), escape(plain(figure.text))
    return Markup(f'<a class="gk-why" href="{root}{address}" data-c="{escape(name)}">{text}</a>')  # noqa: S704  escaped


def _html(piece: Piece, root: str) -> str:
    if isinstance(piece, Fact):
        return f'<data value="{_escaped(piece.value)}">{_escaped(plain(piece.text))}</data>'
    if isinstance(piece, str):
        return escape(piece)
    if isinstance(piece, (Link, Anchor)):
        return _linked(piece, root)
    text = _escaped(plain(piece.text))
    return f'<a class="gk-why" href="{root}{_escaped(piece.why)}">{text}</a>' if text else ""


def _linked(piece: Link | Anchor, root: str) -> str:
    href = f"#{_escaped(piece.id)}" if isinstance(piece, Anchor) else root + _escaped(piece.href)
    return f'<a href="{href}">{_escaped(piece.text)}</a>'


def _escaped(text: str) -> str:
    """The text with its markup escaped; most texts have none, and asking is quicker than escaping."""
    if type(text) is not str or "&" in text or "<" in text or '"' in text or "'" in text or ">" in text:
        return str(escape(text))
    return text
