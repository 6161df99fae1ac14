"""Alarms of emergency access: mails to security administrators and auditors.

A mail names the account, the event and the page, nothing of the dataset and no reason:
it travels and stays outside the portal.
"""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
import sqlalchemy as sa
from ckan import model

from ckanext.dongguan import account, mail
from ckanext.dongguan.jobs.definition import JobDefinition, Run

from . import letter, person
from .model import accesses, alarms

TOLD = ("security_administrator", "auditor")
# After each failure it waits twice as long, at most an hour; after two days it gives up.
_MOST_TRIES = 54


def note(row: Any, kind: str) -> None:
    """Write down whom to tell of an event, in the event's own transaction."""
    recipients = {one for role in TOLD for one in person.holders(role)}
    values = [{"access": row.id, "kind": kind, "recipient": one} for one in sorted(recipients)]
    if values:
        model.Session.execute(alarms.insert(), values)


def send_due(run: Run) -> None:
    """Send the mails that are due; one that fails comes again later."""
    query = (
        sa.select(alarms, accesses.c.account)
        .join(accesses, accesses.c.id == alarms.c.access)
        .where(
            alarms.c.sent_at.is_(None),
            alarms.c.due_at <= sa.func.clock_timestamp(),
            alarms.c.tries < _MOST_TRIES,
        )
        .order_by(alarms.c.id)
        .limit(200)
    )
    due = list(model.Session.execute(query))
    for done, row in enumerate(due):
        run.progress(done, len(due))
        _settle(row, is_sent=_send(row))


def _settle(row: Any, *, is_sent: bool) -> None:
    now = sa.func.clock_timestamp()
    wait = sa.func.make_interval(0, 0, 0, 0, 0, min(2**row.tries, 60))
    values = {"sent_at": now} if is_sent else {"due_at": now + wait}
    statement = alarms.update().where(alarms.c.id == row.id)
    model.Session.execute(statement.values(tries=alarms.c.tries + 1, **values))
    model.Session.commit()


def _send(row: Any) -> bool:
    recipient = account.active(row.recipient)
    if recipient is None or not recipient.email:
        return True
    asker = model.User.get(row.account)
    subject, body = letter.compose(
        row.kind,
        account=asker.name if asker else row.account,
        site=tk.config["ckan.site_title"],
        page=tk.h.url_for("dongguan_emergency.index", qualified=True, locale="default"),
    )
    what = f"alarm {row.id} of emergency access {row.access}"
    return mail.send(recipient, subject, body, what)


def unsent(access_ids: list[int]) -> dict[int, int]:
    """Count the mails that have not gone out yet, by access."""
    query = (
        sa.select(alarms.c.access, sa.func.count())
        .where(alarms.c.access.in_(access_ids), alarms.c.sent_at.is_(None))
        .group_by(alarms.c.access)
    )
    return {row[0]: row[1] for row in model.Session.execute(query)} if access_ids else {}


JOBS = (
    JobDefinition(
        name="emergency-alarms",
        title="Send the alarms of emergency access",
        schedule="* * * * *",
        limit_seconds=300,
        run=send_due,
    ),
)
