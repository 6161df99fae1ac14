"""Files that come with a record of a source."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import ckan.plugins.toolkit as tk
import pytest
from ckan.tests import helpers

from ckanext.dongguan.files.local import from_bytes

NAME = "厚街镇公交站点.csv"


@pytest.fixture
def record(department: dict[str, Any], new_name: Callable[[str], str]) -> dict[str, Any]:
    return {
        "name": new_name("jilu"),
        "title": "厚街镇公交站点",
        "owner_org": department["id"],
        "source_system": "test",
        "source_id": new_name("r"),
    }


def test_a_record_brings_its_files_along(
    vault_folder: Path, stored: Callable[[], list[Path]], record: dict[str, Any]
) -> None:
    files = [
        {"name": n, "upload": from_bytes(c, n)} for n, c in ((NAME, b"a,1\n"), ("b.txt", b"b"))
    ]

    written = helpers.call_action("dongguan_intake_write", **record, resources=files)

    shown = helpers.call_action("package_show", id=written["id"])
    assert [r["filename"] for r in shown["resources"]] == [NAME, "b.txt"]
    assert sorted(p.read_bytes() for p in stored()) == [b"a,1\n", b"b"]


def test_a_record_with_a_refused_file_leaves_nothing(
    vault_folder: Path, stored: Callable[[], list[Path]], record: dict[str, Any]
) -> None:
    files = [{"name": n, "upload": from_bytes(b"a,1\n", n)} for n in (NAME, "不是表格.xlsx")]

    with pytest.raises(tk.ValidationError, match="不是表格"):
        helpers.call_action("dongguan_intake_write", **record, resources=files)

    assert stored() == []
    with pytest.raises(tk.ObjectNotFound):
        helpers.call_action("package_show", id=record["name"])
