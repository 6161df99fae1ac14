"""Every route and every action is in the table of surfaces, and nothing else is."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from ckan import authz, logic
from ckan.common import config
from ckan.config.middleware import make_app

from ckanext.dongguan.openness import surfaces
from ckanext.dongguan.openness.registry import dataset_types


def endpoints(app: Any) -> set[str]:
    return {rule.endpoint for rule in app.flask_app.url_map.iter_rules()}


def actions() -> set[str]:
    tk.get_action("package_show")
    return set(logic._actions)


def test_every_route_is_mapped(app: Any) -> None:
    types = dataset_types()

    unmapped = {e for e in endpoints(app) if surfaces.load().route(e, types) is None}

    assert unmapped == set()


def test_every_action_is_mapped(portal: None) -> None:
    assert actions() - set(surfaces.load().actions) == set()


def test_nothing_is_mapped_that_is_not_there(app: Any) -> None:
    table = surfaces.load()

    assert set(table.routes) - endpoints(app) == set()
    assert set(table.actions) - actions() == set()


def test_a_surface_about_an_object_names_where_its_id_comes_from() -> None:
    table = surfaces.load()

    for name, surface in {**table.routes, **table.actions}.items():
        assert (surface.kind is None) == (not surface.keys), name


def test_no_request_comes_before_actions_and_rights_are_gathered(portal: None) -> None:
    """CKAN gathers them at the first use: its own first, so that others find no gate."""
    logic.clear_actions_cache()
    authz.clear_auth_functions_cache()

    make_app(config)

    assert {"package_show", "dongguan_openness_show"} <= set(logic._actions)
    assert {"package_show", "dongguan_data_take"} <= set(authz._AuthFunctions._functions)
