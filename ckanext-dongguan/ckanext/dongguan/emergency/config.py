"""The room's options; nobody else knows their names."""

from __future__ import annotations

import ckan.plugins.toolkit as tk


def longest_minutes() -> int:
    """How long an access lasts at most."""
    return int(tk.config["ckanext.dongguan.emergency.minutes"])
