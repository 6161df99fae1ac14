"""Sessions: in Redis for people who are signed in, nowhere for everyone else."""

from __future__ import annotations

import logging
from typing import Any

import redis
from ckan.config.middleware.common_middleware import CKANRedisSessionInterface
from ckan.config.middleware.flask_app import CKANJsonSessionSerializer
from flask import Flask, Request, Response, request
from flask.sessions import SecureCookieSessionInterface
from flask_session.redis.redis import RedisSession
from itsdangerous import BadSignature

from .door import FORM_PAGES

log = logging.getLogger(__name__)

# Time to fill in a form before signing in.
FORM_SECONDS = 3600


class VisitSession(RedisSession):
    """A session that remembers what it brought along when it was opened."""

    was_person = False
    had_messages = False

    @property
    def is_personal(self) -> bool:
        """Tell whether the answer shows something of this visit alone."""
        return self.was_person or self.had_messages or "_flashes" in self


class SignedInSessionInterface(CKANRedisSessionInterface):
    """Keep sessions of signed-in people in Redis; touch neither store nor cookie for others.

    Core stores a session for every visitor, because each page asks for a token. The
    pages that need one before somebody signs in get it in a signed cookie instead.
    """

    session_class = VisitSession

    def __init__(self, app: Flask) -> None:
        super().__init__(app)
        self.serializer = CKANJsonSessionSerializer()
        self.form_signer: Any = SecureCookieSessionInterface().get_signing_serializer(app)

    def open_session(self, app: Flask, request: Request) -> Any:
        """Read the session of a signed-in person, or what a form page left in its cookie."""
        try:
            session = super().open_session(app, request)
        except redis.exceptions.ConnectionError:
            # Pages stay readable while the store is away; nobody is signed in meanwhile.
            log.exception("The store of sessions does not answer")
            session = self.session_class(
                sid=self._generate_sid(self.sid_length), permanent=self.permanent
            )
        if not session:
            kept = self._form_content(request.cookies.get(self.get_cookie_name(app)))
            session = self.session_class(kept, sid=session.sid, permanent=self.permanent)
        session.was_person = "_user_id" in session
        session.had_messages = "_flashes" in session
        return session

    def save_session(self, app: Flask, session: Any, response: Response) -> None:
        """Keep the session of a signed-in person; leave no trace of anybody else."""
        if "_user_id" in session:
            super().save_session(app, session, response)
        elif session and request.endpoint in FORM_PAGES:
            self._keep_form(app, session, response)
        elif session.was_person or (session.had_messages and "_flashes" not in session):
            # Not whatever was modified: a picture on a form page must leave its cookie alone.
            self._forget(app, session, response)

    def _form_content(self, cookie: str | None) -> dict[str, Any]:
        try:
            content = self.form_signer.loads(cookie or "", max_age=FORM_SECONDS)
        except BadSignature:
            return {}
        # Who somebody is stands in Redis alone, where it can be taken back.
        return {} if "_user_id" in content else dict(content)

    def _keep_form(self, app: Flask, session: Any, response: Response) -> None:
        self._drop_stored(session)
        response.set_cookie(
            self.get_cookie_name(app),
            self.form_signer.dumps(dict(session)),
            max_age=FORM_SECONDS,
            **self._cookie(app),
        )

    def _forget(self, app: Flask, session: Any, response: Response) -> None:
        """After signing out, and after a message of a form was shown once."""
        self._drop_stored(session)
        response.delete_cookie(self.get_cookie_name(app), **self._cookie(app))

    def _drop_stored(self, session: Any) -> None:
        # A session that was found in Redis goes by the name in the cookie.
        if session.sid in request.cookies.values():
            self._delete_session(self._get_store_id(session.sid))

    def _cookie(self, app: Flask) -> dict[str, Any]:
        return {
            "domain": self.get_cookie_domain(app),
            "path": self.get_cookie_path(app),
            "secure": self.get_cookie_secure(app),
            "httponly": self.get_cookie_httponly(app),
            "samesite": self.get_cookie_samesite(app),
        }
