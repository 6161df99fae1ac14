"""The portal's codes in the vocabularies of DCAT-AP 3, without CKAN."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from ckanext.dongguan.codelists.concepts import AUTHORITY, VOCABULARIES
from ckanext.dongguan.numbering.resource_code import former
from ckanext.dongguan.schemas import coded
from ckanext.dongguan.schemas.codelists import load

Fields = Mapping[str, Any]
_AUTHORITIES = {**VOCABULARIES, "eu_data_theme": "data-theme"}
# Words of DCAT-AP to our field and the column of its code list that holds the address's end.
SPOKEN = {
    "theme": ("theme", "eu_data_theme"),
    "frequency": ("update_frequency", "eu_frequency"),
    "access_rights": ("open_class", "eu_access_right"),
}


def translated(dataset: Fields) -> dict[str, Any]:
    """Return a dataset's fields with codes as the addresses that DCAT-AP asks for.

    Codes without a counterpart are left out: a bare `04` is no address.
    """
    spoken = {k: v for k, v in dataset.items() if k not in ("theme", "update_frequency")}
    found = {word: list(_addresses(*said, dataset)) for word, said in SPOKEN.items()}
    spoken.update(
        theme=found["theme"],
        frequency=next(iter(found["frequency"]), None),
        access_rights=next(iter(found["access_rights"]), None),
        temporal_start=dataset.get("period_start"),
        temporal_end=dataset.get("period_end"),
        identifier=dataset.get("resource_code"),
        alternate_identifier=list(former(dataset.get("former_resource_codes"))),
    )
    return {key: value for key, value in spoken.items() if value not in (None, "", [])}


def _addresses(field: str, column: str, dataset: Fields) -> Iterator[str]:
    found = load(coded.lists()[field]).get(dataset.get(field) or "")
    for name in found.values(column) if found else ():
        yield f"{AUTHORITY}/{_AUTHORITIES[column]}/{name}"


def read_back(dataset: Fields) -> dict[str, Any]:
    """Return what a DCAT catalogue says of a dataset with its addresses as our codes.

    Addresses without a counterpart are left out. What it says of access is a proposal:
    opening is a decision of the department here.
    """
    extras = {one["key"]: one["value"] for one in dataset.get("extras", ())}
    said = {**extras, **{k: v for k, v in dataset.items() if k in SPOKEN}}
    coded_ = {
        ours: _code(ours, column, said.get(word)) for word, (ours, column) in SPOKEN.items()
    }
    kept = {k: v for k, v in dataset.items() if k not in SPOKEN and k != "publisher"}
    rest = [{"key": k, "value": v} for k, v in extras.items() if k not in SPOKEN]
    files = [
        {**one, "format": _last(one.get("format"))} for one in dataset.get("resources", ())
    ]
    found = {name: code for name, code in coded_.items() if code}
    return {**kept, **found, "extras": rest, "resources": files}


def _code(field: str, column: str, said: Any) -> str:
    """Find the code that means all that is said, else one that means the first known of it."""
    names = [_last(address) for address in _several(str(said or ""))]
    codes = load(coded.lists()[field])
    whole = (code.code for code in codes if names and set(code.values(column)) == set(names))
    by_name: dict[str, str] = {}
    # A code that means one thing alone says it better than one that means several.
    for code in sorted(codes, key=lambda one: len(one.values(column))):
        for name in code.values(column):
            by_name.setdefault(name, code.code)
    return next(whole, "") or next((by_name[name] for name in names if name in by_name), "")


def _several(text: str) -> list[Any]:
    try:
        found = json.loads(text) if text.startswith("[") else None
    except ValueError:
        found = None
    return found if isinstance(found, list) else [text]


def _last(address: Any) -> str:
    text = str(address or "").rstrip("/")
    return text.rpartition("/")[2] if "://" in text else text
