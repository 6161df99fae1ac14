"""The room `security` as a CKAN plugin."""

from __future__ import annotations

from typing import Any

import ckan.plugins as p
import ckan.plugins.toolkit as tk
from flask_wtf.csrf import CSRFError  # type: ignore[import-untyped]

from . import forgery, headers, limits, remember, scripts, start
from .compression import Compression
from .session import SignedInSessionInterface


@tk.blanket.config_declarations
class DongguanSecurityPlugin(p.SingletonPlugin):
    """Blankets and interfaces of the room, nothing else."""

    p.implements(p.IConfigurer)
    p.implements(p.IConfigurable)
    p.implements(p.IMiddleware, inherit=True)
    p.implements(p.IAuthenticator, inherit=True)

    def update_config(self, config: Any) -> None:
        """Derive what follows from the portal's own settings."""
        config.update(limits.config_values(config))
        tk.add_template_directory(config, "templates")

    def configure(self, config: Any) -> None:
        """Refuse to start with a setting that opens a known hole."""
        start.refuse_unsafe(config)

    def make_middleware(self, app: Any, config: Any) -> Any:
        """Stand before every view, and behind everything that writes headers."""
        app.session_interface = SignedInSessionInterface(app)
        limits.hide_own_code(app)
        limits.restrict_hosts(app, config["ckanext.dongguan.security.hosts"])
        app.register_error_handler(CSRFError, forgery.explain)
        before = app.before_request_funcs.setdefault(None, [])
        # Nothing may answer before core's own function, which starts the clock of its log.
        before.insert(0, limits.limit_body)
        before += [limits.refuse_nul, remember.before_request, forgery.before_request]
        # Flask runs these from the last to the first: core's own comes before ours.
        behind = app.after_request_funcs.setdefault(None, [])
        behind[:0] = [Compression(app).after_request, headers.after_request]
        return app

    def identify_user(self, user_id: str | None = None) -> Any:
        """Know the person in front of a page whose scripts ask the API."""
        return scripts.person(user_id)
