"""The mails of ckanext-harvest 1.6.3 in the portal's words: it writes English subjects itself.

They are sent by `ckan.harvest.status_mail.all` and `…errored`; the bodies are templates of
this room under its names.
"""

from __future__ import annotations

import html
from typing import Any

import ckan.plugins.toolkit as tk

Status = dict[str, Any]


def agree() -> None:
    """Let it ask here for what it sends."""
    from ckanext.harvest.logic.action import update

    update.prepare_summary_mail = summary
    update.prepare_error_mail = trouble


def summary(context: Any, source_id: str, status: Status) -> tuple[str, str]:
    """Write subject and body of the mail about an end without errors."""
    subject = tk._("[{site}] Harvest ended: {source}")
    return _written(subject, context, source_id, status)


def trouble(context: Any, source_id: str, status: Status) -> tuple[str, str]:
    """Write subject and body of the mail about an end with errors."""
    subject = tk._("[{site}] Harvest ended with errors: {source}")
    return _written(subject, context, source_id, status)


def _written(subject: str, context: Any, source_id: str, status: Status) -> tuple[str, str]:
    from ckanext.harvest.logic.action import update

    facts = update.get_mail_extra_vars(context, source_id, status)
    titled = subject.format(
        site=tk.h.dongguan_site_title(), source=facts["harvest_source_title"]
    )
    body = tk.render("emails/summary_email.txt", facts)
    # A text is no page: what the template escaped is written as it is.
    return " ".join(titled.split()), html.unescape(body)
