"""Those who look after a source hear by mail how a run ended, and of no record."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import ckan.plugins.toolkit as tk
import pytest
import sqlalchemy as sa
from ckan import model
from ckan.common import config
from ckan.tests import factories, helpers

from ckanext.dongguan.harvest import notice, notices, runs
from ckanext.dongguan.harvest.notice import Ending, Policy

from .conftest import Remote, Silent
from .portal_server import package
from .smtp_server import MailServer, serving

MALFORMED = {"tags": "不是列表", "title": "张三的住址"}


@pytest.mark.parametrize(
    ("policy", "state", "failed", "told"),
    [
        (Policy.NEVER, "failed", 1, False),
        (Policy.FAILED, "failed", 0, True),
        (Policy.FAILED, "succeeded", 5, False),
        (Policy.FAULTS, "succeeded", 5, True),
        (Policy.FAULTS, "succeeded", 0, False),
        (Policy.ALWAYS, "cancelled", 0, True),
    ],
)
def test_the_policy_of_a_source_decides_who_hears(
    policy: Policy, state: str, failed: int, told: bool
) -> None:
    ending = Ending(state=state, counts={"failed": failed})

    assert notice.is_told(policy, ending) is told


def test_a_notice_waits_longer_each_time_and_at_most_an_hour() -> None:
    assert [notice.wait(tries) for tries in (0, 1, 2)] == [
        timedelta(minutes=1), timedelta(minutes=2), timedelta(minutes=4),
    ]  # fmt: skip
    assert notice.wait(50) == timedelta(hours=1)


@pytest.fixture
def mail_server(monkeypatch: pytest.MonkeyPatch) -> Iterator[MailServer]:
    with serving() as server:
        monkeypatch.setitem(config, "smtp.server", server.address)
        monkeypatch.setitem(config, "smtp.mail_from", "portal@example.com")
        yield server


@pytest.fixture
def watched(remote: Remote) -> Remote:
    """Give a source of which one account is told where records are not taken."""
    with model.meta.engine.begin() as connection:
        connection.execute(notices.notices.delete())
    person = factories.User(fullname="guanlizhe")
    remote.register(rules={"notify": "faults", "notify_to": [person["name"]]})
    remote.portal.records = [package(1), package(2, **MALFORMED)]
    return remote


def send() -> None:
    notices.send_due(Silent())  # type: ignore[arg-type]


def latest(remote: Remote) -> Any:
    return runs.latest(remote.source, 1)[0]


def test_a_run_with_refused_records_is_told_of_once_by_mail(
    watched: Remote, mail_server: MailServer
) -> None:
    watched.follow()
    run = latest(watched)

    send()
    send()

    (mail,) = mail_server.mails
    plain = mail.plain()
    assert len(mail.recipients) == 1
    assert run["id"] in plain
    assert "未收录 1 条" in plain
    assert notices.standing(run["id"]) == {"sent": 1, "waiting": 0}
    for secret in ("张三", "yuanjilu-2", "公交站点"):
        assert secret not in plain


def test_a_run_in_which_all_went_well_tells_nobody(watched: Remote) -> None:
    watched.portal.records = [package(1)]

    watched.follow()

    assert notices.standing(latest(watched)["id"]) == {"sent": 0, "waiting": 0}


def test_a_dry_run_tells_nobody(watched: Remote) -> None:
    watched.follow(is_dry=True)

    assert notices.standing(latest(watched)["id"]) == {"sent": 0, "waiting": 0}


def test_a_notice_comes_again_while_the_mail_server_is_away(
    watched: Remote, monkeypatch: pytest.MonkeyPatch, mail_server: MailServer
) -> None:
    watched.follow()
    run = latest(watched)["id"]
    with monkeypatch.context() as patch:
        patch.setitem(config, "smtp.server", "127.0.0.1:1")
        send()
    assert notices.standing(run) == {"sent": 0, "waiting": 1}

    send()
    assert mail_server.mails == []
    with model.meta.engine.begin() as connection:
        connection.execute(notices.notices.update().values(due_at=sa.func.now()))
    send()

    assert len(mail_server.mails) == 1


def test_without_a_name_the_administrators_are_told(watched: Remote) -> None:
    operator = factories.Sysadmin()
    watched.register(rules={"notify": "always", "notify_to": []})

    watched.follow()

    query = sa.select(notices.notices.c.recipient).where(
        notices.notices.c.run == latest(watched)["id"]
    )
    with model.meta.engine.connect() as connection:
        told = set(connection.execute(query).scalars())
    assert operator["id"] in told
    site_user = helpers.call_action("get_site_user", {"ignore_auth": True})
    assert model.User.get(site_user["name"]).id not in told


def test_an_account_that_nobody_has_is_refused(remote: Remote) -> None:
    with pytest.raises(tk.ValidationError, match="meiyouderen"):
        remote.register(rules={"notify_to": ["meiyouderen"]})
