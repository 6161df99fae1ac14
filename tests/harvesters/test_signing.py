"""The signature of a request, against a value computed by hand with openssl."""

from __future__ import annotations

from ckanext.dongguan.harvesters.signing import Credentials, Request, headers

KEY = Credentials(app_id="portal", secret="secret")


def signature(**changes: object) -> str:
    fields: dict[str, object] = {
        "method": "GET",
        "path": "/share/file/download/1_2/甲.csv",
        "query": {"filekey": "a b", "a": "~1"},
    }
    request = Request(**{**fields, **changes})  # type: ignore[arg-type]
    return headers(KEY, request, 1_790_000_000, "n")["X-Signature"]


def test_the_signature_is_the_documented_hmac() -> None:
    # printf 'GET\n/share/file/download/1_2/甲.csv\na=~1&filekey=a%%20b\n%s\n1790000000\nn' \
    #   "$(printf '' | openssl dgst -sha256 -r | cut -c-64)" | openssl dgst -sha256 -hmac secret
    assert signature() == "b2879014d4ecf2dff84e9f0db09067f2632a20dca554be317a89c691a25abe24"


def test_each_part_of_the_request_counts() -> None:
    changed = [
        signature(method="POST"),
        signature(path="/share"),
        signature(query={"filekey": "b"}),
        signature(body=b"{}"),
    ]

    assert len({signature(), *changed}) == 5


def test_the_secret_does_not_travel() -> None:
    sent = headers(KEY, Request(method="GET", path="/", query={}), 1, "n")

    assert "secret" not in " ".join(sent.values())
