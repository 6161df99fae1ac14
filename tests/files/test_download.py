"""A file on its way out."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import pytest
from ckan import model
from ckan.tests import factories, helpers

from ckanext.dongguan.files import download as sending
from ckanext.dongguan.files.giving import Given

NAME = "东莞市公交站点信息（2026年）.csv"
CONTENT = "站点名称,镇街\n厚街汽车站,厚街镇\n".encode("gb18030")

Make = Callable[..., dict[str, Any]]
Fetch = Callable[..., Any]


def test_a_file_comes_back_under_its_chinese_name(with_file: Make, download: Fetch) -> None:
    answer = download(with_file())

    assert answer.status_code == 200
    assert answer.data == CONTENT
    disposition = answer.headers["Content-Disposition"]
    assert disposition.startswith("attachment; filename=")
    assert f"filename*=UTF-8''{quote(NAME, safe='')}" in disposition


def test_the_address_in_the_metadata_leads_to_the_file(with_file: Make, app: Any) -> None:
    address = with_file()["url"].partition("example")[2]

    assert app.test_client().get(address).data == CONTENT


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("a.csv", "东莞,1".encode(), "text/csv; charset=utf-8"),
        ("a.csv", "东莞,1".encode("gb18030"), "text/csv; charset=gb18030"),
        ("a.json", b"{}", "application/json; charset=utf-8"),
        ("a.pdf", b"%PDF-1.7", "application/pdf"),
    ],
)
def test_the_type_names_the_encoding(
    with_file: Make, download: Fetch, name: str, content: bytes, kind: str
) -> None:
    assert download(with_file(name, content)).headers["Content-Type"] == kind


def test_a_file_is_never_compressed(with_file: Make, download: Fetch) -> None:
    content = b'{"a": "' + b"x" * 5000 + b'"}'

    answer = download(with_file("a.json", content), Accept_Encoding="br, gzip")

    assert "Content-Encoding" not in answer.headers
    assert answer.data == content


def test_a_file_cannot_run_as_a_part_of_the_portal(with_file: Make, download: Fetch) -> None:
    answer = download(with_file("a.xml", b"<html xmlns='http://www.w3.org/1999/xhtml'/>"))

    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Disposition"].startswith("attachment")


def test_an_open_file_may_be_kept_and_is_asked_for_anew(
    with_file: Make, download: Fetch
) -> None:
    answer = download(with_file())

    assert answer.headers["Cache-Control"] == "public, no-cache"
    assert "Set-Cookie" not in answer.headers


def test_a_conditional_file_stays_in_the_house(with_file: Make, download: Fetch) -> None:
    answer = download(with_file(open_class="conditional"))

    assert answer.status_code == 403
    assert CONTENT not in answer.data


def test_a_closed_file_reaches_its_department_and_no_cache(
    with_file: Make, app: Any, editor: dict[str, str]
) -> None:
    resource = with_file(open_class="conditional")
    address = f"/dataset/{resource['package_id']}/resource/{resource['id']}/download"

    answer = app.test_client().get(address, headers=editor)

    assert answer.data == CONTENT
    assert answer.headers["Cache-Control"] == "private, no-store"


def test_a_closed_file_says_itself_that_no_cache_may_keep_it(with_file: Make, app: Any) -> None:
    resource = model.Resource.get(with_file(open_class="conditional")["id"])

    with app.flask_app.test_request_context():
        answer = sending.answer(Given(resource=resource, is_open=False))

    assert answer.headers["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_who_may_not_have_a_file_is_told_how_to_get_it_and_nothing_else(
    with_file: Make, download: Fetch, method: str
) -> None:
    resource = with_file(open_class="conditional", open_condition="申请")
    tricks = ({}, {"Range": "bytes=0-1"}, {"If_None_Match": f'"{resource["hash"]}"'},
              {"If_None_Match": "*"}, {"If_Match": "*"}, {"If_Range": f'"{resource["hash"]}"'},
              {"If_Modified_Since": "Tue, 01 Jan 2030 00:00:00 GMT"})  # fmt: skip

    for trick in tricks:
        answer = download(resource, method, **trick)

        assert answer.status_code == 403
        assert not {"ETag", "Last-Modified", "Content-Range"} & set(answer.headers.keys())
        assert resource["hash"] not in answer.text
        assert method == "HEAD" or "申请" in answer.text


def test_a_hidden_file_answers_like_one_that_never_was(
    with_file: Make, download: Fetch
) -> None:
    hidden = with_file(open_class="withheld")
    absent = {"package_id": hidden["package_id"], "id": str(uuid.uuid4())}

    for trick in ({}, {"Range": "bytes=0-1"}, {"If_None_Match": f'"{hidden["hash"]}"'}):
        answers = [download(r, **trick) for r in (hidden, absent)]

        assert [a.status_code for a in answers] == [404, 404]
        bodies = [
            a.data.replace(r["id"].encode(), b"ID")
            for a, r in zip(answers, (hidden, absent), strict=True)
        ]
        assert bodies[0] == bodies[1]
        assert set(answers[0].headers.keys()) == set(answers[1].headers.keys())


TAILS = ["", "/x.csv", "/x.csv.", "/x%2ecsv", "/%2e", "/..%2fx", "/.", "//"]


def test_no_spelling_of_an_address_tells_a_hidden_file_from_none(
    with_file: Make, app: Any
) -> None:
    hidden, absent = with_file(open_class="withheld"), str(uuid.uuid4())
    client = app.test_client()

    for tail in TAILS:
        answers = [
            client.get(f"/dataset/{hidden['package_id']}/resource/{rid}/download{tail}")
            for rid in (hidden["id"], absent)
        ]

        assert answers[0].status_code == answers[1].status_code == 404, tail
        texts = [a.text.replace(hidden["id"], "ID").replace(absent, "ID") for a in answers]
        assert texts[0] == texts[1]


def test_the_name_of_a_resource_leads_to_no_file(with_file: Make, app: Any) -> None:
    resource = with_file()
    address = f"/dataset/{resource['package_id']}/resource/{quote(resource['name'])}/download"

    assert app.test_client().get(address).status_code == 404


def test_another_dataset_s_address_leads_nowhere(
    with_file: Make, dataset: Make, download: Fetch
) -> None:
    resource = with_file()

    assert download({**resource, "package_id": dataset()["id"]}).status_code == 404


@pytest.mark.parametrize(
    "kind", ["enterprise_aggregate", "credit_disclosure", "interface", "document"]
)
def test_no_other_type_s_address_is_a_side_door(with_file: Make, app: Any, kind: str) -> None:
    resource = with_file(open_class="conditional")

    answer = app.test_client().get(
        f"/{kind}/{resource['package_id']}/resource/{resource['id']}/download"
    )

    assert answer.status_code in {403, 404}
    assert CONTENT not in answer.data


def test_every_download_of_core_goes_through_this_door(app: Any) -> None:
    views = app.flask_app.view_functions
    doors = {n: v.__module__ for n, v in views.items() if n.endswith("resource.download")}

    assert doors
    assert set(doors.values()) == {"ckanext.dongguan.files.views"}


def test_a_link_is_followed_only_over_the_web(dataset: Make, app: Any) -> None:
    package = dataset()
    made = [
        helpers.call_action("resource_create", package_id=package["id"], url=url)
        for url in ("https://data.example.gov.cn/a.csv", "javascript:alert(1)")
    ]

    addresses = [f"/dataset/{package['id']}/resource/{r['id']}/download" for r in made]
    client = app.test_client()
    answers = [client.get(address, follow_redirects=False) for address in addresses]

    assert answers[0].headers["Location"] == "https://data.example.gov.cn/a.csv"
    assert answers[1].status_code == 404


def test_a_request_above_the_limit_is_refused_in_words(
    app: Any, editor: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.flask_app.config, "MAX_CONTENT_LENGTH", 1000)

    answer = app.test_client().post(
        "/api/3/action/resource_create",
        headers=editor,
        data={"package_id": "x", "note": "a" * 5000},
        content_type="multipart/form-data",
    )

    assert answer.status_code == 413
    assert "MB" in answer.get_json()["error"]["message"]


def test_a_sysadmin_is_no_authority_over_data(with_file: Make, app: Any) -> None:
    resource = with_file(open_class="withheld")
    token = factories.SysadminWithToken()["token"]
    address = f"/dataset/{resource['package_id']}/resource/{resource['id']}/download"

    answer = app.test_client().get(address, headers={"Authorization": token})

    assert answer.status_code == 403
    assert CONTENT not in answer.data
