"""The evidence of every figure (每个数字都能点开): `why/<indicator>/<place>.html`, and the same for programs as JSON."""

from collections.abc import Iterator

from build_scripts.view.address import up
from build_scripts.view.edition import Edition
from build_scripts.view.evidence import Witness
from build_scripts.view.figure import why_path
from build_scripts.view.trace import Traces
from build_scripts.write.output import Output, Page
from build_scripts.write.proofs import Proofs
from build_scripts.write.why_json import why_json


def why_pages(edition: Edition, indicator: str) -> Iterator[Page | Output]:
    """The pages of one indicator of the dashboard: the province's totals and every unit that has a figure."""
    witness = Witness(edition, indicator)
    template = edition.templates.get_template("why.html.j2")
    root = up(why_path(indicator, edition.tree.root))
    made = Proofs(edition.templates, root)
    for trace in Traces(edition, indicator).all():
        page = witness.evidence(trace)
        yield why_json(witness.references, trace, page)
        yield Page(page.path, page.title, page.description, template.render(page=page, root=root, made=made))
