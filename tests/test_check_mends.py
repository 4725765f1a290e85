"""What people are told to write instead is itself accepted, and no sample passes for it."""

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from build_scripts.check.column import check_column
from build_scripts.check.mend import explain
from build_scripts.declare import Field, discover
from build_scripts.findings import Finding
from build_scripts.place import Place
from build_scripts.sentences import sentence

FIELDS: dict[str, Field] = {field.grammar.name: field for kind in discover().values() for field in kind.fields}
LIKELY = st.text("0123456789０１９ -/.,年月日季度第约万余%〔〕[]号Qq二ab、NAＡ\u200b", max_size=14)


def refused(field: Field, text: str) -> bool:
    return bool(check_column(pd.Series([text], dtype="str"), field).refused[0])


@given(st.sampled_from(sorted(FIELDS)), LIKELY | st.text(max_size=30))
@settings(max_examples=400)
def test_every_refused_text_is_explained_and_every_mend_is_accepted(grammar: str, text: str) -> None:
    field = FIELDS[grammar]
    if text and refused(field, text):
        code, facts = explain(field, text)
        assert sentence(Finding(code, Place("a.csv"), facts))
        assert not facts.get("mend") or not refused(field, facts["mend"])


def test_a_sample_is_told_as_a_sample_and_not_as_what_was_meant() -> None:
    field = next(field for field in discover()["organisation"].fields if field.name == "employees")
    told = {text: sentence(Finding("E102", Place("a.csv"), explain(field, text)[1])) for text in ("三百", "20人", "13800138000人")}
    assert told["三百"].endswith("改法：照样子填写，例如 320。")
    assert told["20人"].endswith("改法：写成 20。")
    assert told["13800138000人"].endswith("现为「138******00人」。改法：照样子填写，例如 320。")
