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
from hypothesis import HealthCheck, settings

from . import beside

beside.enter(os.environ)
ROOT = Path(__file__).resolve().parent.parent
# CKAN's factories draw a password, and one of some ten thousand is too easy to guess.
factories.User._meta.base_declarations["password"].function = lambda: "correct123"
# The same examples in each run, and time for them: a test that fails tells of the change at
# hand, neither of the moment nor of the machine.
settings.register_profile(
    "steady", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("steady")
OPENING = {
    "opening_decided_by": "测试单位",
    "opening_decided_on": "2026-01-05",
    "opening_basis": "测试依据",
    "secrecy_reviewed_by": "测试单位保密办",
    "secrecy_reviewed_on": "2026-01-04",
    "secrecy_basis": "测试审查意见",
}

# What the rules of the schemas ask of a share class, an open class, and a type that is open.
_SHARED = {
    "unconditional": {"share_method": "file"},
    "conditional": {"share_method": "file", "share_condition": "测试共享条件"},
    "withheld": {"share_basis": "测试不予共享依据", "open_class": "withheld"},
}
_DESCRIBED = {"notes": "测试摘要", "update_frequency": "monthly"}
_OPENED: dict[str, dict[str, Any]] = {
    "unconditional": _DESCRIBED,
    "conditional": {
        **_DESCRIBED,
        "open_condition": "测试开放条件",
        "open_manner": ["download"],
        "open_requirements": "测试使用要求",
        "open_safeguards": "测试安全保障措施",
    },
    "withheld": {"withheld_basis": "测试不予开放依据"},
}
OF_TYPE: dict[str, dict[str, Any]] = {
    "enterprise_aggregate": {
        "indicator": "工业总产值", "indicator_meaning": "测试涵义", "indicator_unit": "万元",
        "statistic_period": "2024-Q1", "calculation": "汇总", "survey_scope": "规模以上工业",
        "survey_method": "administrative", "survey_kind": "none",
        "suppression_rule": "少于三家不公布",
    },
    "credit_disclosure": {
        "disclosure_kind": "permit", "subject_kinds": ["legal-person"],
        "authority": "东莞市测试局", "disclosure_basis": "测试依据", "decided_on": "2026-01-05",
    },
    "interface": {
        "protocol": "rest", "authentication": "none", "contact_unit": "信息科",
        "operations": [{"name": "查询"}],
    },
    "document": {"document_kind": "notice", "text_availability": "text"},
}  # fmt: skip


def complete(**fields: Any) -> dict[str, Any]:
    """Add to a dataset's fields what the rules ask of its classes and its type."""
    share_class = fields.get("share_class", "unconditional")
    wanted = {**_SHARED.get(share_class, {}), **OF_TYPE.get(fields.get("type", ""), {})}
    open_class = {"open_class": "unconditional", **wanted, **fields}["open_class"]
    wanted = {**_OPENED.get(open_class, {}), **wanted}
    return {
        "open_class": "unconditional", "share_class": share_class, **OPENING, **wanted, **fields
    }  # fmt: skip


@pytest.fixture(scope="session")
def completed() -> Callable[..., dict[str, Any]]:
    """Give the function that adds what the rules ask to a dataset's fields."""
    return complete


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> beside.Scheduling:
    """Hand the tests to the workers as they need each other's company."""
    return beside.Scheduling(config, log)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes longest; skip, visibly, what needs an absent reference folder."""
    items.sort(key=beside.turn)
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
def _world(_built: None) -> None:
    """Stand in a world of its own."""


@pytest.fixture(scope="session")
def _built() -> None:
    """Build the tables of CKAN and of the rooms once, and empty the index."""
    plugins.load_all()
    model.repo.rebuild_db()
    _run_migrations("dongguan", "base", forward=False)
    _run_migrations("dongguan")
    _run_migrations("activity")
    _run_migrations("harvest")
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


@pytest.fixture
def signed_in(app: Any) -> Callable[[dict[str, Any]], Any]:
    """Give the browser of a person who is signed in."""

    def open_browser(user: dict[str, Any]) -> Any:
        browser = app.test_client()
        with browser.session_transaction(base_url=config["ckan.site_url"]) as session:
            session["_user_id"] = user["id"]
            session["_fresh"] = True
        return browser

    return open_browser


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
            **complete(**fields),
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


@pytest.fixture(scope="session")
def prepared(_world: None) -> dict[str, int]:
    """Bring providers and themes in line once."""
    return dict(helpers.call_action("dongguan_directory_prepare"))
