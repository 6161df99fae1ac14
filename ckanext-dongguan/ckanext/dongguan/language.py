"""Languages of the pages: their tags, their names, where the other one is.

CKAN speaks of locales (`zh_Hans_CN`), browsers and search engines of language tags.
The tag `zh-CN` is used instead of `zh-Hans-CN`: fonts, screen readers and the date
library of the scripts know it, and CKAN's script turns it into a name without a rest
of hyphens.
"""

from __future__ import annotations

from collections.abc import Mapping

import ckan.plugins.toolkit as tk
from flask import has_request_context

CHINESE = "zh_Hans_CN"
TAGS = {CHINESE: "zh-CN", "en": "en"}
NAMES = {CHINESE: "中文", "en": "English"}


def tag_of(locale: str) -> str:
    """Return the language tag of a CKAN locale."""
    return TAGS.get(locale, locale.replace("_", "-"))


def name_of(locale: str) -> str:
    """Return the name of a language in that language."""
    return NAMES.get(locale, locale)


def locale_of_terminal(environ: Mapping[str, str]) -> str:
    """Choose the locale of a command: LC_ALL, else LANG; Chinese unless they say English."""
    wanted = environ.get("LC_ALL") or environ.get("LANG") or ""
    return "en" if wanted.lower().startswith("en") else CHINESE


def locale_of(tag: str, offered: list[str]) -> str | None:
    """Find the offered locale that is meant by a tag in any spelling, else nothing."""
    spelling = tag.replace("-", "_").lower()
    for locale in offered:
        if spelling in {locale.lower(), tag_of(locale).replace("-", "_").lower()}:
            return locale
    return None


def spoken() -> str:
    """Name the locale of the page; outside a page (index, jobs) that of the site."""
    on_page = tk.h.lang() if has_request_context() else None
    return str(on_page or tk.config["ckan.locale_default"])


def is_chinese() -> bool:
    """Tell whether the page, or outside a page the site, speaks Chinese."""
    return spoken().startswith("zh")


def said(texts: Mapping[str, str]) -> str:
    """Choose among texts that are data the one of the page, else the Chinese one."""
    return texts.get(spoken()) or texts.get(CHINESE, "")
