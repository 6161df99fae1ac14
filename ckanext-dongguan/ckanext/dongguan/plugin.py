"""The shell of the portal: look, language, configuration."""

from __future__ import annotations

import ckan.plugins as p
import ckan.plugins.toolkit as tk
from ckan.lib.plugins import DefaultTranslation

from . import light


@tk.blanket.actions
@tk.blanket.auth_functions
@tk.blanket.blueprints
@tk.blanket.config_declarations
@tk.blanket.helpers
class DongguanPlugin(p.SingletonPlugin, DefaultTranslation):
    """Blankets and interfaces of the shell, nothing else."""

    p.implements(p.IConfigurer)
    p.implements(p.ITranslation)

    def update_config(self, config: p.toolkit.CKANConfig) -> None:
        """Name the folders of the shell and dress every page in its styles."""
        tk.add_template_directory(config, "templates")
        tk.add_public_directory(config, "public")
        tk.add_resource("assets", "dongguan")
        light.register()
        config["ckan.theme"] = "dongguan/look"
        config["ckan.favicon"] = "/dongguan/mark.svg"
        # The stock picture of a person without one is asked from an outside host.
        config["ckan.gravatar_default"] = "disabled"
