"""The holes of CKAN since 2.9, tried on the portal."""

from __future__ import annotations

import io
import logging
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from ckan.tests import factories, helpers

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360000002000001000500a2f1d8b50000000049454e44ae426082"
)
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'


@pytest.fixture
def sysadmin(portal: None) -> dict[str, str]:
    return {"Authorization": factories.SysadminWithToken()["token"]}


@pytest.fixture
def member(portal: None) -> dict[str, str]:
    return {"Authorization": factories.UserWithToken()["token"]}


@pytest.mark.parametrize(
    ("name", "content", "status"),
    [("a.png", PNG, 200), ("a.svg", SVG, 409), ("a.png", SVG, 409), ("a.html", b"<p>", 409)],
)
def test_a_picture_with_a_script_is_not_taken(
    visitor: Any, sysadmin: dict[str, str], name: str, content: bytes, status: int
) -> None:
    """CVE-2021-25967, CVE-2025-24372."""
    department = f"tu-{uuid.uuid4()}"

    answer = visitor.post(
        "/api/3/action/organization_create",
        headers=sysadmin,
        data={"name": department, "title": department,
              "image_upload": (io.BytesIO(content), name)},
    )  # fmt: skip

    assert answer.status_code == status
    assert status == 200 or "image_upload" in answer.json["error"]


def test_nobody_chooses_the_id_of_a_new_account(visitor: Any, person: dict[str, Any]) -> None:
    """CVE-2022-43685: creating a user with the id of another took the account over."""
    answer = visitor.post(
        "/api/3/action/user_create",
        json={"id": person["id"], "name": "thief", "email": "t@example.com",
              "password": "correct horse battery"},
    )  # fmt: skip

    assert answer.status_code == 403
    assert helpers.call_action("user_show", id=person["id"])["name"] == person["name"]


def test_registering_is_closed(visitor: Any) -> None:
    """CVE-2022-43685."""
    form = {"name": "thief", "email": "t@example.com", "password1": "a long password",
            "password2": "a long password", "save": ""}  # fmt: skip

    assert visitor.get("/user/register").status_code == 403
    assert visitor.post("/user/register", data=form).status_code == 403


def test_a_person_cannot_rise_or_change_their_id(
    visitor: Any, new_name: Callable[[str], str]
) -> None:
    """Silently mended in 2.11.6: `ignore_not_sysadmin` on user_update."""
    user = factories.UserWithToken()
    change = {"id": user["id"], "sysadmin": True, "state": "active", "plugin_extras": {"a": 1}}

    visitor.post(
        "/api/3/action/user_patch", json=change, headers={"Authorization": user["token"]}
    )

    shown = helpers.call_action("user_show", {"ignore_auth": True}, id=user["id"])
    assert shown["sysadmin"] is False


@pytest.mark.parametrize(
    "crafted", ["../../../etc/passwd", "..", "a/../../b/c/d", "%2e%2e%2fxxxx"]
)
def test_a_resource_id_cannot_be_a_path(
    visitor: Any, sysadmin: dict[str, str], dataset: Callable[..., Any], crafted: str
) -> None:
    """CVE-2023-32321."""
    answer = visitor.post(
        "/api/3/action/resource_create",
        headers=sysadmin,
        data={"package_id": dataset()["id"], "id": crafted,
              "upload": (io.BytesIO(b"a,b\n"), "a.csv")},
    )  # fmt: skip

    assert answer.status_code == 409


def test_a_form_of_too_many_fields_is_refused(visitor: Any, sysadmin: dict[str, str]) -> None:
    """CVE-2023-50248."""
    answers = [
        visitor.post(
            "/user/edit",
            data={f"field-{i}": "a" for i in range(count)},
            headers=sysadmin,
            content_type="multipart/form-data",
        )
        for count in (4000, 8001)
    ]

    # A dataset of a thousand information items is a form of some thousand fields.
    assert [a.status_code == 413 for a in answers] == [False, True]


@pytest.mark.parametrize(
    "field", ["resources__999999999__url", "extras__99999999__key", "tags__-1__name"]
)
def test_a_form_with_a_crafted_number_is_answered(
    visitor: Any, sysadmin: dict[str, str], field: str
) -> None:
    """CVE-2023-50248: the number was the length of a list."""
    form = {field: "x", "save": "", "_ckan_phase": "1", "name": "crafted"}

    assert visitor.post("/dataset/new", data=form, headers=sysadmin).status_code < 500


def test_a_body_larger_than_a_form_can_be_is_refused(visitor: Any) -> None:
    """CVE-2023-50248."""
    answer = visitor.post("/api/3/action/package_search", data=b'{"q": "' + b"a" * (9 << 20))

    assert answer.status_code in {400, 413}


def test_a_reset_request_writes_one_line_of_log(
    visitor: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """CVE-2024-27097."""
    lines = io.StringIO()
    log = logging.getLogger("ckan.views.user")
    # A command that ran in this process before may have set the logs its own way.
    monkeypatch.setattr(log, "disabled", False)
    monkeypatch.setattr(log, "level", logging.INFO)
    monkeypatch.setattr(log, "_cache", {})
    handler = logging.StreamHandler(lines)
    log.addHandler(handler)

    visitor.post("/user/reset", data={"user": "a\n2026-01-01 CRITICAL forged"})
    log.removeHandler(handler)

    assert "forged" in lines.getvalue()
    assert "\n2026-01-01" not in lines.getvalue()


@pytest.mark.parametrize(
    "query", ['{!xmlparser v="<x/>"}', "title:[", '_query_:"a"', "a AND ("]
)
def test_a_bad_query_tells_nothing_of_the_index(visitor: Any, query: str) -> None:
    """CVE-2024-41674, and `_query_` silently mended in 2.11.6."""
    answer = visitor.get("/api/3/action/package_search", query_string={"q": query})

    assert answer.status_code < 500
    text = answer.get_data(as_text=True).lower()
    assert not any(word in text for word in ("127.0.0.1", "/solr/", "traceback"))


@pytest.mark.parametrize(
    "address",
    [
        "/api/3/action/datastore_search_sql?sql=select+1",
        "/api/3/action/datastore_search?resource_id=_table_metadata",
        "/datastore/dump/_table_metadata",
        "/datatables/ajax/x",
        "/dataset/x/resource/y/proxy",
        "/dataset/x/resource/y/view/z/proxy",
    ],
)
def test_what_is_not_used_is_not_there(visitor: Any, address: str) -> None:
    """CVE-2026-42031, CVE-2026-42032, CVE-2024-41675, CVE-2024-43371."""
    assert visitor.get(address).status_code in {400, 404}


MARKDOWN = [
    "<script>alert(1)</script>",
    "[a](javascript:alert(1))",
    '<img src=x onerror="alert(1)">',
    '![a](x" onerror="alert(1))',
    "<a href='javascript:alert(1)'>a</a>",
    "<svg/onload=alert(1)>",
    "[a]: javascript:alert(1)\n\n[a]",
]


@pytest.mark.parametrize("notes", MARKDOWN)
def test_a_description_cannot_carry_a_script(
    visitor: Any, dataset: Callable[..., Any], notes: str
) -> None:
    """CVE-2025-54384."""
    page = visitor.get(f"/dataset/{dataset(notes=notes)['name']}").get_data(as_text=True)
    body = page.partition('<script type="application/ld+json">')[0].lower()

    assert "<script>alert" not in body
    assert "onerror=" not in body.replace("onerror=&", "").replace("&lt;img", "")
    assert 'href="javascript' not in body
    assert "<svg/onload" not in body


def test_structured_data_cannot_end_their_element(
    visitor: Any, dataset: Callable[..., Any]
) -> None:
    package = dataset(title="公交</script><script>alert(1)</script>")

    page = visitor.get(f"/dataset/{package['name']}").get_data(as_text=True)

    assert "<script>alert(1)" not in page


@pytest.mark.parametrize(
    ("action", "fields"),
    [
        ("group_create", {"name": "x-theme"}),
        ("organization_create", {"name": "x-department"}),
        ("package_create", {"name": "x-dataset"}),
    ],
)
def test_a_person_without_a_role_creates_nothing(
    visitor: Any, member: dict[str, str], action: str, fields: dict[str, str]
) -> None:
    answer = visitor.post(f"/api/3/action/{action}", json=fields, headers=member)

    assert answer.status_code in {403, 409}
