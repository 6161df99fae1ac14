"""In which branch of the directory an entry stands, without CKAN.

An entry stands in exactly one branch of each tree, so that the numbers of branches add
up to that of the branch above them.
"""

from __future__ import annotations

from collections.abc import Container, Iterable

CITY_CODE = "441900"
WHOLE_CITY = "city"
SEVERAL = "several"


def town_branch(towns: Iterable[str]) -> str:
    """Name the branch by towns: one town, `several` of them, or the whole `city`."""
    named = sorted({code for code in towns if code and code != CITY_CODE})
    if len(named) > 1:
        return SEVERAL
    return named[0] if named else WHOLE_CITY


def class_branch(resource_class: str, resource_code: str, known: Container[str]) -> str:
    """Name the class of an item (类, 项 or deeper); '' where it cannot be told.

    An item that states no class has the one that its code begins with (编制指南 §6: 类 one
    digit, 项 three, 目 six with those before).
    """
    for text in (resource_class, resource_code):
        for length in (len(text), 6, 3, 1):
            if text[:length] and text[:length] in known:
                return text[:length]
    return ""
