"""The room `openness` as a CKAN plugin."""

from __future__ import annotations

import ckan.plugins as p


class DongguanOpennessPlugin(p.SingletonPlugin):
    """Blankets and interfaces of the room, nothing else."""
