"""The shell of the portal: look, language, configuration."""

from __future__ import annotations

import ckan.plugins as p


class DongguanPlugin(p.SingletonPlugin):
    """Blankets and interfaces of the shell, nothing else."""
