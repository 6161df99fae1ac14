"""A right that ends while a file is on its way."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pytest
from ckan.tests import helpers

from ckanext.dongguan.files import download as sending
from ckanext.dongguan.files.stream import CHUNK_BYTES, RECHECK_SECONDS, RightEnded, WatchedFile

Make = Callable[..., dict[str, Any]]


def test_a_reader_is_asked_again_after_half_a_minute() -> None:
    times = iter([0.0, 1.0, RECHECK_SECONDS, RECHECK_SECONDS + 1, 2 * RECHECK_SECONDS])
    asked = []

    def still_may() -> bool:
        asked.append(True)
        return len(asked) < 2

    file = WatchedFile(io.BytesIO(b"abcd"), still_may=still_may, clock=lambda: next(times))

    assert [file.read(1), file.read(1), file.read(1)] == [b"a", b"b", b"c"]
    with pytest.raises(RightEnded):
        file.read(1)
    assert len(asked) == 2


@pytest.mark.parametrize("ends", [True, False])
def test_a_dataset_that_is_closed_stops_the_downloads_that_run(
    with_file: Make, app: Any, monkeypatch: pytest.MonkeyPatch, ends: bool
) -> None:
    content = b"%PDF-" + bytes(4 * CHUNK_BYTES)
    resource = with_file("大.pdf", content)
    clock = iter(range(0, 10**6, 20))
    monkeypatch.setattr(sending.time, "monotonic", lambda: float(next(clock)))
    address = f"/dataset/{resource['package_id']}/resource/{resource['id']}/download"
    answer = app.test_client().get(address, buffered=False)
    chunks = iter(answer.response)
    got = len(next(chunks))

    if ends:
        helpers.call_action(
            "package_patch",
            id=resource["package_id"],
            open_class="withheld",
            withheld_basis="依法",
        )
        with pytest.raises(RightEnded):
            next(chunks)
    else:
        got += sum(map(len, chunks))

    # One chunk lies within half a minute of this clock.
    assert got == (CHUNK_BYTES if ends else len(content))
    answer.close()
