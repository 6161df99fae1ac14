"""What every answer says about itself."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import ckan.plugins.toolkit as tk
import pytest
from bs4 import BeautifulSoup
from ckan.tests import factories, helpers

PAGES = ["/", "/dataset/", "/user/login", "/dataset/no-such-thing", "/api/3/action/status_show",
         "/base/vendor/jquery.js"]  # fmt: skip


@pytest.mark.parametrize("page", PAGES)
def test_every_answer_carries_the_policy(visitor: Any, page: str) -> None:
    headers = visitor.get(page).headers

    assert "script-src 'self';" in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"]
    assert headers["X-Frame-Options"] == "SAMEORIGIN"


def test_encryption_is_demanded_only_where_it_is_there(
    app: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = app.test_client().get("/").headers
    monkeypatch.setitem(tk.config, "ckan.site_url", "https://test.dongguan.example")
    encrypted = app.test_client().get("/").headers

    assert "Strict-Transport-Security" not in plain
    assert encrypted["Strict-Transport-Security"] == "max-age=15768000"


def test_the_version_is_not_told(visitor: Any) -> None:
    page = visitor.get("/").get_data(as_text=True)
    status = visitor.get("/api/3/action/status_show").json["result"]

    assert "ckan 2." not in page.lower()
    assert "ckan_version" not in status


def test_a_page_that_has_not_changed_is_not_sent_again(visitor: Any) -> None:
    for encoding in ("identity", "br", "gzip"):
        headers = {"Accept-Encoding": encoding}
        first = visitor.get("/about", headers=headers)

        again = visitor.get(
            "/about", headers={**headers, "If-None-Match": first.headers["ETag"]}
        )

        assert (first.status_code, again.status_code, again.data) == (200, 304, b"")


@pytest.mark.parametrize("encoding", ["br", "gzip"])
def test_what_is_the_same_for_everyone_is_compressed(visitor: Any, encoding: str) -> None:
    headers = {"Accept-Encoding": encoding}

    for page in ("/", "/base/vendor/jquery.js", "/about"):
        plain, small = visitor.get(page), visitor.get(page, headers=headers)

        assert small.headers["Content-Encoding"] == encoding, page
        assert "Accept-Encoding" in small.headers["Vary"]
        assert len(small.data) < len(plain.data) / 2


def test_a_style_with_its_fingerprint_is_kept_for_ever(visitor: Any) -> None:
    page = BeautifulSoup(visitor.get("/").data, "html.parser")
    styles = [link["href"] for link in page.select('link[rel="stylesheet"]')]
    assert styles

    for address in styles:
        kept = visitor.get(re.sub(r"https?://[^/]+", "", str(address))).headers

        assert kept["Cache-Control"] == "public, max-age=31536000, immutable"
        assert "Cookie" not in kept.get("Vary", "")


def test_a_file_without_a_fingerprint_is_asked_for_every_hour(visitor: Any) -> None:
    headers = visitor.get("/base/vendor/jquery.js").headers

    assert headers["Cache-Control"] == "public, max-age=3600"


@pytest.mark.parametrize("name", ["flask_app.py", "__init__.py", "common_middleware.py"])
def test_the_code_of_core_is_not_among_the_files(visitor: Any, name: str) -> None:
    assert visitor.get(f"/{name}").status_code == 404


@pytest.mark.parametrize("address", ["/../../etc/passwd", "/base/../../../config/site.ini",
                                     "/uploads/../../../../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd"])  # fmt: skip # noqa: E501
def test_no_address_climbs_out_of_the_static_folders(visitor: Any, address: str) -> None:
    assert visitor.get(address).status_code in {400, 404}


def test_another_host_is_refused_where_hosts_are_listed(
    app: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(tk.config, "ckanext.dongguan.security.hosts", ["test.dongguan.example"])
    client = app.test_client()

    assert client.get("/").status_code == 200
    assert client.get("/", headers={"Host": "evil.example"}).status_code == 400


def test_links_come_from_the_site_s_address_and_not_from_the_request(app: Any) -> None:
    page = app.test_client().get("/", headers={"Host": "evil.example"})

    assert "evil.example" not in page.get_data(as_text=True)


FORMS = [
    "/user/login", "/user/reset", "/dataset/new", "/dataset/edit/{dataset}",
    "/dataset/{dataset}/resource/new", "/dataset/{dataset}/resource/{resource}/edit",
    "/dataset/{dataset}/resource/{resource}", "/dataset/resources/{dataset}",
    "/organization/new", "/organization/edit/{department}",
    "/organization/members/{department}", "/organization/member_new/{department}",
    "/group/new", "/user/edit", "/user/{user}/api-tokens", "/dashboard/datasets",
    "/ckan-admin/", "/ckan-admin/config", "/ckan-admin/trash", "/dataset/groups/{dataset}",
    "/dataset/{dataset}", "/organization/{department}", "/dataset/", "/",
]  # fmt: skip


@pytest.fixture(scope="module")
def names() -> dict[str, str]:
    return {}


@pytest.mark.parametrize("form", FORMS)
def test_no_page_needs_a_script_of_its_own(
    app: Any,
    signed_in: Callable[..., Any],
    dataset: Callable[..., dict[str, Any]],
    names: dict[str, str],
    form: str,
) -> None:
    """The content policy runs nothing that stands in the page itself."""
    if not names:
        package = dataset()
        user = factories.Sysadmin()
        resource = helpers.call_action(
            "resource_create", package_id=package["id"], url="https://example.gov.cn/a.csv"
        )
        names |= {"dataset": package["name"], "resource": resource["id"],
                  "department": package["organization"]["name"], "user": user["name"],
                  "user_id": user["id"]}  # fmt: skip
    is_open = form in {"/user/login", "/user/reset"}
    browser = app.test_client() if is_open else signed_in({"id": names["user_id"]})

    answer = browser.get(form.format(**names))

    assert answer.status_code == 200
    assert inline_scripts(answer.data) == []


def inline_scripts(page: bytes) -> list[str]:
    soup = BeautifulSoup(page, "html.parser")
    scripts = [s for s in soup.find_all("script") if not s.get("src")]
    found = [str(s)[:80] for s in scripts if s.get("type") not in {"application/ld+json"}]
    found += [str(s)[:80] for s in soup.find_all("style")]
    for tag in soup.find_all(True):
        found += [
            f"{tag.name} {name}={value!r}"
            for name, value in tag.attrs.items()
            if name.startswith(("on", "hx-on"))
            or str(value).strip().lower().startswith("javascript:")
        ]
    return found


def test_the_portal_s_files_name_no_outside_host(visitor: Any) -> None:
    soup = BeautifulSoup(visitor.get("/").data, "html.parser")
    loaded = [t.get("src") or t.get("href") for t in soup.select("script[src], link, img[src]")]

    outside = [
        a for a in loaded if re.match(r"(https?:)?//(?!test\.dongguan\.example)", str(a))
    ]
    assert outside == []
