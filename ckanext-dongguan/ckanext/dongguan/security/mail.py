"""Mail goes only to a mail server that proves who it is.

Core encrypts the connection without looking at the certificate (CVE-2026-41132): who
stands in between would read the links for new passwords and the server's password.
"""

from __future__ import annotations

import smtplib
import ssl
from types import SimpleNamespace
from typing import Any

import ckan.plugins.toolkit as tk
from ckan.lib import mailer


class CheckedSMTP(smtplib.SMTP):
    """A connection that checks the server's certificate and its name."""

    def starttls(self, *, context: ssl.SSLContext | None = None) -> Any:  # type: ignore[override]
        """Encrypt the connection.

        :raises ssl.SSLError: the certificate is not valid for this server
        """
        return super().starttls(context=context or ssl.create_default_context())


def install() -> None:
    """Let core's mailer use the checked connection."""
    mailer.smtplib = SimpleNamespace(**{**vars(smtplib), "SMTP": CheckedSMTP})


def require_sender() -> None:
    """Refuse a mail without a sender, at which core fails with an error of another kind.

    :raises MailerException: there is a mail server, and no address to send from
    """
    if tk.config.get("smtp.server") and not tk.config.get("smtp.mail_from"):
        raise mailer.MailerException("smtp.mail_from names no sender")
