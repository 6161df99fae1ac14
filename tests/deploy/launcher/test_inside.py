"""What is prepared inside CKAN before the portal opens."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from ckan.lib import webassets_tools

from deploy.launcher.inside import _draw_assets


def test_style_sheets_are_there_before_the_first_reader_comes(
    app: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(webassets_tools.env, "directory", str(tmp_path))

    with app.flask_app.test_request_context():
        _draw_assets()

    assert list(tmp_path.rglob("*.css"))
    assert list(tmp_path.rglob("*.js"))
