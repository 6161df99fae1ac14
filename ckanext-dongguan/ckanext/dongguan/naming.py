"""The names of codes, themes and departments in the language of a page, without CKAN.

Themes and departments are kept in CKAN under a Chinese title only; their code lists
know the English name too.
"""

from __future__ import annotations

from ckanext.dongguan.schemas import coded, codelists


def code_name(field: str, code: str, language: str) -> str:
    """Name a code of a field; what no list knows is shown as it is."""
    if field == "groups":
        return theme_name(code, code, language)
    if field == "organization":
        return department_name(code, code, language)
    return str(coded.label(field, code, language))


def theme_name(group: str, title: str, language: str) -> str:
    """Name a theme by the group that holds its datasets; an unknown one keeps its title."""
    found = codelists.load("themes").column("group").get(group)
    return str(found.label(language)) if found else title


def department_name(organization: str, title: str, language: str) -> str:
    """Name a department; Chinese pages keep its title, which an officer may have corrected.

    Where nothing but its address is known, that stands in the place of the title.
    """
    if language.startswith("zh") and title != organization:
        return title
    found = codelists.load("departments").get(organization)
    return str(found.label(language)) if found else title
