"""The room's options; nobody else knows their names."""

from __future__ import annotations

import ckan.plugins.toolkit as tk


def four_eyes() -> bool:
    """Whether entering and reviewing a department's items are two persons' work."""
    return bool(tk.config["ckanext.dongguan.roles.four_eyes"])
