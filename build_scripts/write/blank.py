"""A blank record of a kind, filled in with samples and commented: the first document of whoever submits one."""

import csv
import io
import json
import re

from build_scripts.declare import Field, Kind, discover
from build_scripts.phrases import BLANK, EXPECTED

_PLAIN = re.compile(r"[\w.〔〕]([\w.〔〕，。、；（） /-]*[\w.〔〕，。、；（）])?")  # what YAML reads as itself without quotes


def blank_record(kind: Kind) -> str:
    """YAML that reads back as one sound record of the kind once the references are real."""
    lines = [f"# {kind.title}：{kind.about}", BLANK["folder"].format(kind=kind.name)]
    for field in kind.fields:
        lines += ["", _comment(field), _line(field)]
    return "\n".join(lines)


def blank_csv(kind: Kind) -> bytes:
    """The same as a CSV file: header and one row of samples, in UTF-8 with BOM, so that WPS shows it rightly."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows([[field.title for field in kind.fields], [field.sample for field in kind.fields]])
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def _comment(field: Field) -> str:
    told = [BLANK["required"] if field.required else BLANK["optional"]]
    if field.refers:
        told.append(BLANK["refers"].format(title=discover()[field.refers].title, folder=field.refers))
    else:
        told.append(BLANK["choices"].format(choices="、".join(field.one_of)) if field.one_of else EXPECTED[field.grammar.name])
    if field.unit:
        told.append(BLANK["unit"].format(unit=field.unit))
    return "# " + "；".join([*told, *([field.help] if field.help else [])])


def _line(field: Field) -> str:
    mark = "" if field.required or field.sample else "# "
    sample = field.sample if _PLAIN.fullmatch(field.sample) else json.dumps(field.sample, ensure_ascii=False)
    return f"{mark}{field.title}: {sample}".rstrip()
