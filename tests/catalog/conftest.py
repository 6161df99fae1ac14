"""A directory of its own in the real index: entries written set by set, without rows.

The entries belong to a site of another name, so that nobody else's tests see them.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from ckan.common import config
from ckan.lib.search import make_connection

from ckanext.dongguan.openness import counting, labels, policy
from ckanext.dongguan.openness.case import Case
from ckanext.dongguan.openness.policy import Operation

SITE = "catalog-tests"
CLASSES = {
    Case.OPEN: "unconditional", Case.CONDITIONAL: "conditional", Case.LISTED: "withheld",
    Case.WITHHELD: "withheld", Case.SHARED: "", Case.PREPARED: "unconditional",
}  # fmt: skip


def entry(number: int, case: Case = Case.OPEN, **fields: Any) -> dict[str, Any]:
    """Write the document of an entry as the rooms make it."""
    table, owner = policy.load(), fields.pop("owner", "none")
    shown = {
        "id": f"catalog-{number}", "name": f"catalog-{number:06}", "type": "dataset",
        "title": f"目录测试{number}", "open_class": CLASSES[case], "resources": [],
    }  # fmt: skip
    return {
        "index_id": f"catalog-{number}",
        "id": f"catalog-{number}",
        "name": f"catalog-{number:06}",
        "title": f"目录测试{number}",
        "site_id": config["ckan.site_id"],
        "entity_type": "package",
        "dataset_type": "dataset",
        "state": "active",
        "capacity": "public" if case.is_entry_public else "private",
        "open_class": CLASSES[case],
        "permission_labels": labels.of_dataset(case, owner, table),
        counting.COUNTERS: labels.of_dataset(case, owner, table, Operation.COUNT),
        "validated_data_dict": json.dumps(shown),
        "data_dict": json.dumps(shown),
        "has_resource": False,
        "catalog_town": "city",
        "organization": "dg-jtysj",
        **fields,
    }


def write(documents: list[dict[str, Any]]) -> None:
    make_connection().add(documents, commit=True)


@pytest.fixture
def directory(
    portal: None, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[[list[dict[str, Any]]], None]]:
    """Give a writer into a directory that is empty before and gone afterwards."""
    monkeypatch.setitem(config, "ckan.site_id", SITE)
    make_connection().delete(q=f"site_id:{SITE}", commit=True)
    yield write
    make_connection().delete(q=f"site_id:{SITE}", commit=True)


@pytest.fixture(scope="session", name="entry")
def _entry() -> Callable[..., dict[str, Any]]:
    """Give the function that writes the document of an entry."""
    return entry
