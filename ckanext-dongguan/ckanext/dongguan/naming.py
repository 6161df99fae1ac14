"""The names of codes, themes and departments in the language of a page, without CKAN.

Themes and departments are kept in CKAN under a Chinese title only; their code lists
know the English name too.
"""

from __future__ import annotations

from functools import cache

from ckanext.dongguan.schemas import codelists

# Facets and fields whose values are codes, with the list that names them.
LISTS = {
    "level": "level",
    "open_class": "open_class",
    "share_class": "share_class",
    "update_frequency": "update_frequency",
    "theme": "themes",
    "town": "towns",
    "organization": "departments",
    "item_type": "item_data_types",
    "source_system": "source_system",
}


def code_name(field: str, code: str, language: str) -> str:
    """Name a code of a field; what no list knows is shown as it is."""
    if field == "groups":
        return theme_name(code, code, language)
    found = codelists.load(LISTS[field]).get(code) if field in LISTS else None
    return found.label(language) if found else code


def theme_name(group: str, title: str, language: str) -> str:
    """Name a theme by the group that holds its datasets; an unknown one keeps its title."""
    return _by_column("themes", "group", language).get(group, title)


def department_name(organization: str, title: str, language: str) -> str:
    """Name a department; Chinese pages keep its title, which an officer may have corrected."""
    if language.startswith("zh"):
        return title
    found = codelists.load("departments").get(organization)
    towns = _by_column("towns", "organization", language)
    return found.label(language) if found else towns.get(organization, title)


@cache
def _by_column(name: str, column: str, language: str) -> dict[str, str]:
    """Index a list by another column; the lists change with a release only."""
    label = "organization_en" if column == "organization" else ""
    return {
        code.more[column]: code.more.get(label) or code.label(language)
        for code in codelists.load(name)
        if code.more.get(column)
    }
