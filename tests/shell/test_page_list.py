"""The list of pages that the browser visits holds every page there is."""

from __future__ import annotations

from typing import Any

from ckanext.dongguan.openness import surfaces
from ckanext.dongguan.schemas.dataset_type import NAMES

from ..e2e.page_list import LISTED, NOT_PAGES


def test_every_route_that_a_person_can_open_is_on_the_list_of_pages(app: Any) -> None:
    table = surfaces.load()
    rules = app.flask_app.url_map.iter_rules()

    opened = {
        surfaces.common(rule.endpoint, NAMES)
        for rule in rules
        if "GET" in rule.methods
        and not (table.route(rule.endpoint, NAMES) or surfaces.OFF).is_off
    }

    named = {surfaces.common(page.route, NAMES) for page in LISTED}
    assert sorted(opened - named - NOT_PAGES) == []
    assert sorted((named | NOT_PAGES) - opened) == []
