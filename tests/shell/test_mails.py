"""Every mail that the portal or CKAN sends, read in both languages."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from ckan import model
from ckan.lib import mailer
from ckan.plugins import toolkit as tk
from ckan.tests import factories
from ckanext.activity import email_notifications

from ckanext.dongguan.emergency import letter as emergency_letter
from ckanext.dongguan.harvest import notice, their_mail
from ckanext.dongguan.reclassification import alarm
from ckanext.dongguan.security import reset

Sent = tuple[str, str]
SITE = "东莞市公共数据开放门户"
PAGE = "https://data.example.cn/some/page"
# What is English in a Chinese mail on purpose: addresses and the names of accounts.
OUTSIDE = re.compile(r"https?://\S+|\byonghu[\w-]*|\bckanext-harvest\b")
WORDS = re.compile(r"[A-Za-z]{2,}")
HAN = re.compile("[\u4e00-\u9fff]")


@contextmanager
def speaking(app: Any, locale: str) -> Iterator[None]:
    environ = {"CKAN_LANG": locale, "CKAN_CURRENT_URL": "/",
               "CKAN_LANG_IS_DEFAULT": locale != "en"}  # fmt: skip
    with app.flask_app.test_request_context(environ_overrides=environ):
        yield


@pytest.fixture
def outbox(portal: None, monkeypatch: pytest.MonkeyPatch) -> list[Sent]:
    """Keep what core's mailer would hand to the mail server."""
    sent: list[Sent] = []
    monkeypatch.setitem(tk.config, "ckan.site_title", SITE)
    monkeypatch.setitem(tk.config, "smtp.server", "localhost")
    monkeypatch.setitem(tk.config, "smtp.mail_from", "portal@example.com")
    monkeypatch.setattr(
        mailer, "_mail_recipient",
        lambda _name, _mail, _site, _url, subject, body, *_rest: sent.append((subject, body)),
    )  # fmt: skip
    return sent


def person() -> Any:
    return model.User.get(factories.User(name=f"yonghu-{uuid.uuid4().hex}")["id"])


def invite(_outbox: list[Sent]) -> None:
    group = {"is_organization": True, "title": "交通运输局"}
    mailer.send_invite(person(), group, "editor")


def new_password(_outbox: list[Sent]) -> None:
    reset.send(person().id, str(tk.h.lang()))


def activity(outbox: list[Sent]) -> None:
    told = email_notifications._notifications_for_activities(
        [{}, {}], {"activity_streams_email_notifications": True}
    )
    outbox += [(one["subject"], one["body"]) for one in told]


def foreign_harvest(outbox: list[Sent], monkeypatch: pytest.MonkeyPatch) -> None:
    from ckanext.harvest.logic.action import update

    facts = {
        "organization": "Not specified", "site_title": SITE, "site_url": PAGE, "job_url": PAGE,
        "harvest_source_title": "省“平台”", "job_finished": "2026-11-26 08:00",
        "job_created": "2026-11-26 07:00", "records_in_error": "1", "records_added": "2",
        "records_deleted": "3", "records_updated": "4", "errors": ["第 3 条 <空>"],
    }  # fmt: skip
    monkeypatch.setattr(update, "get_mail_extra_vars", lambda *_given: facts)
    outbox += [their_mail.summary({}, "x", {}), their_mail.trouble({}, "x", {})]


def written(outbox: list[Sent], how: Callable[..., None], *more: Any) -> list[Sent]:
    outbox.clear()
    how(outbox, *more)
    assert outbox
    return list(outbox)


MAILS = [invite, new_password, activity]


@pytest.mark.parametrize("how", MAILS)
def test_a_chinese_mail_has_no_english_and_an_english_one_no_chinese_sentence(
    app: Any, outbox: list[Sent], how: Callable[..., None]
) -> None:
    with speaking(app, "zh_Hans_CN"):
        chinese = written(outbox, how)
    with speaking(app, "en"):
        english = written(outbox, how)

    assert english_words(chinese) == []
    assert han_words(english) == []


def test_the_mails_of_ckanext_harvest_are_in_the_language_of_the_portal(
    app: Any, outbox: list[Sent], monkeypatch: pytest.MonkeyPatch
) -> None:
    with speaking(app, "zh_Hans_CN"):
        chinese = written(outbox, foreign_harvest, monkeypatch)
    with speaking(app, "en"):
        english = written(outbox, foreign_harvest, monkeypatch)

    assert english_words(chinese) == []
    assert han_words(english) == []
    assert all("第 3 条 <空>" in body for _subject, body in chinese)


def both_languages() -> Iterator[Sent]:
    for kind in emergency_letter._kinds():
        yield emergency_letter.compose(kind, account="yonghu-1", site=SITE, page=PAGE)
    for state in (*notice.WORDS,):
        for needs_person in (True, False):
            ending = notice.Ending(state=state, counts={}, needs_person=needs_person)
            yield notice.compose(ending, site=SITE, source="省平台", page=PAGE)
    yield alarm.SUBJECT.format(site=SITE), alarm.BODY.format(page=PAGE)
    yield alarm.FOUND.format(site=SITE), alarm.FOUND_BODY.format(pages=PAGE)


@pytest.mark.parametrize("sent", both_languages())
def test_an_alarm_says_everything_twice_chinese_first(sent: Sent) -> None:
    subject, body = sent
    bare = [line for line in OUTSIDE.sub("", body).split("\n") if line.strip()]
    chinese = [line for line in bare if len(HAN.findall(line)) > 5]
    english = [line for line in bare if len(WORDS.findall(line)) > 3]

    assert WORDS.findall(subject.split(" / ")[0]) == []
    assert len(english) == 1
    assert bare.index(chinese[0]) < bare.index(english[0])
    assert [WORDS.findall(line) for line in chinese if line not in english] == [[]] * (
        len(bare) - 1
    )


def english_words(sent: list[Sent]) -> list[str]:
    return WORDS.findall(OUTSIDE.sub("", "\n".join("\n".join(one) for one in sent)))


def han_words(sent: list[Sent]) -> list[str]:
    """List Chinese in English mails, but for names that are data."""
    text = "\n".join("\n".join(one) for one in sent)
    for name in (SITE, "交通运输局", "省“平台”", "第 3 条 <空>"):
        text = text.replace(name, "")
    return re.findall("[\u4e00-\u9fff]+", text)
