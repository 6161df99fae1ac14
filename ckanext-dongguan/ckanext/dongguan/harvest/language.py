"""Languages of the room: Chinese for what a run writes down, the reader's for what is shown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import ckan.plugins.toolkit as tk
from ckan.config import middleware
from flask import has_request_context

LANGUAGE = "zh_Hans_CN"


def said(texts: Mapping[str, str]) -> str:
    """Choose the reader's language among labels that are data."""
    language = str(tk.h.lang()) if has_request_context() else LANGUAGE
    return texts.get(language) or texts[LANGUAGE]


@contextmanager
def chinese() -> Iterator[None]:
    """Translate messages into Chinese inside a worker, too, where there is no request."""
    made = middleware._internal_test_request_context
    if made is None:
        yield
        return
    # POST: what is found out in it is not remembered, as in any request that writes.
    with made.app.test_request_context(
        "/", method="POST", environ_overrides={"CKAN_LANG": LANGUAGE}
    ):
        yield
