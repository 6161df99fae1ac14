"""What templates and forms ask of the room."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import ckan.plugins.toolkit as tk
from ckan import model
from flask import has_request_context

from ckanext.dongguan.schemas.codelists import load

from .state import states


def dongguan_code_label(codelist: str, code: str) -> str:
    """Return the label of a code in the page's language; an unknown code is its own."""
    return str(load(codelist).label(code, _language()))


def dongguan_codes(field: Mapping[str, Any]) -> list[dict[str, Any]]:
    """List the codes that a form field offers today, as scheming's choices."""
    today = datetime.now(tk.h.get_display_timezone()).date()
    return [
        {"value": code.code, "label": {"zh_Hans_CN": code.label_zh, "en": code.label_en}}
        for code in load(field["codelist"]).valid(today)
    ]


def dongguan_directory_states(dataset: Mapping[str, Any]) -> list[str]:
    """List what a dataset has reached: `catalogued`, `attached`, `open`."""
    return [state.value for state in states(dataset)]


def dongguan_licence_title(licence_id: str) -> str:
    """Return the title of a licence in the page's language; an unknown id is its own."""
    licence = model.Package.get_license_register().get(licence_id)
    if licence is None:
        return licence_id
    if _language().startswith("zh"):
        return str(licence.title)
    return str(getattr(licence, "title_en", licence.title))


def _language() -> str:
    """Name the language of the page; outside a page (index, jobs) that of the site."""
    if has_request_context():
        return str(tk.h.lang())
    return str(tk.config["ckan.locale_default"])
