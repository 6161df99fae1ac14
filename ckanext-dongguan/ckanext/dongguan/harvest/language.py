"""The language in which a run writes down what is wrong: Chinese, whoever starts it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from ckan.config import middleware

LANGUAGE = "zh_Hans_CN"


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
