"""The portal's codes in the vocabularies of DCAT-AP 3, without CKAN."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from ckanext.dongguan.numbering.resource_code import former
from ckanext.dongguan.schemas import coded
from ckanext.dongguan.schemas.codelists import load

Fields = Mapping[str, Any]
AUTHORITY = "http://publications.europa.eu/resource/authority"
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
    spoken.update(
        theme=list(_addresses("data-theme", "theme", "eu_data_theme", dataset)),
        frequency=_address("frequency", "update_frequency", "eu_frequency", dataset),
        access_rights=_address("access-right", "open_class", "eu_access_right", dataset),
        temporal_start=dataset.get("period_start"),
        temporal_end=dataset.get("period_end"),
        identifier=dataset.get("resource_code"),
        alternate_identifier=list(former(dataset.get("former_resource_codes"))),
    )
    return {key: value for key, value in spoken.items() if value not in (None, "", [])}


def _addresses(authority: str, field: str, column: str, dataset: Fields) -> Iterator[str]:
    found = load(coded.lists()[field]).get(dataset.get(field) or "")
    for name in found.values(column) if found else ():
        yield f"{AUTHORITY}/{authority}/{name}"


def _address(authority: str, field: str, column: str, dataset: Fields) -> str | None:
    return next(_addresses(authority, field, column, dataset), None)


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
    """Find the code of the first address that has one; several stand in a JSON list."""
    text = str(said or "")
    addresses = json.loads(text) if text.startswith("[") else [text]
    known = load(coded.lists()[field]).column(column)
    return next((str(known[n].code) for n in map(_last, addresses) if n in known), "")


def _last(address: Any) -> str:
    text = str(address or "").rstrip("/")
    return text.rpartition("/")[2] if "://" in text else text
