"""Fixtures of the room `files`: contents, people, and a dataset with one file."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import ckan.plugins.toolkit as tk
import pytest
from ckan import model
from ckan.tests import factories, helpers

from ckanext.dongguan.files.local import from_bytes
from ckanext.dongguan.files.model import stored_files

NAME = "东莞市公交站点信息（2026年）.csv"
CONTENT = "站点名称,镇街\n厚街汽车站,厚街镇\n".encode("gb18030")


@pytest.fixture
def vault_folder(portal: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the site an empty vault."""
    folder = tmp_path / "vault"
    monkeypatch.setitem(tk.config, "ckan.storage_path", str(tmp_path / "storage"))
    monkeypatch.setitem(tk.config, "ckanext.dongguan.files.folder", str(folder))
    return folder


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

    def fetch(resource: dict[str, Any], method: str = "GET", **headers: str) -> Any:
        address = f"/dataset/{resource['package_id']}/resource/{resource['id']}/download"
        named = {k.replace("_", "-"): v for k, v in headers.items()}
        return app.test_client().open(address, method=method, headers=named)

    return fetch


@pytest.fixture
def forget() -> Callable[[Path], None]:
    """Let a file and its row look as if they had lain there for years."""

    def make_old(path: Path) -> None:
        os.utime(path, (1000, 1000))
        table = stored_files
        old = datetime.fromtimestamp(1000, UTC)
        model.Session.execute(
            table.update().where(table.c.key == path.name).values(stored_at=old)
        )
        model.Session.commit()

    return make_old


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
