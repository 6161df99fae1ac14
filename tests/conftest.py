"""Fixtures that all rooms share: one database, one application, one set of plugins.

Resetting the world for each test costs a second each time; tests make what they
need under names of their own instead.
"""

from __future__ import annotations

import itertools
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from ckan import model, plugins
from ckan.cli.db import _run_migrations
from ckan.common import config
from ckan.config.middleware import make_app as make_ckan_app
from ckan.lib import search
from ckan.tests import factories, helpers
from ckanext.datastore.backend import get_all_resources_ids_in_datastore
from ckanext.datastore.backend.postgres import get_write_engine, identifier

ROOT = Path(__file__).resolve().parent.parent
OPENING = {
    "opening_decided_by": "测试单位",
    "opening_decided_on": "2026-01-05",
    "opening_basis": "测试依据",
    "secrecy_reviewed_by": "测试单位保密办",
    "secrecy_reviewed_on": "2026-01-04",
    "secrecy_basis": "测试审查意见",
}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip, visibly, what needs the reference folder where it is absent."""
    for item in items:
        if item.get_closest_marker("shared") and not shared_folder().is_dir():
            item.add_marker(pytest.mark.skip(reason="no reference folder beside the checkout"))


def shared_folder() -> Path:
    """Find the reference folder: DONGGUAN_SHARED, else `shared` beside the checkout."""
    return Path(os.environ.get("DONGGUAN_SHARED") or ROOT.parent / "shared")


@pytest.fixture(scope="session")
def shared() -> Path:
    """Give the reference folder."""
    return shared_folder()


@pytest.fixture(scope="session")
def _world() -> None:
    """Build the tables of CKAN and of the rooms once, and empty the index."""
    plugins.load_all()
    model.repo.rebuild_db()
    _run_migrations("dongguan", "base", forward=False)
    _run_migrations("dongguan")
    _run_migrations("activity")
    _empty_datastore()
    search.clear_all()
    helpers.call_action("get_site_user", {"ignore_auth": True})


def _empty_datastore() -> None:
    with get_write_engine().begin() as connection:
        for name in get_all_resources_ids_in_datastore():
            connection.execute(sa.text(f"DROP TABLE {identifier(name)} CASCADE"))


@pytest.fixture
def portal(_world: None) -> Iterator[None]:
    """Stand in a portal with all rooms loaded."""
    if not plugins.plugin_loaded("dongguan_intake"):
        plugins.load_all()
    yield
    model.Session.rollback()
    model.Session.remove()


@pytest.fixture(scope="session")
def _application(_world: None) -> Any:
    if not plugins.plugin_loaded("dongguan_intake"):
        plugins.load_all()
    return helpers.CKANTestApp(make_ckan_app(config))


@pytest.fixture
def app(portal: None, _application: Any) -> Any:
    """Give the application as the site serves it, made once."""
    return _application


_numbers = itertools.count(1)


@pytest.fixture
def new_name() -> Callable[[str], str]:
    """Make names that no other test uses."""
    return lambda stem: f"{stem}-{next(_numbers)}"


@pytest.fixture
def department(portal: None, new_name: Callable[[str], str]) -> dict[str, Any]:
    """Give a department of its own."""
    name = new_name("bumen")
    return dict(factories.Organization(name=name, title=f"东莞市测试局{name}"))


@pytest.fixture
def dataset(
    department: dict[str, Any], new_name: Callable[[str], str]
) -> Callable[..., dict[str, Any]]:
    """Make datasets of the department; without fields they are open to all."""

    def make(**fields: Any) -> dict[str, Any]:
        values = {
            "name": new_name("shujuji"),
            "title": "东莞市公交站点信息",
            "owner_org": department["id"],
            "open_class": "unconditional",
            "share_class": "unconditional",
            **OPENING,
            **fields,
        }
        return dict(helpers.call_action("package_create", **values))

    return make


@pytest.fixture
def holder(portal: None) -> Callable[..., dict[str, Any]]:
    """Make people who hold a role, perhaps in a department; with an API token on request."""

    def make(role: str, organization: str | None = None, **fields: Any) -> dict[str, Any]:
        grants = helpers.call_action("dongguan_role_grant_list")
        granters = [g["user"] for g in grants if g["role"] == "security_administrator"]
        if not granters:
            first = factories.User()
            wish = {"user": first["id"], "role": "security_administrator"}
            helpers.call_action("dongguan_role_grant", {"user": ""}, **wish)
            granters = [first["id"]]
        person = dict(factories.UserWithToken(**fields))
        helpers.call_action(
            "dongguan_role_grant",
            {"user": granters[0], "ignore_auth": False},
            user=person["id"],
            role=role,
            organization=organization,
        )
        return person

    return make
