"""Languages of the room: Chinese for what a run writes down, the reader's for what is shown."""

from __future__ import annotations

from collections.abc import Mapping

import ckan.plugins.toolkit as tk
from flask import has_request_context

LANGUAGE = "zh_Hans_CN"


def said(texts: Mapping[str, str]) -> str:
    """Choose the reader's language among labels that are data."""
    language = str(tk.h.lang()) if has_request_context() else LANGUAGE
    return texts.get(language) or texts[LANGUAGE]
