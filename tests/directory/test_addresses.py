"""Every type lives below /dataset, in both languages."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import ckan.plugins.toolkit as tk
import pytest
from ckan.tests import factories

Make = Callable[..., dict[str, Any]]
TYPES = ["dataset", "enterprise_aggregate", "credit_disclosure", "interface", "document"]


@pytest.fixture
def as_admin(app: Any) -> dict[str, str]:
    return {"Authorization": str(factories.SysadminWithToken()["token"])}


@pytest.mark.parametrize("kind", TYPES)
def test_links_to_a_type_lead_below_dataset(app: Any, kind: str) -> None:
    with app.flask_app.test_request_context():
        url = tk.h.url_for
        assert url(f"{kind}.read", id="a") == "/dataset/a"
        assert url(f"{kind}.edit", id="a") == "/dataset/edit/a"
        assert url(f"{kind}.search") == "/dataset/"
        assert url(f"{kind}_resource.read", id="a", resource_id="b") == "/dataset/a/resource/b"
        assert url(f"{kind}.read", id="a", locale="en") == "/en/dataset/a"
        assert url(f"{kind}.new").startswith("/dataset/new")


@pytest.mark.parametrize("kind", TYPES)
@pytest.mark.parametrize("language", ["", "/en"])
def test_the_pages_of_a_type_open(
    app: Any, dataset: Make, as_admin: dict[str, str], kind: str, language: str
) -> None:
    made = dataset(type=kind, theme="04", resources=[{"url": "http://a.example/b.csv"}])
    file = made["resources"][0]["id"]

    for path in (
        f"/dataset/{made['name']}",
        f"/dataset/edit/{made['name']}",
        f"/dataset/{made['name']}/resource/{file}",
        f"/dataset/{made['name']}/resource/{file}/edit",
        "/dataset/new" + ("" if kind == "dataset" else f"/{kind}"),
    ):
        answer = app.get(language + path, headers=as_admin, follow_redirects=False)
        assert answer.status_code == 200, path


def test_the_path_of_a_type_alone_is_no_page(app: Any) -> None:
    assert app.get("/document/", status=404)


@pytest.mark.parametrize("kind", TYPES)
def test_a_form_makes_a_dataset_of_its_type(
    app: Any, department: dict[str, Any], as_admin: dict[str, str], completed: Any, kind: str
) -> None:
    form = {
        **completed(type=kind, open_class="withheld"),
        "title": f"表单录入 {kind}", "owner_org": department["id"],
        "tag_string": "教育、科技,%", "save": "go-metadata", "_ckan_phase": "1",
    }  # fmt: skip
    operations = form.pop("operations", [])
    form |= {f"operations-{n}-name": row["name"] for n, row in enumerate(operations)}
    path = "/dataset/new" + ("" if kind == "dataset" else f"/{kind}")

    answer = app.post(path, data=form, headers=as_admin, follow_redirects=False)

    assert answer.status_code == 302
    name = answer.location.split("/dataset/")[1].split("/")[0].split("?")[0]
    shown = tk.get_action("package_show")({"ignore_auth": True}, {"id": name})
    assert shown["type"] == kind
    assert sorted(tag["name"] for tag in shown["tags"]) == ["%", "教育、科技"]


def test_a_form_keeps_what_it_does_not_show(
    app: Any, dataset: Make, as_admin: dict[str, str]
) -> None:
    made = dataset(source_system="sharing", source_id="a<1", is_demonstration="true")

    page = app.get(f"/dataset/edit/{made['name']}", headers=as_admin).text

    assert '<input type="hidden" name="source_id" value="a&lt;1">' in page
    assert '<input type="hidden" name="is_demonstration" value="true">' in page


def test_a_form_does_not_ask_whether_a_dataset_is_private(
    app: Any, as_admin: dict[str, str]
) -> None:
    page = app.get("/dataset/new", headers=as_admin).text

    assert 'name="owner_org"' in page
    assert 'name="private"' not in page


def test_who_has_an_address_already_is_named(
    department: dict[str, Any], app: Any, as_admin: dict[str, str]
) -> None:
    wanted = {"name": department["name"], "title": "另一个部门"}

    refused = app.post("/api/3/action/organization_create", json=wanted, headers=as_admin)
    kept = app.post(
        "/api/3/action/organization_patch",
        json={"id": department["id"], "name": department["name"]},
        headers=as_admin,
    )

    assert refused.status_code == 409
    (said,) = refused.json["error"]["name"]
    assert f"部门“{department['title']}”" in said
    assert kept.status_code == 200


def test_the_address_of_a_deleted_department_is_not_free(
    department: dict[str, Any], app: Any, as_admin: dict[str, str]
) -> None:
    tk.get_action("organization_delete")({"ignore_auth": True}, {"id": department["id"]})

    refused = app.post(
        "/api/3/action/group_create",
        json={"name": department["name"], "title": "新主题", "theme": "04"},
        headers=as_admin,
    )

    assert refused.status_code == 409
    assert "已删除" in refused.json["error"]["name"][0]
