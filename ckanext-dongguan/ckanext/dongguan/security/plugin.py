"""The room `security` as a CKAN plugin."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import ckan.plugins as p
import ckan.plugins.toolkit as tk
from flask_wtf.csrf import CSRFError  # type: ignore[import-untyped]

from . import forgery, headers, identity, limits, mail, refusal, remember, reset, stamp, start
from .compression import Compression
from .sameness import canonical
from .session import SignedInSessionInterface


@tk.chained_helper
def structured_data(next_helper: Callable[..., str], *args: Any, **kwargs: Any) -> str:
    """Describe a dataset in schema.org's words, the same bytes each time."""
    return canonical(next_helper(*args, **kwargs))


@tk.blanket.config_declarations
class DongguanSecurityPlugin(p.SingletonPlugin):
    """Blankets and interfaces of the room, nothing else."""

    p.implements(p.IConfigurer)
    p.implements(p.IConfigurable)
    p.implements(p.IMiddleware, inherit=True)
    p.implements(p.IAuthenticator, inherit=True)
    p.implements(p.INotifier, inherit=True)
    p.implements(p.ITemplateHelpers)

    def update_config(self, config: Any) -> None:
        """Derive what follows from the portal's own settings."""
        config.update(limits.cookie_values(config))

    def configure(self, config: Any) -> None:
        """Refuse to start with a setting that opens a known hole; mend core's mailer."""
        start.refuse_unsafe(config)
        mail.install()

    def make_middleware(self, app: Any, config: Any) -> Any:
        """Stand before every view, and behind everything that writes headers."""
        app.config.update(limits.framework_values(config))
        app.session_interface = SignedInSessionInterface(app)
        limits.hide_own_code(app)
        app.register_error_handler(CSRFError, forgery.explain)
        refusal.register(app)
        before = app.before_request_funcs.setdefault(None, [])
        # Nothing may answer before core's own function, which starts the clock of its log.
        before.insert(0, limits.limit_body)
        before += [
            limits.refuse_host,
            limits.refuse_nul,
            remember.before_request,
            forgery.before_request,
        ]
        app.after_request(stamp.after_request)
        # Flask runs these from the last to the first: core's own comes before ours.
        behind = app.after_request_funcs.setdefault(None, [])
        compress = Compression(app).after_request
        behind[:0] = [headers.leave_date, compress, headers.after_request]
        return app

    def identify_user(self, user_id: str | None = None) -> Any:
        """Know whom a session still stands for, before core believes it."""
        return identity.person(user_id)

    def get_helpers(self) -> dict[str, Callable[..., Any]]:
        """Stand before a helper of core's extensions."""
        return {"structured_data": structured_data}

    def notify_about_topic(self, already: bool, topic: str, details: dict[str, Any]) -> bool:
        """Send the link for a new password from a job."""
        return reset.notify(already, topic, details)
