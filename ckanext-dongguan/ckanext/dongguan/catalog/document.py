"""What the index holds of an entry for the trees of the directory, without CKAN."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ckanext.dongguan.schemas.codelists import load

from .place import class_branch, town_branch


def branches(document: Mapping[str, Any], dataset: Mapping[str, Any]) -> dict[str, str]:
    """Name the branches of an entry; `dataset` is its public part as `package_show` has it."""
    towns = document.get("town") or ()
    stated = str(dataset.get("resource_class") or "")
    code = str(dataset.get("resource_code") or "")
    found = {
        "catalog_town": town_branch([towns] if isinstance(towns, str) else towns),
        "resource_class": class_branch(stated, code, load("resource_classes")),
    }
    return {name: value for name, value in found.items() if value}
