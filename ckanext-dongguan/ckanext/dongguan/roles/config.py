"""The room's options; nobody else knows their names."""

from __future__ import annotations

from datetime import timedelta

import ckan.plugins.toolkit as tk


def four_eyes() -> bool:
    """Whether entering and reviewing a department's items are two persons' work."""
    return bool(tk.config["ckanext.dongguan.roles.four_eyes"])


def longest_emergency() -> timedelta:
    """How long emergency access may last at most."""
    return timedelta(minutes=tk.config["ckanext.dongguan.roles.emergency_minutes"])
