"""The room `directory` as a CKAN plugin."""

from __future__ import annotations

import ckan.plugins as p


class DongguanDirectoryPlugin(p.SingletonPlugin):
    """Blankets and interfaces of the room, nothing else."""
