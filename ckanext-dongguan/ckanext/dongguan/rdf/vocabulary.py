"""The portal's codes in the vocabularies of DCAT-AP 3, without CKAN."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ckanext.dongguan.numbering.resource_code import former
from ckanext.dongguan.schemas import coded
from ckanext.dongguan.schemas.codelists import load

Fields = Mapping[str, Any]
AUTHORITY = "http://publications.europa.eu/resource/authority"


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
