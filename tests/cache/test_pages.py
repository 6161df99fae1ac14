"""Pages that did not change are not made anew; pages that did are never old."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib.resources import files
from typing import Any

import pytest
import redis
import sqlalchemy as sa
import yaml
from ckan import model
from ckan.common import config
from ckan.tests import factories, helpers

from ckanext.dongguan.cache import version
from ckanext.dongguan.intake import drain

from ..counting import counted
from .conftest import come_to_rest

Make = Callable[..., dict[str, Any]]


@pytest.fixture
def statements(site: Any) -> Iterator[list[str]]:
    """Collect what is asked of the database."""
    with counted() as cost:
        yield cost["ckan"]


def seen(answer: Any) -> dict[str, str]:
    return {k: v for k, v in answer.headers.items() if k != "Date"}


def test_a_second_visitor_gets_the_same_page_without_a_question_to_the_database(
    site: Any, dataset: Make, statements: list[str]
) -> None:
    address = f"/dataset/{dataset()['name']}"
    come_to_rest()
    first = site.get(address)
    statements.clear()

    second = site.get(address)

    assert first.status_code == second.status_code == 200
    assert (first.body, seen(first)) == (second.body, seen(second))
    assert statements == []


def test_a_visitor_who_has_the_page_is_told_so(site: Any, statements: list[str]) -> None:
    come_to_rest()
    tag = site.get("/").headers["ETag"]
    site.flask_app.extensions["dongguan_pages"].shelf.clear()
    statements.clear()

    answer = site.get("/", headers={"If-None-Match": tag})

    assert (answer.status_code, answer.body) == (304, "")
    assert answer.headers["ETag"] == tag
    assert answer.headers["Cache-Control"] == "public, no-cache"
    assert {"Cookie", "HX-Request", "Accept-Encoding"} <= {
        name.strip() for name in answer.headers["Vary"].split(",")
    }
    assert statements == []


def test_a_search_in_vain_is_counted_each_time_and_ends_no_page(
    site: Any, dataset: Make, statements: list[str]
) -> None:
    come_to_rest()
    before = version.current()
    first = site.get("/dataset/?q=囍囍囍囍")
    statements.clear()

    second = site.get(
        "/dataset/?q=囍囍囍囍", headers={"If-None-Match": first.headers.get("ETag", "")}
    )

    assert second.status_code == 200
    assert any("search_demand" in statement for statement in statements)
    assert version.current() == before


def test_who_claims_to_have_everything_gets_the_page(site: Any) -> None:
    assert site.get("/meiyou-zhege", headers={"If-None-Match": "*"}).status_code == 404


def test_languages_and_compressions_do_not_mix(site: Any) -> None:
    come_to_rest()
    pages = [
        site.get(address, headers=headers)
        for address in ("/", "/en/")
        for headers in ({}, {"Accept-Encoding": "gzip"}, {"Accept-Encoding": "br"})
    ] * 2

    assert len({page.headers["ETag"] for page in pages}) == 6
    assert [page.headers.get("Content-Encoding") for page in pages[:3]] == [None, "gzip", "br"]
    assert '<html lang="en"' in pages[3].body
    assert '<html lang="zh' in pages[0].body


CHANGES: dict[str, Callable[[dict[str, Any]], Any]] = {
    "a dataset": lambda made: helpers.call_action("package_patch", id=made["id"], title="另"),
    "a file": lambda made: helpers.call_action(
        "resource_create", package_id=made["id"], name="文件", url="http://x.invalid/a.csv"
    ),
    "its department": lambda made: helpers.call_action(
        "organization_patch", id=made["owner_org"], title="改名后的局"
    ),
    "a setting": lambda _made: helpers.call_action(
        "config_option_update", **{"ckan.site_about": "另一段文字"}
    ),
    "a table of a room": lambda _made: drain.drain(),
    "its end": lambda made: helpers.call_action("package_delete", id=made["id"]),
}


@pytest.mark.parametrize("change", CHANGES)
def test_no_page_is_older_than_a_change(site: Any, dataset: Make, change: str) -> None:
    made = dataset(title="旧标题")
    address = f"/dataset/{made['name']}"
    tag = site.get(address).headers["ETag"]
    if change == "a table of a room":
        # What another process left in the outbox: the page of a list changes with the index.
        model.Package.get(made["id"]).title = "新标题"
        model.repo.commit()
        tag = site.get(address).headers["ETag"]

    CHANGES[change](made)

    answer = site.get(address, headers={"If-None-Match": tag})
    assert answer.status_code in {200, 404}
    assert answer.headers.get("ETag") != tag


def test_a_page_that_was_made_during_a_change_is_not_kept_as_the_new_one(
    site: Any, dataset: Make, statements: list[str]
) -> None:
    address = f"/dataset/{dataset()['name']}"

    class Meanwhile(list[str]):
        def append(self, statement: str) -> None:
            if not self:
                version.grow()
            super().append(statement)

    meanwhile = Meanwhile()

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        meanwhile.append(statement)

    sa.event.listen(model.meta.engine, "before_cursor_execute", note)
    site.get(address)
    sa.event.remove(model.meta.engine, "before_cursor_execute", note)
    statements.clear()
    site.get(address)

    assert statements


@pytest.mark.parametrize("header", ["Authorization", "HX-Request", "Range"])
def test_who_brings_something_of_their_own_is_answered_anew(
    site: Any, statements: list[str], header: str
) -> None:
    site.get("/")
    statements.clear()

    answer = site.get("/", headers={header: "a=b"})

    assert answer.status_code in {200, 206}
    assert statements


def test_who_brings_a_cookie_is_answered_anew(site: Any, statements: list[str]) -> None:
    site.get("/")
    statements.clear()
    browser = site.test_client()
    browser.set_cookie("ckan", "a", domain="test.dongguan.example")

    browser.get("/", base_url=config["ckan.site_url"])

    assert statements


def test_the_page_of_a_person_is_never_kept(site: Any, dataset: Make) -> None:
    person = factories.UserWithToken(sysadmin=True)
    made = dataset(open_class="withheld", opening_basis="")
    address = f"/dataset/{made['name']}"

    own = site.get(address, headers={"Authorization": person["token"]})
    anonymous = site.get(address)

    assert own.status_code == 200
    assert own.headers["Cache-Control"] == "private, no-store"
    assert anonymous.status_code == 404


def test_use_of_a_token_ends_no_page(site: Any) -> None:
    person = factories.UserWithToken()
    come_to_rest()
    before = version.current()

    site.get("/api/action/status_show", headers={"Authorization": person["token"]})
    come_to_rest()

    assert version.current() == before


def test_pages_are_made_anew_while_redis_is_away(
    site: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(version, "_store", lambda: redis.Redis(port=9))
    version.grow()
    assert site.get("/about").status_code == 200
    assert version.current() is None
    monkeypatch.undo()

    before = version.current()
    version.settle()

    assert version.current() != before


def test_every_quiet_table_exists(portal: None) -> None:
    text = files("ckanext.dongguan.cache").joinpath("quiet.yaml").read_text(encoding="utf-8")
    inspector = sa.inspect(model.meta.engine)

    for name in yaml.safe_load(text)["tables"]:
        schema, _, table = name.partition(":")[0].rpartition(".")
        assert inspector.has_table(table, schema=schema or None), name
