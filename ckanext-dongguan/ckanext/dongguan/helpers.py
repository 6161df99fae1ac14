"""What templates ask of the shell."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.lib.i18n import get_locales
from ckan.lib.search import SearchError
from markupsafe import Markup

from . import clock, config, cycle, display, formats, language, light, page_names, query, tiles

__all__ = [
    "dongguan_day",
    "dongguan_department_name",
    "dongguan_due_on",
    "dongguan_facet_label",
    "dongguan_file_size",
    "dongguan_formats",
    "dongguan_front_page",
    "dongguan_here",
    "dongguan_is_demonstration",
    "dongguan_label",
    "dongguan_language_links",
    "dongguan_language_tag",
    "dongguan_moment",
    "dongguan_new_entry_title",
    "dongguan_number",
    "dongguan_overdue_days",
    "dongguan_own_account",
    "dongguan_own_account_id",
    "dongguan_query_cleared",
    "dongguan_query_replaced",
    "dongguan_query_toggled",
    "dongguan_scripts",
    "dongguan_short_name",
    "dongguan_short_number",
    "dongguan_site_facts",
    "dongguan_site_title",
    "dongguan_summary",
    "dongguan_text",
    "dongguan_theme_name",
    "dongguan_town_tiles",
    "dongguan_upload_limit",
]


def dongguan_is_demonstration() -> bool:
    """Tell whether the page has to say that all data are made up."""
    return config.is_demonstration()


def dongguan_site_facts() -> config.SiteFacts:
    """Return the official facts for header and footer."""
    return config.site_facts()


def dongguan_site_title() -> str:
    """Name the site: as its settings do, or translated."""
    if language.is_chinese():
        return str(tk.config["ckan.site_title"])
    return str(tk._("Dongguan Public Data Portal"))


def dongguan_language_tag() -> str:
    """Return the language tag of the page for `<html lang>`."""
    return language.tag_of(language.spoken())


def dongguan_here() -> str:
    """Return the address of this page, in its language and with what was asked."""
    return str(tk.h.url_for(tk.h.current_url()))


def dongguan_language_links() -> list[dict[str, Any]]:
    """List the offered languages with the address of this page in each."""
    default = tk.config["ckan.locale_default"]
    here = tk.h.current_url()
    return [
        {
            "tag": language.tag_of(locale),
            "name": language.name_of(locale),
            "url": tk.h.url_for(here, locale=spelling),
            "address": tk.h.url_for(here, locale=spelling, _external=True),
            "is_current": locale == language.spoken(),
            "is_default": locale == default,
        }
        for locale in get_locales()
        for spelling in ["default" if locale == default else locale]
    ]


def dongguan_day(value: str | datetime | None) -> str:
    """Write the day of an instant in Dongguan."""
    return display.day_text(value)


def dongguan_moment(value: str | datetime | None) -> str:
    """Write an instant, with its time in Dongguan."""
    return display.moment_text(value)


def dongguan_due_on(dataset: dict[str, Any]) -> str:
    """Write the day when the next data of a dataset are due; empty without a fixed cycle."""
    updated = display.day_text(dataset.get("data_updated_on"))
    known = str(dataset.get("update_frequency") or "")
    due = cycle.due_on(known, date.fromisoformat(updated)) if updated else None
    return due.isoformat() if due else ""


def dongguan_overdue_days(dataset: dict[str, Any]) -> int:
    """Count by how many days a dataset's data are overdue; 0 where they are not."""
    updated = display.day_text(dataset.get("data_updated_on"))
    known = str(dataset.get("update_frequency") or "")
    return (
        cycle.overdue_days(known, date.fromisoformat(updated), clock.today()) if updated else 0
    )


def dongguan_file_size(size: object) -> str:
    """Write a size in bytes with a readable unit."""
    return display.size_text(size)


def dongguan_number(number: int) -> str:
    """Write a count with separators between thousands."""
    return display.number_text(number)


def dongguan_short_number(number: int) -> str:
    """Write a large count with its unit in the language of the page."""
    return display.short_number(number, language.spoken())


def dongguan_short_name(name: str) -> str:
    """Drop the city from the name of one of its departments."""
    return display.short_name(name)


def dongguan_text(entity: dict[str, Any], field: str) -> str:
    """Return a text field in the language of the page, else as it was given."""
    translated = entity.get(f"{field}_en") if language.spoken() == "en" else ""
    return str(translated or entity.get(field) or "")


def dongguan_summary(text: str, limit: int) -> str:
    """Return the beginning of a text in Markdown as plain words."""
    return display.shortened(str(tk.h.markdown_extract(text or "", 0)), limit)


def dongguan_label(field: str, code: str) -> str:
    """Name a code of a dataset's field in the language of the page."""
    return page_names.code(field, str(code))


def dongguan_theme_name(group: dict[str, Any]) -> str:
    """Name a theme in the language of the page."""
    return page_names.theme(group)


def dongguan_department_name(organization: dict[str, Any]) -> str:
    """Name a department in the language of the page."""
    return page_names.department(organization)


def dongguan_formats(dataset: dict[str, Any]) -> list[formats.Format]:
    """List the formats of a dataset's files."""
    return formats.formats_of(dataset.get("resources") or [])


def dongguan_front_page() -> dict[str, Any]:
    """Return what the front page shows; an unreachable search gives nothing to count."""
    try:
        return dict(tk.get_action("dongguan_front_page_show")({"user": ""}, {}))
    except SearchError:
        return {}


def dongguan_new_entry_title(kind: str | None) -> str:
    """Name the form for a new entry by the type of its dataset."""
    schema = tk.h.scheming_get_dataset_schema(kind or tk.h.default_package_type()) or {}
    label = tk.h.scheming_language_text(schema.get("label") or "")
    return str(tk._("New entry: {kind}")).format(kind=label)


def dongguan_own_account() -> str:
    """Return the name of the account that the portal itself works with; it is no person."""
    return str(tk.config["ckan.site_id"])


def dongguan_own_account_id() -> str:
    """Return the id of the account that the portal itself works with."""
    account = model.User.get(dongguan_own_account())
    return str(account.id) if account else ""


def dongguan_upload_limit() -> int:
    """Return how many megabytes an uploaded file may have."""
    return int(tk.config["ckan.max_resource_size"])


def dongguan_town_tiles(counts: dict[str, int]) -> list[tiles.Tile]:
    """Place the towns with their numbers of datasets on the tile map."""
    return tiles.town_tiles(counts, language.spoken())


def dongguan_facet_label(field: str, item: dict[str, Any]) -> str:
    """Name a value of a facet in the language of the page."""
    if field == "organization":
        return display.short_name(dongguan_department_name(item))
    if field == "groups":
        return dongguan_theme_name(item)
    label = item.get("display_name") or item["name"]
    return dongguan_label(field, item["name"]) if label == item["name"] else str(label)


def dongguan_scripts() -> Markup:
    """Write the tags of a page's scripts; they wait for the page."""
    return light.waiting(tk.h.render_assets("script"))


def _pairs() -> list[tuple[str, str]]:
    return list(tk.request.args.items(multi=True))


def dongguan_query_toggled(name: str, value: str) -> str:
    """Return the address of this list with a filter added or removed."""
    return query.toggled(_pairs(), name, value)


def dongguan_query_replaced(name: str, value: str) -> str:
    """Return the address of this list with another value of a parameter."""
    return query.replaced(_pairs(), name, value)


def dongguan_query_cleared() -> str:
    """Return the address of this list without filters."""
    return query.cleared(_pairs())
