"""The words in which roles and places are shown."""

from __future__ import annotations

import ckan.plugins.toolkit as tk

from ckanext.dongguan import page_names
from ckanext.dongguan.language import is_chinese

from .role import roles


def role_label(code: str) -> str:
    """Name a role; a code that left the table is shown as it is."""
    role = roles().get(code)
    if role is None:
        return code
    return role.zh if is_chinese() else role.en


def role_duty(code: str) -> str:
    """Say what a role is for."""
    role = roles()[code]
    return role.zh_duty if is_chinese() else role.en_duty


def giver_label(account_id: str | None) -> str:
    """Name a giver who has no name: nobody is the command line, one that is gone an id."""
    return str(tk._("Command line")) if account_id is None else account_id


def place_label(organization_id: str | None) -> str:
    """Name a place that has no name: none is the whole city, one that is gone an id."""
    return str(tk._("Whole city")) if organization_id is None else organization_id


def department_label(name: str, title: str) -> str:
    """Name a department in the language of the page or command."""
    return page_names.department({"name": name, "title": title})
