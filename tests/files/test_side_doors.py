"""Addresses by which a file must not leave."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

CONTENT = "站点名称,镇街\n厚街汽车站,厚街镇\n".encode("gb18030")

Make = Callable[..., dict[str, Any]]


@pytest.mark.parametrize("status", ["open", "closed"])
def test_no_other_address_gives_the_bytes(
    with_file: Make, app: Any, vault_folder: Path, status: str
) -> None:
    resource = with_file(open_class="unconditional" if status == "open" else "conditional")
    rid, digest = resource["id"], resource["hash"]
    path = f"{rid[:3]}/{rid[3:6]}/{rid[6:]}/{digest}"
    client = app.test_client()

    for address in (
        f"/uploads/{path}",
        f"/resources/{path}",
        f"/storage/resources/{path}",
        f"/uploads/../resources/{path}",
        f"/uploads/%2e%2e/%2e%2e/resources/{path}",
        f"/file/download/{rid}",
        f"/file/public-download/resources/{path}",
        f"/file/public-download/default/resources/{path}",
        f"/webassets/../resources/{path}",
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
