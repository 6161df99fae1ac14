"""The room `text` as a CKAN plugin."""

from __future__ import annotations

import ckan.plugins as p
import ckan.plugins.toolkit as tk


@tk.blanket.validators
class DongguanTextPlugin(p.SingletonPlugin):
    """Blankets and interfaces of the room, nothing else."""
