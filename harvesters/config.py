"""The room's options; nobody else knows their names."""

from __future__ import annotations

import ckan.plugins.toolkit as tk

from .signing import Credentials


def sharing_url() -> str:
    """Return the address of the sharing platform, empty where there is none."""
    return str(tk.config["ckanext.dongguan.harvest.sharing.url"])


def sharing_credentials() -> Credentials:
    """Return what the portal signs its requests to the sharing platform with."""
    return Credentials(
        app_id=tk.config["ckanext.dongguan.harvest.sharing.app_id"],
        secret=tk.config["ckanext.dongguan.harvest.sharing.secret"],
    )
