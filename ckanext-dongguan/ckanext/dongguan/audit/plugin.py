"""The room `audit` as a CKAN plugin."""

from __future__ import annotations

import ckan.plugins as p
import ckan.plugins.toolkit as tk


@tk.blanket.actions
@tk.blanket.auth_functions
class DongguanAuditPlugin(p.SingletonPlugin):
    """Blankets and interfaces of the room, nothing else."""
