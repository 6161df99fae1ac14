"""A language spoken where nobody asks for a page: in a worker, in a command."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager

import ckan.plugins.toolkit as tk
from ckan.config import middleware

from .language import locale_of_terminal


@contextmanager
def spoken(locale: str) -> Iterator[None]:
    """Translate messages into a language, and lead to pages in it, as in a request for one.

    A process that serves no application, such as a migration, speaks English on.
    """
    made = middleware._internal_test_request_context
    if made is None:
        yield
        return
    environ = {
        "CKAN_LANG": locale,
        "CKAN_LANG_IS_DEFAULT": locale == tk.config["ckan.locale_default"],
        "CKAN_CURRENT_URL": "/",
    }
    # POST: what is found out in it is not remembered, as in any request that writes.
    with made.app.test_request_context(
        base_url=tk.config["ckan.site_url"], method="POST", environ_overrides=environ
    ):
        yield


def of_terminal() -> AbstractContextManager[None]:
    """Translate messages into the language of the terminal that a command was called from."""
    return spoken(locale_of_terminal(os.environ))
