"""The public addresses of the portal, in every language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import ckan.plugins.toolkit as tk
from ckan.lib.i18n import get_locales

from ckanext.dongguan import account

from .. import display, language
from .site_map import PART, Address

# Nobody in particular: what everyone may find.
_PAGES = (
    "home.index", "dataset.search", "dongguan_catalog.index", "organization.index",
    "group.index", "dongguan_guidance.towns", "dongguan_plan.index",
    "dongguan_completeness.index", "dongguan_codelists.index", "dongguan_guidance.developer",
    "dongguan_guidance.accessibility", "home.about",
)  # fmt: skip


def count() -> int:
    """Count the public datasets."""
    return int(_search(rows=0)["count"])


def pages() -> Iterator[Address]:
    """List the pages that do not depend on a dataset."""
    for route in _PAGES:
        yield _address(route)
    for kind in ("organization", "group"):
        for name in tk.get_action(f"{kind}_list")(account.of_everyone(), {}):
            yield _address(f"{kind}.read", id=name)


def datasets(number: int) -> Iterator[Address]:
    """List the datasets of a part; parts count from 1."""
    found = _search(rows=PART, start=(number - 1) * PART, sort="id asc")
    for dataset in found["results"]:
        yield _dataset(dataset)


def _dataset(dataset: Mapping[str, Any]) -> Address:
    changed = display.day_text(dataset["metadata_modified"])
    return _address(f"{dataset['type']}.read", changed, id=dataset["name"])


def _address(route: str, changed: str = "", **names: str) -> Address:
    default = tk.config["ckan.locale_default"]
    languages = {
        language.tag_of(one): str(
            tk.h.url_for(
                route, locale="default" if one == default else one, _external=True, **names
            )
        )
        for one in get_locales()
    }
    url = languages[language.tag_of(default)]
    return Address(url=url, changed=changed, languages=languages)


def _search(**wanted: Any) -> dict[str, Any]:
    asked = {"facet": "false", **wanted}
    return dict(tk.get_action("package_search")(account.of_everyone(), asked))
