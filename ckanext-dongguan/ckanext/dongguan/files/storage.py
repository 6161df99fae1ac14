"""The vault of this site and what it may hold."""

from __future__ import annotations

import ckan.plugins.toolkit as tk

from .vault import Vault, folder_of

MEGABYTE = 1 << 20


def vault() -> Vault:
    """Return the site's vault: beside, never under, what the web server hands out."""
    return Vault(root=folder_of(tk.config))


def limit_megabytes() -> int:
    """Return the size that a file may have."""
    return int(tk.config["ckan.max_resource_size"])
