"""Pages and answers of the shell that core has none for."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import ckan.plugins as p
from ckan.lib.i18n import get_ckan_i18n_dir, get_locales
from flask import Blueprint, Response, request
from werkzeug.exceptions import NotFound

from . import script_texts
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
