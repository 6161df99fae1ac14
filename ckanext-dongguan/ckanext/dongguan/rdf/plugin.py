"""The room `rdf` as a CKAN plugin."""

from __future__ import annotations

import ckan.plugins as p
import ckan.plugins.toolkit as tk


@tk.blanket.actions
@tk.blanket.blueprints
class DongguanRdfPlugin(p.SingletonPlugin):
    """The profile itself is found by its entry point `dongguan`."""
