"""Fixtures of the leak suite: the planted datasets and who asks for them, made once."""

from __future__ import annotations

import os
import pickle
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from ckan import model, plugins
from ckan.tests import factories, helpers

from ...conftest import complete
from .actors import ACTORS, Actor
from .asking import Portal
from .planting import Field, plant

# Where the planted world is kept between runs, for `mutate.py`.
KEPT = os.environ.get("DONGGUAN_LEAKS_WORLD")
World = tuple[Field, dict[str, dict[str, str]]]


@pytest.fixture(scope="session")
def _world(request: pytest.FixtureRequest) -> None:
    """Build the tables once, or stand in those of an earlier run."""
    if not KEPT or not Path(KEPT).exists():
        request.getfixturevalue("_built")
    elif not plugins.plugin_loaded("dongguan_intake"):
        plugins.load_all()


@pytest.fixture(scope="session")
def world(request: pytest.FixtureRequest, _application: Any) -> World:
    """Plant the datasets and let everybody in, or find both as an earlier run left them."""
    if KEPT and Path(KEPT).exists():
        return pickle.loads(Path(KEPT).read_bytes())  # noqa: S301 - written below
    made = request.getfixturevalue("planted"), request.getfixturevalue("headers")
    if KEPT:
        Path(KEPT).write_bytes(pickle.dumps(made))
    return made


@pytest.fixture(scope="session")
def places(_application: Any) -> dict[str, str]:
    """Make the departments (by id), a theme and an account that others ask for."""
    made = {
        place: factories.Organization(name=f"jsq-{place}", title=f"东莞市{place}局", **fields)
        for place, fields in (
            ("own", {}), ("other", {}), ("society", {"provider_class": "society"})
        )
    }  # fmt: skip
    theme = factories.Group(name="jsq-theme", title="主题", theme="04")
    person = factories.User(name="jsq-person")
    ids = {place: str(each["id"]) for place, each in made.items()}
    return {**ids, "theme": str(theme["id"]), "person": str(person["id"])}


@pytest.fixture(scope="session")
def planted(places: Mapping[str, str]) -> Field:
    """Plant the datasets."""
    return plant(complete, places)


@pytest.fixture(scope="session")
def headers(places: Mapping[str, str]) -> dict[str, dict[str, str]]:
    """Let everybody in, by their names."""
    granter = factories.User(name="jsq-granter")
    wish = {"user": granter["id"], "role": "security_administrator"}
    known = helpers.call_action("dongguan_role_grant_list")
    holders = [g["user"] for g in known if g["role"] == "security_administrator"]
    if not holders:
        helpers.call_action("dongguan_role_grant", {"user": ""}, **wish)
    by = holders[0] if holders else granter["id"]
    return {actor.name: _admitted(actor, places, by) for actor in ACTORS}


def _admitted(actor: Actor, places: Mapping[str, str], granter: str) -> dict[str, str]:
    if not actor.has_account:
        return {}
    make = factories.SysadminWithToken if actor.is_sysadmin else factories.UserWithToken
    user = make(name=f"jsq-{actor.name.replace('_', '-')}")
    if actor.place:
        place, capacity = actor.place
        wish = {"id": places[place], "username": user["name"], "role": capacity}
        helpers.call_action("organization_member_create", **wish)
    if actor.role:
        is_local = actor.role.startswith("department_")
        wish = {"user": user["id"], "role": actor.role}
        local = {"organization": places["own"]} if is_local else {}
        helpers.call_action(
            "dongguan_role_grant", {"user": granter, "ignore_auth": False}, **wish, **local
        )
    if actor.is_disabled:
        disabled = model.User.get(user["name"])
        disabled.state = model.State.DELETED
        model.Session.commit()
    return {"Authorization": user["token"]}


@pytest.fixture(scope="session")
def site(_application: Any, world: World) -> Portal:
    """Give the portal as somebody outside sees it."""
    field, headers = world
    return Portal(app=_application, field=field, headers=headers)
