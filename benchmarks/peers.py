"""The usual ways to read the same files: pandas' own reader, which checks nothing, and pydantic, which checks record by record."""

import csv
import unicodedata
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal

import pandas as pd
from pydantic import AfterValidator, BaseModel, BeforeValidator, StringConstraints, ValidationError, create_model, model_validator
from pydantic import Field as Stated

from build_scripts.declare import Field, Kind

_FREE = ("text", "paragraph", "reference")


def by_pandas(files: Sequence[Path]) -> tuple[list[pd.DataFrame], int]:
    """The frames of pandas' C reader, with its guesses of types, and no faults, for it looks for none."""
    return [pd.read_csv(file, low_memory=False) for file in files], 0  # noqa: TID251  the peer itself


def by_pydantic(files: Sequence[Path], kind: Kind) -> tuple[list[BaseModel], int]:
    """One model a record, and the number of records refused."""
    model = record_model(kind)
    records: list[BaseModel] = []
    refused = 0
    for file in files:
        with file.open(encoding="utf-8-sig", newline="") as text:
            for row in csv.DictReader(text):
                try:
                    records.append(model.model_validate(row))
                except ValidationError:
                    refused += 1
    return records, refused


def record_model(kind: Kind) -> type[BaseModel]:
    """A pydantic model with the constraints that the kind declares; its fields are read by their titles."""
    fields: dict[str, Any] = {field.name: (_annotation(field), _default(field)) for field in kind.fields}
    return create_model(kind.name, __base__=_Ruled if kind.name == "disclosure" else BaseModel, **fields)


class _Ruled(BaseModel):
    """The rules between the cells of a disclosure (E140 to E142); E139 is one more pattern."""

    @model_validator(mode="after")
    def _in_order(self) -> "_Ruled":
        values = self.__dict__
        if values["published_on"] < values["document_on"]:
            raise ValueError("E140")
        if values["mode"] == "公示" and not (values["notice_from"] and values["notice_to"]):
            raise ValueError("E141")
        if values["notice_from"] and values["notice_to"] and values["notice_to"] < values["notice_from"]:
            raise ValueError("E142")
        return self


def _default(field: Field) -> Any:
    return Stated(validation_alias=field.title) if field.required else Stated(default=None, validation_alias=field.title)


def _annotation(field: Field) -> Any:
    kept: Any = str
    if field.one_of:
        kept = Literal[field.one_of]
    elif field.grammar.name == "count":
        kept = Annotated[str, StringConstraints(pattern=_whole(field)), AfterValidator(int)]
    elif field.grammar.name == "day":
        kept = Annotated[str, StringConstraints(pattern=_whole(field)), AfterValidator(_real_day)]
    elif field.grammar.name in _FREE:
        kept = Annotated[str, StringConstraints(pattern=_whole(field), max_length=field.most), AfterValidator(_clean)]
    else:
        kept = Annotated[str, StringConstraints(pattern=_whole(field))]
    return kept if field.required else Annotated[kept | None, BeforeValidator(_stated)]


def _whole(field: Field) -> str:
    pattern = r"[0-9A-Za-z-]{6,32}/(?:19|20)[0-9]{2}-[0-9]{5}" if field.name == "index_number" else field.grammar.pattern
    return rf"^(?:{pattern})$"


def _stated(text: str) -> str | None:
    return text or None


def _real_day(text: str) -> str:
    date.fromisoformat(text)
    return text


def _clean(text: str) -> str:
    if not text or text != text.strip() or not unicodedata.is_normalized("NFC", text):
        raise ValueError("E101, E106 or E107")
    return text
