"""A site that keeps pages."""

from __future__ import annotations

import gc
from typing import Any

import pytest
from ckan import model
from ckan.common import config


@pytest.fixture
def site(app: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Give the application as a site has it, which keeps pages."""
    monkeypatch.setitem(config, "ckanext.dongguan.cache.enabled", True)
    app.flask_app.extensions["dongguan_pages"].shelf.clear()
    return app


def come_to_rest() -> None:
    """Give back the connections of this test, also those that nobody closed."""
    model.Session.remove()
    gc.collect()
