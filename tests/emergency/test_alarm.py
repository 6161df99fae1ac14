"""Alarms go out by mail, to a real mail server, and come again when it is not there."""

from __future__ import annotations

import smtplib
from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa
from ckan import model
from ckan.common import config
from ckan.lib import mailer

from ckanext.dongguan.emergency import alarm
from ckanext.dongguan.emergency.model import alarms

from .conftest import REASON, act

Make = Callable[..., dict[str, Any]]


class Watch:
    """A run of a job that nobody cancels."""

    def progress(self, done: int, total: int, message: str = "") -> None:
        pass


@pytest.fixture
def asked(
    asker: dict[str, Any],
    security: dict[str, Any],
    holder: Make,
    withheld: dict[str, Any],
    monkeypatch: pytest.MonkeyPatch,
) -> dict[str, Any]:
    monkeypatch.setitem(config, "smtp.mail_from", "portal@example.com")
    # The fixture of the mail server puts its own in the place of the library.
    monkeypatch.setattr(mailer, "smtplib", smtplib)
    model.Session.execute(alarms.delete())
    holder("auditor")
    return dict(act("request", asker, dataset=withheld["id"], reason=REASON))


def waiting(asked: dict[str, Any]) -> list[Any]:
    query = sa.select(alarms).where(alarms.c.access == asked["id"], alarms.c.sent_at.is_(None))
    return list(model.Session.execute(query))


def test_everyone_who_watches_gets_one_mail_that_names_no_dataset(
    asked: dict[str, Any], mail_server: Any, asker: dict[str, Any], withheld: dict[str, Any]
) -> None:
    expected = len(waiting(asked))

    alarm.send_due(Watch())  # type: ignore[arg-type]
    alarm.send_due(Watch())  # type: ignore[arg-type]

    assert waiting(asked) == []
    mails = mail_server.get_smtp_messages()
    assert len(mails) == expected >= 2
    for _host, _sender, _recipients, text in mails:
        plain = decoded(text)
        assert asker["name"] in plain
        assert "/dongguan/emergency" in plain
        for secret in (withheld["id"], withheld["name"], withheld["title"], REASON):
            assert secret not in plain


def decoded(text: str) -> str:
    from email import message_from_string
    from email.header import decode_header, make_header

    message = message_from_string(text)
    subject = str(make_header(decode_header(message["Subject"])))
    parts = [p for p in message.walk() if p.get_content_type() == "text/plain"]
    return subject + "".join(p.get_payload(decode=True).decode() for p in parts)


def test_a_mail_that_fails_comes_again_later_and_is_shown_as_waiting(
    asked: dict[str, Any], security: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(config, "smtp.server", "127.0.0.1:9")
    before = len(waiting(asked))

    alarm.send_due(Watch())  # type: ignore[arg-type]

    found = waiting(asked)
    assert len(found) == before
    assert {row.tries for row in found} == {1}
    assert all(row.due_at > row.noted_at for row in found)
    shown = next(row for row in act("list", security) if row["id"] == asked["id"])
    assert shown["mails_waiting"] == before
