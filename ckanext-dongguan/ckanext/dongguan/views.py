"""Pages and answers of the shell that core has none for."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import ckan.plugins as p
from ckan.lib.i18n import get_ckan_i18n_dir, get_locales
from flask import Blueprint, Response, g, request
from werkzeug.exceptions import NotFound

from . import fault, script_texts
from .language import locale_of

__all__ = ["dongguan"]

dongguan = Blueprint("dongguan", __name__)


@dongguan.get("/api/i18n/<language>")
def script_translations(language: str) -> Response:
    """Answer the texts of the scripts in a language, whatever way its tag is spelt.

    Core answers 400 to the spelling that its own script sends for Chinese, and the
    script then starts no module on the page.
    """
    locale = locale_of(language, get_locales())
    body = _table(locale) if locale else "{}"
    response = Response(body, mimetype="application/json")
    response.cache_control.public = True
    response.cache_control.max_age = 3600
    response.add_etag()
    response.make_conditional(request)
    return response


@dongguan.get("/testing/primer")
@dongguan.get("/testing/custom_form_fields")
def no_sample_page() -> Response:
    """Answer that core's sample pages are not there: their look is not ours."""
    raise NotFound


@dongguan.after_app_request
def keep_parts_apart(response: Response) -> Response:
    """Tell caches that a list answers a script with a part of its page at the same address."""
    if response.mimetype == "text/html":
        response.vary.add("HX-Request")
    return response


@dongguan.after_app_request
def answer_programs(response: Response) -> Response:
    """Answer a program as the API does where core has a page for a fault below /api."""
    is_page = response.mimetype == "text/html" and response.status_code >= 400
    if is_page and request.path.startswith("/api/"):
        response.data = fault.as_json(response.status_code)
        response.mimetype = "application/json"
    return response


@dongguan.app_context_processor
def what_happened() -> dict[str, Any]:
    """Give pages of errors their words."""
    return {"dongguan_fault": _fault}


def _fault(code: int, name: Any, content: Any) -> fault.Fault:
    # A page that failed half-way has asked for its styles already: this one needs them again.
    g.pop("_webassets", None)
    return fault.told(code, name, content)


@cache
def _table(locale: str) -> str:
    """Build the table once for each process: catalogues change with a release only."""
    homes = [(get_ckan_i18n_dir(), "ckan")] + [
        (plugin.i18n_directory(), plugin.i18n_domain())
        for plugin in p.PluginImplementations(p.ITranslation)
    ]
    catalogues = [Path(home, locale, "LC_MESSAGES", f"{domain}.mo") for home, domain in homes]
    templates = [Path(home, f"{domain}.pot") for home, domain in homes]
    wanted = script_texts.script_msgids(path for path in templates if path.is_file())
    existing = [path for path in catalogues if path.is_file()]
    table = script_texts.build_table(locale, existing, wanted)
    return json.dumps(table, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
