"""A page that one visitor got compressed is not handed to one who cannot read it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from .conftest import come_to_rest

Make = Callable[..., dict[str, Any]]


def test_a_program_that_reads_no_compression_gets_none(site: Any, dataset: Make) -> None:
    """Whatever another one took before at the same address."""
    address = f"/dataset/{dataset()['name']}"
    come_to_rest()
    client = site.flask_app.test_client(use_cookies=False)

    for taken in ("*", "br", "gzip", "br;q=0, gzip"):
        packed = client.get(address, headers={"Accept-Encoding": taken})
        plain = client.get(address)

        assert packed.headers["Content-Encoding"] in {"br", "gzip"}, taken
        assert "Content-Encoding" not in plain.headers, taken
        assert plain.text.startswith("<!DOCTYPE html>")
