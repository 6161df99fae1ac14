"""What strangers learn of the people who have accounts: nothing."""

from __future__ import annotations

import smtplib
import ssl
import uuid
from typing import Any

import ckan.plugins.toolkit as tk
import pytest
from ckan import model
from ckan.lib import jobs, mailer
from ckan.tests import factories


@pytest.mark.parametrize("password", ["1234567", "", "短"])
def test_a_short_password_is_refused(portal: None, password: str) -> None:
    with pytest.raises(tk.ValidationError):
        factories.User(password=password)


@pytest.mark.parametrize("address", ["/user/", "/user/{name}", "/api/3/action/user_list",
                                     "/api/3/action/user_show?id={name}"])  # fmt: skip
def test_people_are_not_shown_to_visitors(
    visitor: Any, person: dict[str, Any], address: str
) -> None:
    assert visitor.get(address.format(**person)).status_code in {403, 404}


def test_a_visitor_cannot_tell_an_account_from_none(app: Any, person: dict[str, Any]) -> None:
    """Not by the answer, and not by a mail server that takes its time or is away."""
    answers = [
        app.test_client().post("/user/reset", data={"user": name})
        for name in (f"no-{uuid.uuid4()}", person["name"])
    ]

    assert [a.status_code for a in answers] == [200, 200]
    assert answers[0].data == answers[1].data


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("query", ["", "?key=guessed", "?key="])
def test_a_wrong_link_tells_nobody_whether_there_is_such_an_account(
    app: Any, person: dict[str, Any], method: str, query: str
) -> None:
    unknown = str(uuid.uuid4())
    known, none = (
        getattr(app.test_client(), method)(f"/user/reset/{reference}{query}")
        for reference in (person["id"], unknown)
    )

    assert (known.status_code, none.status_code) == (403, 403)
    assert known.text.replace(person["id"], "") == none.text.replace(unknown, "")


def test_the_link_that_was_sent_opens_the_form(app: Any, person: dict[str, Any]) -> None:
    user = model.User.get(person["id"])
    mailer.create_reset_key(user)
    model.Session.commit()

    answer = app.test_client().get(f"/user/reset/{user.id}?key={user.reset_key}")

    assert answer.status_code == 200


def test_the_link_for_a_new_password_is_sent_by_a_worker(
    person: dict[str, Any], visitor: Any, mail_server: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(tk.config, "smtp.mail_from", "portal@example.com")
    monkeypatch.setattr(mailer, "smtplib", smtplib)
    queue = jobs.get_queue()
    queue.empty()

    visitor.post("/user/reset", data={"user": person["name"]})
    (job,) = queue.jobs
    sent_at_once = len(mail_server.get_smtp_messages())
    with visitor.application.test_request_context():
        job.func(*job.args)

    assert sent_at_once == 0
    assert len(mail_server.get_smtp_messages()) == 1


def test_a_mail_without_a_sender_is_refused_with_the_cause(
    portal: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(tk.config, "smtp.server", "127.0.0.1:9")
    monkeypatch.setitem(tk.config, "smtp.mail_from", "")

    with pytest.raises(mailer.MailerException, match=r"smtp\.mail_from"):
        mailer.mail_recipient("张三", "a@example.com", "题", "文")


def test_the_mail_server_must_prove_who_it_is(
    portal: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """CVE-2026-41132: core 2.12.0 still encrypts without looking at the certificate."""
    used: list[ssl.SSLContext] = []
    monkeypatch.setattr(smtplib.SMTP, "starttls", lambda _, context=None: used.append(context))

    mailer.smtplib.SMTP().starttls()

    assert used[0].verify_mode is ssl.CERT_REQUIRED
    assert used[0].check_hostname
