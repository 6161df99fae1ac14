"""Parts of a file, and who has it already (RFC 9110 §13, §14), over HTTP."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

CONTENT = bytes(range(256)) * 40
SIZE = len(CONTENT)

Make = Callable[..., dict[str, Any]]
Fetch = Callable[..., Any]


@pytest.fixture
def resource(with_file: Make) -> dict[str, Any]:
    return with_file("文件.pdf", b"%PDF-" + CONTENT[5:])


PARTS = {
    "bytes=2-5": (2, 5),
    "bytes=0-0": (0, 0),
    "bytes=10000-": (10000, SIZE - 1),
    "bytes=-7": (SIZE - 7, SIZE - 1),
    f"bytes=-{SIZE * 2}": (0, SIZE - 1),
    "bytes=9-999999999999": (9, SIZE - 1),
    " bytes=2-5 ": (2, 5),
}
ODD = [
    "bytes=0-1,5-6", "bytes=0-1,0-1,0-1", "lines=1-2", "bytes=x", "bytes=", "bytes", "=", "",
    "bytes=5-2", "bytes=--1", "bytes=1-2-3", "bytes=0x0-1", "bytes=" + "9" * 5000 + "-",
    "bytes=0-1,", "Bytes=\u0661-2", "bytes=0 - 1",
]  # fmt: skip
BEHIND = [f"bytes={SIZE}-", "bytes=999999999-", "bytes=-0"]


def test_one_part_is_sent(resource: dict[str, Any], download: Fetch) -> None:
    for wanted, (first, last) in PARTS.items():
        answer = download(resource, Range=wanted)

        assert answer.status_code == 206, wanted
        assert answer.data == (b"%PDF-" + CONTENT[5:])[first : last + 1]
        assert answer.headers["Content-Range"] == f"bytes {first}-{last}/{SIZE}"
        assert answer.headers["Content-Length"] == str(last - first + 1)
        assert answer.headers["ETag"] == f'"{resource["hash"]}"'


def test_several_parts_and_odd_ones_get_the_whole(
    resource: dict[str, Any], download: Fetch
) -> None:
    for wanted in ODD:
        answer = download(resource, Range=wanted)

        assert answer.status_code == 200, wanted
        assert len(answer.data) == SIZE
        assert answer.headers["Accept-Ranges"] == "bytes"


def test_a_part_behind_the_end_is_refused(resource: dict[str, Any], download: Fetch) -> None:
    for wanted in BEHIND:
        answer = download(resource, Range=wanted)

        assert answer.status_code == 416, wanted
        assert answer.headers["Content-Range"] == f"bytes */{SIZE}"
        assert answer.data == b""


def test_who_has_the_file_is_told_so(resource: dict[str, Any], download: Fetch) -> None:
    first = download(resource)
    same, since = first.headers["ETag"], first.headers["Last-Modified"]

    known = [
        download(resource, If_None_Match=same),
        download(resource, If_None_Match=f'"x", W/{same}'),
        download(resource, If_None_Match="*"),
        download(resource, If_Modified_Since=since),
        download(resource, "HEAD", If_None_Match=same),
        download(resource, If_None_Match=same, Range="bytes=0-1"),
    ]

    assert same == f'"{resource["hash"]}"'
    assert [(a.status_code, a.data) for a in known] == [(304, b"")] * len(known)
    assert download(resource, If_None_Match='"other"').status_code == 200


def test_a_part_goes_on_only_where_the_file_is_the_same(
    resource: dict[str, Any], download: Fetch
) -> None:
    first = download(resource)
    same, since = first.headers["ETag"], first.headers["Last-Modified"]

    def code(**headers: str) -> int:
        return int(download(resource, Range="bytes=2-5", **headers).status_code)

    assert code(If_Range=same) == 206
    assert code(If_Range=since) == 206
    assert code(If_Range='"other"') == 200
    assert code(If_Range="Mon, 01 Jan 2001 00:00:00 GMT") == 200
    assert code(If_Match=same) == 206
    assert code(If_Match='"other"') == 412


def test_a_head_tells_length_and_type_without_the_bytes(
    resource: dict[str, Any], download: Fetch
) -> None:
    for headers in ({}, {"Range": "bytes=2-5"}):
        answer = download(resource, "HEAD", **headers)

        assert (answer.status_code, answer.data) == (200, b"")
        assert answer.headers["Content-Length"] == str(SIZE)
        assert answer.headers["Content-Type"] == "application/pdf"
        assert answer.headers["Accept-Ranges"] == "bytes"


def test_parts_of_a_closed_file_reach_its_department_and_no_cache(
    with_file: Make, app: Any, editor: dict[str, str]
) -> None:
    resource = with_file("文件.pdf", b"%PDF-" + CONTENT, open_class="conditional")
    address = f"/dataset/{resource['package_id']}/resource/{resource['id']}/download"

    for more, code in (({"Range": "bytes=5-9"}, 206), ({"Range": "bytes=99999999-"}, 416),
                       ({"If-None-Match": f'"{resource["hash"]}"'}, 304)):  # fmt: skip
        answer = app.test_client().get(address, headers={**editor, **more})

        assert answer.status_code == code
        assert answer.headers["Cache-Control"] == "private, no-store"
