"""The door through which CKAN starts harvests."""

from __future__ import annotations

import ckan.plugins as p


class DongguanHarvestPlugin(p.SingletonPlugin):
    """Blankets and interfaces of the room, nothing else."""
