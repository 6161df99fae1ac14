"""Fixtures of the room `files`: contents, people, and a dataset with one file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import ckan.plugins.toolkit as tk
import pytest
from ckan.tests import factories, helpers

from ckanext.dongguan.files.local import from_bytes

NAME = "东莞市公交站点信息（2026年）.csv"
CONTENT = "站点名称,镇街\n厚街汽车站,厚街镇\n".encode("gb18030")


@pytest.fixture
def vault_folder(portal: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the site an empty vault."""
    monkeypatch.setitem(tk.config, "ckan.storage_path", str(tmp_path))
    return tmp_path / "resources"


@pytest.fixture
def stored(vault_folder: Path) -> Callable[[], list[Path]]:
    """List the files in the vault."""
    return lambda: [p for p in vault_folder.rglob("*") if p.is_file()]


@pytest.fixture
def with_file(
    vault_folder: Path, dataset: Callable[..., dict[str, Any]]
) -> Callable[..., dict[str, Any]]:
    """Make a dataset with one file."""

    def make(name: str = NAME, content: bytes = CONTENT, **fields: Any) -> dict[str, Any]:
        package = dataset(**fields)
        resource = helpers.call_action(
            "resource_create", package_id=package["id"], upload=from_bytes(content, name)
        )
        return dict(resource)

    return make


@pytest.fixture
def download(app: Any) -> Callable[..., Any]:
    """Fetch a resource's file as nobody in particular."""

    def fetch(resource: dict[str, Any], **headers: str) -> Any:
        address = f"/dataset/{resource['package_id']}/resource/{resource['id']}/download"
        return app.test_client().get(
            address, headers={k.replace("_", "-"): v for k, v in headers.items()}
        )

    return fetch


@pytest.fixture
def editor(department: dict[str, Any]) -> dict[str, str]:
    """Give the headers of an editor of the department."""
    user = factories.UserWithToken()
    helpers.call_action(
        "organization_member_create",
        id=department["id"],
        username=user["name"],
        role="editor",
    )
    return {"Authorization": user["token"]}
