"""What codes, departments and themes are called on a page.

On English pages the English name that a department or theme was given comes first. It is
read once for a page: what CKAN shows of them beside a dataset, in a facet or in a list has
no room for it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

import sqlalchemy as sa
from ckan import model
from flask import g, has_request_context

from . import language, naming


def code(field: str, code: str) -> str:
    """Name a code of a field in the language of the page."""
    own = given(code) if field in {"groups", "organization"} else ""
    return own or naming.code_name(field, code, language.spoken())


def department(organization: Mapping[str, Any]) -> str:
    """Name a department in the language of the page."""
    name, title = _stored(organization)
    return given(name) or naming.department_name(name, title, language.spoken())


def theme(group: Mapping[str, Any]) -> str:
    """Name a theme in the language of the page."""
    name, title = _stored(group)
    return given(name) or naming.theme_name(name, title, language.spoken())


def given(name: str) -> str:
    """Return the English name of the one at this address; empty on a Chinese page."""
    return "" if language.is_chinese() else _english().get(name, "")


def _stored(group: Mapping[str, Any]) -> tuple[str, str]:
    return group["name"], group.get("title") or group.get("display_name") or group["name"]


def _english() -> dict[str, str]:
    if not has_request_context():
        return _read()
    if "dongguan_english_names" not in g:
        g.dongguan_english_names = _read()
    return cast(dict[str, str], g.dongguan_english_names)


def _read() -> dict[str, str]:
    english = model.Group.extras["title_en"].astext.label("english")
    asked = sa.select(model.Group.name, english).where(english != "")
    return {row.name: row.english for row in model.Session.execute(asked)}
