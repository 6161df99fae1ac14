"""CKAN's own pages of activities make room for ours, their style sheet and script too."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import ckanext.activity

_KEY = "plugin_template_paths"


def leave_out_stock(config: Any) -> None:
    """Take the templates of CKAN's plugin out of those that are looked through."""
    stock = Path(str(ckanext.activity.__file__)).parent
    config[_KEY] = [path for path in config[_KEY] if not Path(path).is_relative_to(stock)]
