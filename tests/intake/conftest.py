"""Records of a source, and what became of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from ckan.lib import search
from ckan.tests import helpers

from ckanext.dongguan.intake import drain

Record = dict[str, Any]
Make = Callable[..., Record]
OWN = {
    "id", "name", "package_id", "created", "metadata_created", "metadata_modified",
    "last_modified", "position", "resource_code", "former_codes",
}  # fmt: skip


@pytest.fixture
def nothing_waits(portal: None) -> None:
    """Send what killed processes of other tests left behind, for those who count what waits."""
    drain.drain()


@pytest.fixture
def record(department: Record, new_name: Callable[[str], str]) -> Make:
    def make(**fields: Any) -> Record:
        return {
            "source_system": "test",
            "source_id": new_name("jilu"),
            "title": "东莞市空气质量日报",
            "owner_org": department["id"],
            "theme": "02",
            "town": ["441900003"],
            "tags": [{"name": "空气"}, {"name": "PM2.5"}],
            "items": [{"name": "站点", "type": "C", "length": "20"}, {"name": "浓度"}],
            "resources": [{"name": "日报", "url": "http://x.invalid/a.csv", "format": "CSV"}],
            **fields,
        }

    return make


def write_many(records: list[Record], **options: Any) -> list[Record]:
    return list(helpers.call_action("dongguan_intake_write_many", records=records, **options))


def stored(package_id: str) -> Record:
    return dict(helpers.call_action("package_show", {"use_cache": False}, id=package_id))


def without_own(value: Any) -> Any:
    if isinstance(value, dict):
        return {k: without_own(v) for k, v in value.items() if k not in OWN}
    return [without_own(v) for v in value] if isinstance(value, list) else value


def indexed(package_id: str) -> Record:
    (document,) = search.make_connection().search(f'id:"{package_id}"').docs
    varying = {*OWN, "index_id", "_version_", "data_dict", "validated_data_dict", "timestamp"}
    varying |= {"indexed_ts", "source_id", "source_system", "name_ngram"}
    return {k: v for k, v in document.items() if k not in varying}
