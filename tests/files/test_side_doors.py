"""Addresses by which a file must not leave."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from ckan import model
from ckan.lib import api_token
from ckan.tests import factories

from ckanext.dongguan.files.store_rights import file_allows

CONTENT = "站点名称,镇街\n厚街汽车站,厚街镇\n".encode("gb18030")

Make = Callable[..., dict[str, Any]]


@pytest.mark.parametrize("status", ["open", "closed"])
def test_no_other_address_gives_the_bytes(
    with_file: Make, app: Any, vault_folder: Path, status: str
) -> None:
    resource = with_file(open_class="unconditional" if status == "open" else "conditional")
    rid, client = resource["id"], app.test_client()
    (stored,) = (p for p in vault_folder.rglob("*") if p.is_file())
    path = stored.relative_to(vault_folder)

    for address in (
        f"/uploads/{path}",
        f"/resources/{path}",
        f"/storage/resources/{path}",
        f"/uploads/../resources/{path}",
        f"/uploads/%2e%2e/%2e%2e/resources/{path}",
        f"/file/download/{rid}",
        f"/file/public-download/resources/{path}",
        f"/file/public-download/default/resources/{path}",
        f"/file/public-download/users/../../../vault/{path}",
        f"/file/public-download/groups/%2e%2e/%2e%2e/%2e%2e/vault/{path}",
        f"/webassets/../resources/{path}",
        f"/vault/{path}",
        f"/uploads/../../vault/{path}",
    ):
        answer = client.get(address)
        assert answer.status_code in {403, 404}, address
        assert CONTENT not in answer.data, address


@pytest.mark.parametrize(
    "rid", ["..%2f..%2f..%2fetc%2fpasswd", "....//....//etc", "%00", "a" * 3000]
)
def test_a_crafted_id_finds_nothing(app: Any, dataset: Make, rid: str) -> None:
    answer = app.test_client().get(f"/dataset/{dataset()['id']}/resource/{rid}/download")

    assert answer.status_code in {400, 404}


def test_no_token_is_a_key_to_a_file(with_file: Make, app: Any) -> None:
    resource = with_file()
    claims = {"aud": "trusted_download", "location": resource["id"], "storage": "resources"}

    for token in (
        api_token.encode_token(claims),
        api_token.encode_token({**claims, "sub": "x"}),
    ):
        assert app.test_client().get(f"/file/trusted-download/{token}").status_code == 404


@pytest.mark.parametrize("who", ["anonymous", "stranger", "sysadmin", "editor"])
def test_ckan_s_own_store_gives_out_nothing_of_a_dataset(
    with_file: Make, app: Any, editor: dict[str, str], who: str
) -> None:
    """A file that somebody laid into CKAN's store and tied to a resource or a dataset."""
    resource = with_file(open_class="conditional", open_condition="申请")
    headers = {
        "anonymous": {},
        "stranger": {"Authorization": factories.UserWithToken()["token"]},
        "sysadmin": {"Authorization": factories.SysadminWithToken()["token"]},
        "editor": editor,
    }[who]
    owners = (("resource", resource["id"]), ("package", resource["package_id"]), ("", ""))
    files = [owned(*owner) for owner in owners]

    for file in files:
        page = app.test_client().get(f"/file/download/{file}", headers=headers)
        assert page.status_code == 404
        shown = app.test_client().get(f"/api/3/action/file_show?id={file}", headers=headers)
        assert shown.status_code in {400, 403, 404}


def test_the_right_to_the_data_decides_over_a_file_in_ckan_s_own_store(with_file: Make) -> None:
    public, closed = with_file(), with_file(open_class="conditional", open_condition="申请")
    anybody = {"user": ""}

    def allows(kind: str, owner: str) -> bool | None:
        file = model.Session.get(model.File, owned(kind, owner))
        return file_allows(anybody, file, "show")

    assert allows("resource", public["id"]) is True
    assert allows("resource", closed["id"]) is False
    assert allows("package", public["package_id"]) is False
    assert allows("", "") is False


def owned(kind: str, owner: str) -> str:
    file = model.File(
        name="x.csv", location=str(uuid.uuid4()), storage="resources", content_type="text/csv",
        size=1, hash="x",
    )  # fmt: skip
    model.Session.add(file)
    model.Session.flush()
    if kind:
        model.Session.add(model.FileOwner(file_id=file.id, owner_id=owner, owner_type=kind))
    model.Session.commit()
    return str(file.id)
