"""The room's options; nobody else knows their names."""

from __future__ import annotations

import json
from pathlib import Path

import ckan.plugins.toolkit as tk

from .problem import SourceError
from .signing import Credentials


def sharing_url() -> str:
    """Return the address of the sharing platform, empty where there is none."""
    return str(tk.config["ckanext.dongguan.harvest.sharing.url"])


def sharing_credentials() -> Credentials:
    """Read what the portal signs its requests to the sharing platform with.

    A file of its own keeps the secret out of the settings; raises SourceError
    where it cannot be read.
    """
    path = Path(tk.config["ckanext.dongguan.harvest.sharing.credentials"])
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        return Credentials(app_id=found["sharing_app_id"], secret=found["sharing_app_secret"])
    except (OSError, ValueError, KeyError) as error:
        raise SourceError(
            f"凭据文件 {path}",
            f"读不出应用标识和密钥（{type(error).__name__}）",
            "请检查 ckanext.dongguan.harvest.sharing.credentials 所指的文件",
        ) from error
