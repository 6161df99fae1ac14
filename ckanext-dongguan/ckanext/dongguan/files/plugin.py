"""The room `files` as a CKAN plugin."""

from __future__ import annotations

import ckan.plugins as p


class DongguanFilesPlugin(p.SingletonPlugin):
    """Blankets and interfaces of the room, nothing else."""
