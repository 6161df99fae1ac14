"""The room `security` as a CKAN plugin."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import ckan.plugins as p
import ckan.plugins.toolkit as tk
from flask_wtf.csrf import CSRFError  # type: ignore[import-untyped]

from . import (
    forgery,
    headers,
    identity,
    limits,
    mail,
    outage,
    pace,
    refusal,
    remember,
    reset,
    sign_in,
    stamp,
    start,
    static_file,
    token_term,
)
from .compression import Compression
from .sameness import canonical
from .session import SignedInSessionInterface


@tk.chained_helper
def structured_data(next_helper: Callable[..., str], *args: Any, **kwargs: Any) -> str:
    """Describe a dataset in schema.org's words, the same bytes each time."""
    return canonical(next_helper(*args, **kwargs))


@tk.blanket.actions
@tk.blanket.auth_functions
@tk.blanket.blueprints
@tk.blanket.cli
@tk.blanket.config_declarations
@tk.blanket.validators
class DongguanSecurityPlugin(p.SingletonPlugin):
    """Blankets and interfaces of the room, nothing else."""

    p.implements(p.IConfigurer)
    p.implements(p.IConfigurable)
    p.implements(p.IMiddleware, inherit=True)
    p.implements(p.IApiToken, inherit=True)
    p.implements(p.IAuthenticator, inherit=True)
    p.implements(p.INotifier, inherit=True)
    p.implements(p.ISignal)
    p.implements(p.ITemplateHelpers)

    def update_config(self, config: Any) -> None:
        """Derive what follows from the portal's own settings; show the room's page."""
        tk.add_template_directory(config, "templates")
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
        outage.register(app)
        before = app.before_request_funcs.setdefault(None, [])
        # Nothing else may answer before core's own function, which starts the clock of its log.
        before[:0] = [limits.limit_body, static_file.before_request]
        before += [
            limits.refuse_host,
            limits.refuse_what_no_text_holds,
            remember.before_request,
            forgery.before_request,
            pace.before_request,
            reset.before_request,
        ]
        app.after_request(stamp.after_request)
        # Flask runs these from the last to the first: core's own comes before ours.
        behind = app.after_request_funcs.setdefault(None, [])
        compress = Compression(app).after_request
        behind[:0] = [headers.leave_date, compress, headers.after_request]
        return app

    def identify_user(self, user_id: str | None = None) -> Any:
        """Know whom a session still stands for, before core believes it."""
        with outage.asked_once():
            return identity.person(user_id)

    def login(self) -> Any:
        """Let somebody who failed too often wait."""
        return sign_in.before_login()

    def authenticate(self, identity: Any) -> Any:
        """Know a person by their password, in the same time as nobody."""
        return sign_in.authenticate(identity)

    def create_api_token_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        """Let a token be asked for with a term."""
        return token_term.schema(schema)

    def postprocess_api_token(
        self, data: dict[str, Any], jti: str, data_dict: dict[str, Any]
    ) -> dict[str, Any]:
        """Give each token an end."""
        return token_term.end(data, jti, data_dict)

    def preprocess_api_token(self, data: Mapping[str, Any]) -> Mapping[str, Any]:
        """Refuse an old token without an end."""
        return token_term.refuse_endless(data)

    def get_signal_subscriptions(self) -> dict[Any, Any]:
        """Hear of new passwords."""
        return {tk.signals.perform_password_reset: [sign_in.password_was_set]}

    def get_helpers(self) -> dict[str, Callable[..., Any]]:
        """Stand before helpers of core and of its extensions."""
        return {
            "structured_data": structured_data,
            "get_page_number": refusal.get_page_number,
        }

    def notify_recipient(self, already_notified: bool, *_mail: Any) -> bool:
        """Refuse a mail without a sender; leave every other to core."""
        mail.require_sender()
        return already_notified

    def notify_about_topic(self, already: bool, topic: str, details: dict[str, Any]) -> bool:
        """Send the link for a new password from a job."""
        return reset.notify(already, topic, details)
