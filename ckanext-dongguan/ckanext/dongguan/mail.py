"""Mails to the people of the portal."""

from __future__ import annotations

import logging

from ckan import model
from ckan.lib import mailer

log = logging.getLogger(__name__)


def send(person: model.User, subject: str, body: str, what: str) -> bool:
    """Send a mail; tell whether it went out. The log says what did not, and why."""
    try:
        mailer.mail_user(person, subject, body)
    except (mailer.MailerException, OSError) as error:
        log.warning("%s is not sent: %s", what, error)
        return False
    return True
