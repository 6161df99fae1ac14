"""A file that is on record and whose bytes are gone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ckanext.dongguan.files import keys
from ckanext.dongguan.files.storage import vault


def test_it_is_told_from_an_address_that_is_wrong(
    with_file: Callable[..., dict[str, Any]], download: Callable[..., Any]
) -> None:
    made = with_file()
    vault().path(keys.of(made["id"], made["hash"])).unlink()

    answer = download(made)

    page = answer.get_data(as_text=True)
    assert answer.status_code == 404
    assert "文件暂时无法取得" in page
    assert f'href="/dataset/{made["package_id"]}"' in page
