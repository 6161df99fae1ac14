"""Notices of ended runs: written down with the end, sent by mail, again while that fails."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import ckan.plugins.toolkit as tk
import sqlalchemy as sa
from ckan import model
from sqlalchemy.dialects.postgresql import insert

from ckanext.dongguan import mail
from ckanext.dongguan.jobs.definition import Run

from . import notice, sources
from .model import notices, runs
from .notice import Ending, Policy

_COLUMNS = notices.c
AT_ONCE = 200


def recipients(rules: sources.Policy, ending: Ending) -> list[str]:
    """List the accounts (ids) that are told of an end: those named, or the administrators."""
    if not notice.is_told(Policy(rules.notify), ending):
        return []
    named = [model.User.get(name) for name in rules.notify_to] or _administrators()
    return sorted({user.id for user in named if user is not None and user.state == "active"})


def _administrators() -> list[model.User]:
    site_user = tk.config["ckan.site_id"]
    found = model.Session.query(model.User).filter(model.User.sysadmin.is_(True))
    return [user for user in found if user.name != site_user]


def note(connection: Any, run: str, told: Iterable[str]) -> None:
    """Write down whom to tell, in the transaction that ends the run."""
    rows = [{"run": run, "recipient": one} for one in told]
    if rows:
        connection.execute(insert(notices).on_conflict_do_nothing(), rows)


def standing(run: str) -> dict[str, int]:
    """Count the notices of a run: `sent` and `waiting`."""
    query = sa.select(sa.func.count(_COLUMNS.sent_at), sa.func.count()).where(
        _COLUMNS.run == run
    )
    with model.meta.engine.connect() as connection:
        sent, total = connection.execute(query).one()
    return {"sent": sent, "waiting": total - sent}


def send_due(run: Run) -> None:
    """Send the notices that are due."""
    query = (
        sa.select(notices, runs.c.source, runs.c.state, runs.c.counts, runs.c.problem)
        .join(runs, runs.c.id == _COLUMNS.run)
        .where(
            _COLUMNS.sent_at.is_(None),
            _COLUMNS.due_at <= sa.func.clock_timestamp(),
            _COLUMNS.tries < notice.MOST_TRIES,
        )
        .order_by(_COLUMNS.id)
        .limit(AT_ONCE)
    )
    with model.meta.engine.connect() as connection:
        due = list(connection.execute(query).mappings())
    for done, row in enumerate(due):
        run.progress(done, len(due))
        _settle(row, is_sent=_send(row))


def _settle(row: Mapping[str, Any], *, is_sent: bool) -> None:
    now = sa.func.clock_timestamp()
    values = {"sent_at": now} if is_sent else {"due_at": now + notice.wait(row["tries"])}
    statement = notices.update().where(_COLUMNS.id == row["id"])
    with model.meta.engine.begin() as connection:
        connection.execute(statement.values(tries=_COLUMNS.tries + 1, **values))


def _send(row: Mapping[str, Any]) -> bool:
    person = model.User.get(row["recipient"])
    if person is None or not person.email:
        # Nobody waits for whoever cannot be reached.
        return True
    stored = sources.find(row["source"], with_credentials=False)
    problem = row["problem"] or {}
    subject, body = notice.compose(
        Ending(
            state=row["state"],
            counts=row["counts"],
            needs_person=bool(problem.get("needs_person")),
        ),
        site=tk.config["ckan.site_title"],
        source=stored.source.title if stored else row["source"],
        page=tk.h.url_for(
            "dongguan_harvest.run", run_id=row["run"], qualified=True, locale="default"
        ),
    )
    return mail.send(person, subject, body, f"notice {row['id']} of run {row['run']}")
