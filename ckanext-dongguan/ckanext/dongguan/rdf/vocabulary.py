"""The portal's codes in the vocabularies of DCAT-AP 3, without CKAN."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ckanext.dongguan.schemas.codelists import load

AUTHORITY = "http://publications.europa.eu/resource/authority"
_ACCESS = {"unconditional": "PUBLIC", "conditional": "RESTRICTED", "withheld": "NON_PUBLIC"}


def translated(dataset: Mapping[str, Any]) -> dict[str, Any]:
    """Return a dataset's fields with codes as the addresses that DCAT-AP asks for.

    Codes without a counterpart are left out: a bare `04` is no address.
    """
    spoken = {k: v for k, v in dataset.items() if k not in ("theme", "update_frequency")}
    spoken.update(
        theme=_addresses("data-theme", "themes", "eu_data_theme", dataset.get("theme")),
        frequency=_frequency(dataset.get("update_frequency")),
        access_rights=_access(dataset.get("open_class")),
        temporal_start=dataset.get("period_start"),
        temporal_end=dataset.get("period_end"),
        identifier=dataset.get("resource_code"),
    )
    return {key: value for key, value in spoken.items() if value not in (None, "", [])}


def _addresses(authority: str, codelist: str, column: str, code: str | None) -> list[str]:
    found = load(codelist).get(code or "")
    names = found.more.get(column, "").split(";") if found else []
    return [f"{AUTHORITY}/{authority}/{name}" for name in names if name]


def _frequency(code: str | None) -> str | None:
    return next(iter(_addresses("frequency", "update_frequency", "eu_frequency", code)), None)


def _access(open_class: str | None) -> str | None:
    name = _ACCESS.get(open_class or "")
    return f"{AUTHORITY}/access-right/{name}" if name else None
