"""Which datasets of a plan are given out already, for everyone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

import ckan.plugins.toolkit as tk
import sqlalchemy as sa
from ckan import model

SET = 500


def found(ids: Iterable[str]) -> dict[str, dict[str, Any]]:
    """Find the public entries among datasets (their ids): one request for each 500."""
    return {one["id"]: one for page in _pages(sorted(set(ids))) for one in page}


def given(ids: Iterable[str]) -> set[str]:
    """Find the datasets (their ids) that are given out, by the rule of `is_given`."""
    asked = {"fq": "+has_resource:true +open_class:(unconditional OR conditional)", "fl": "id"}
    return {one["id"] for page in _pages(sorted(set(ids)), **asked) for one in page}


def stored(ids: Iterable[str]) -> dict[str, dict[str, Any]]:
    """Name datasets (their ids) whether they are public or not."""
    package = model.Package
    columns = (package.id, package.name, package.title, package.type)
    query = sa.select(*columns).where(package.id.in_(set(ids)), package.state == "active")
    return {row.id: dict(row._mapping) for row in model.Session.execute(query)}


def is_given(dataset: dict[str, Any]) -> bool:
    """Tell whether a public entry has a file, for everyone or on application."""
    classes = ("unconditional", "conditional")
    return bool(dataset.get("resources")) and dataset.get("open_class") in classes


def _pages(ids: list[str], **more: str) -> Iterator[list[dict[str, Any]]]:
    rest = iter(ids)
    while chosen := list(islice(rest, SET)):
        named = " OR ".join(f'"{one}"' for one in chosen)
        asked = {"fq_list": [f"+id:({named})"], "rows": SET, "facet": False, **more}
        yield tk.get_action("package_search")({"user": ""}, asked)["results"]
