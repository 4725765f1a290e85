"""What can be found: every published record that has a page, as documents of the index."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence

import numpy as np
import pandas as pd

from build_scripts.find.index import GROUPS
from build_scripts.find.order import FACETS
from build_scripts.view.address import disclosure_path, is_federation, item_path, union_path
from build_scripts.view.columns import filled, joined, scattered, sought, spread, stored, where
from build_scripts.view.edition import Edition
from build_scripts.view.fingerprint import short_codes
from build_scripts.view.union import federation_name

TextOf = Callable[[str, bool], str | None]
"""The text of an attachment: by its file name and whether it is invented; None where there is none."""

_FIELDS: Mapping[str, Mapping[str, Sequence[str]]] = {
    "disclosure": {
        "title": ("title",),
        "body": ("summary",),
        "by": ("publisher",),
        "beside": ("document_number",),
        "code": ("index_number",),
        "item": ("item",),
        "on": ("published_on",),
        "state": ("mode",),
    },
    "honour": {"title": ("title",), "body": ("recipient", "note"), "by": ("granting_body",), "code": ("code",), "on": ("year",)},
    "organisation": {"title": ("name",), "beside": ("type", "sector"), "code": ("code",)},
    "indicator": {"title": ("name",), "body": ("gloss",), "beside": ("pitfall", "basis", "numerator", "denominator"), "code": ("code",)},
    "unit": {"title": ("name",), "body": ("short",), "code": ("code",)},
}
"""Which fields of which kinds are searched, and as what."""

_COLUMNS = ("address", "sort", "title", "body", "by", "beside", "code", "unit", "item", "on", "state", "level")


def find_documents(edition: Edition, text_of: TextOf) -> pd.DataFrame:
    """One row a published record of the kinds above, as `find.index.index` takes them."""
    found = pd.concat([*(_of_kind(edition, name) for name in _FIELDS), _gone(edition), _federations(edition)], ignore_index=True)
    told = (found["sort"] == "disclosure").to_numpy(dtype=bool)
    beside, numbers = stored(found, "beside"), stored(found, "code")
    changed, attached = (scattered(len(found), sought(known, numbers)) for known in (_changed(edition), _attached(edition, text_of)))
    whole = beside
    for more in (short_codes(numbers), changed, attached):
        both = np.asarray(filled(spread(whole, len(found)))) & np.asarray(filled(spread(more, len(found))))
        whole = joined(whole, where(both, "\n"), more)
    found["beside"] = pd.Series(where(told, whole, beside), dtype="str")
    return found


def _of_kind(edition: Edition, name: str) -> pd.DataFrame:
    rows = edition.federation.tables[name]
    kind = edition.federation.kinds[name]
    found = pd.DataFrame(dict.fromkeys(_COLUMNS, ""), index=rows.index, dtype="str")
    for column, fields in _FIELDS[name].items():
        texts = [rows[field].astype("str").where(rows[field].notna(), "") for field in fields]
        found[column] = texts[0] if len(texts) == 1 else texts[0].str.cat(texts[1:], sep="\n").str.strip()
    codes = rows[kind.key[0]]
    found["address"] = [item_path(kind, code) for code in codes.tolist()]
    found["sort"] = name
    found["unit"] = codes if name == "unit" else rows["unit"] if name != "indicator" else ""
    found["level"] = _levels(edition, found["unit"])
    found["on"] = found["on"].where(found["on"].str[:4].str.isdigit(), "")
    return found.assign(demo=rows["_demo"].astype(bool))


def _levels(edition: Edition, units: pd.Series) -> pd.Series:
    """The level of each unit, empty where it has none."""
    return units.map(edition.federation.tables["unit"].set_index("code")["level"]).fillna("").astype("str")


def _gone(edition: Edition) -> pd.DataFrame:
    """What was taken down or revoked, by its number and why; nothing of its content."""
    rows = edition.federation.gone
    found = pd.DataFrame(dict.fromkeys(_COLUMNS, ""), index=rows.index, dtype="str")
    if not len(rows):
        return found.assign(demo=pd.Series(dtype=bool))
    found["title"] = [edition.words("article.gone", why=why) for why in rows["why"]]
    found["body"] = rows["reason"].where(rows["reason"].notna(), "").astype("str")
    for column, field in {"code": "index_number", "unit": "unit", "item": "item", "on": "published_on", "state": "why"}.items():
        found[column] = rows[field].astype("str")
    found["address"] = [disclosure_path(number) for number in rows["index_number"]]
    found["level"] = _levels(edition, found["unit"])
    return found.assign(sort="disclosure", demo=rows["_demo"].astype(bool))


def _federations(edition: Edition) -> pd.DataFrame:
    """The federations that disclosed anything, by the names under which they are known; each leads to its own page."""
    numbers = pd.concat([edition.federation.tables["disclosure"]["index_number"], edition.federation.gone["index_number"]])
    codes = numbers.str.replace("/.*", "", regex=True).unique()
    told = sorted(code for code in codes if is_federation(code) and code in edition.tree.units.index)
    found = pd.DataFrame(dict.fromkeys(_COLUMNS, ""), index=range(len(told)), dtype="str")
    found["title"] = [federation_name(edition, code) for code in told]
    found["address"] = [union_path(code) for code in told]
    found["unit"] = told
    found["level"] = _levels(edition, found["unit"])
    return found.assign(sort="organisation", demo=False)


def _changed(edition: Edition) -> dict[str, str]:
    """By index number of what was corrected or revised, that it was, and when."""
    rows = edition.federation.tables["correction"].sort_values("on", kind="stable")
    found: dict[str, list[str]] = {}
    for number, kind, day in zip(rows["disclosure"], rows["type"], rows["on"], strict=True):
        found.setdefault(number, []).append(edition.words("find.changed", type=kind, on=edition.words.day(day)))
    return {number: "\n".join(told) for number, told in found.items()}


def _attached(edition: Edition, text_of: TextOf) -> dict[str, str]:
    """By index number, titles and texts of a disclosure's attachments."""
    found: dict[str, list[str]] = {}
    rows = edition.federation.tables["attachment"]
    for file, disclosure, title, demo in zip(rows["file"], rows["disclosure"], rows["title"], rows["_demo"], strict=True):
        found.setdefault(disclosure, []).extend([title, text_of(file, bool(demo)) or ""])
    return {disclosure: "\n".join(texts) for disclosure, texts in found.items()}


def labels(edition: Edition) -> dict[str, dict[str, str]]:
    """By facet, what its codes are called."""
    sorts = {name: edition.words(f"find.sort_{name}") for name in _FIELDS}
    named = {"unit": dict(edition.headings["unit"]), "item": dict(edition.headings["catalogue"]), "sort": sorts}
    return {facet: named.get(facet, {}) for facet in FACETS} | {GROUPS: _groups(edition)}


def _groups(edition: Edition) -> dict[str, str]:
    """By unit that reports to a prefecture, or is one to which others report, the name of the prefecture."""
    tree, wholes = edition.tree, edition.wholes
    owners = {code: tree.owner(tree.current(code), frozenset(wholes)) for code in sorted(tree.home)}
    several = Counter(owners.values())
    return {code: wholes[owner] for code, owner in owners.items() if owner and several[owner] > 1}


def synonyms(edition: Edition) -> dict[str, list[str]]:
    """By word what is looked for beside it: what unions mean by it, and the names of a unit by each of its aliases."""
    found: dict[str, list[str]] = {}
    tables = edition.federation.tables
    names = edition.headings["unit"]
    for alias, unit in zip(tables["unit_alias"]["alias"], tables["unit_alias"]["unit"], strict=True):
        if alias != names.get(unit, alias) and len(alias) > 1:
            found.setdefault(alias, []).append(names[unit])
    if "synonym" in tables:
        for word, meaning in zip(tables["synonym"]["word"], tables["synonym"]["meaning"], strict=True):
            found.setdefault(word, []).append(meaning)
    return {word: sorted(set(found[word])) for word in sorted(found)}
