"""What templates ask of the shell."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import ckan.plugins.toolkit as tk
from ckan.lib.i18n import get_locales

from . import config, display, language

__all__ = [
    "dongguan_day",
    "dongguan_file_size",
    "dongguan_is_demonstration",
    "dongguan_language_links",
    "dongguan_language_tag",
    "dongguan_number",
    "dongguan_short_name",
    "dongguan_site_facts",
    "dongguan_text",
]


def dongguan_is_demonstration() -> bool:
    """Tell whether the page has to say that all data are made up."""
    return config.is_demonstration()


def dongguan_site_facts() -> config.SiteFacts:
    """Return the official facts for header and footer."""
    return config.site_facts()


def dongguan_language_tag() -> str:
    """Return the language tag of the page for `<html lang>`."""
    return language.tag_of(str(tk.h.lang()))


def dongguan_language_links() -> list[dict[str, Any]]:
    """List the offered languages with the address of this page in each."""
    default = tk.config["ckan.locale_default"]
    here = tk.h.current_url()
    return [
        {
            "tag": language.tag_of(locale),
            "name": language.name_of(locale),
            "url": tk.h.url_for(here, locale="default" if locale == default else locale),
            "is_current": locale == tk.h.lang(),
        }
        for locale in get_locales()
    ]


def dongguan_day(value: str | datetime | None) -> str:
    """Write the day of an instant in Dongguan."""
    return display.day_text(value)


def dongguan_file_size(size: object) -> str:
    """Write a size in bytes with a readable unit."""
    return display.size_text(size)


def dongguan_number(number: int) -> str:
    """Write a count with separators between thousands."""
    return display.number_text(number)


def dongguan_short_name(name: str) -> str:
    """Drop the city from the name of one of its departments."""
    return display.short_name(name)


def dongguan_text(entity: dict[str, Any], field: str) -> str:
    """Return a text field in the language of the page, else as it was given."""
    translated = entity.get(f"{field}_en") if tk.h.lang() == "en" else ""
    return str(translated or entity.get(field) or "")
