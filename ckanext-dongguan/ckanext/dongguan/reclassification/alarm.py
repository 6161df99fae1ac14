"""Mails to those who look after openness when a change does not come to its end.

A mail names the site and the page, nothing of the dataset: it travels and stays outside
the portal.
"""

from __future__ import annotations

import logging
from typing import Any

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.lib import mailer

from . import history

log = logging.getLogger(__name__)

TOLD = ("data_administrator", "security_administrator")
SUBJECT = "[{site}] 开放范围变更未能完成 / A change of openness is not complete"
BODY = (
    "一个数据集的开放范围变更未能在所有入口生效，或匿名核查发现仍有入口作答。"
    "系统每分钟重试一次；请立即查看。\n\n"
    "A change of who may see a dataset has not reached every surface, or the check as a "
    "passer-by found one that answers. It is tried again each minute; please look at once."
    "\n\n{page}"
)


def send(rows: list[Any]) -> None:
    """Tell of changes that nobody was told of yet; a mail that fails comes again."""
    for row in rows:
        if row.alarmed_at is None and _tell(row):
            history.note_alarm(row.id)
            model.Session.commit()


def _tell(row: Any) -> bool:
    site = tk.config["ckan.site_title"]
    page = tk.h.url_for(
        "dongguan_reclassification.page", id=row.dataset_id, qualified=True, locale="default"
    )
    subject, body = SUBJECT.format(site=site), BODY.format(page=page)
    # Nobody waits for whoever cannot be reached.
    sent = [_mail(person, subject, body) for person in _holders()]
    return all(sent)


def _holders() -> list[Any]:
    asked = {"ignore_auth": True, "user": ""}
    grants = tk.get_action("dongguan_role_grant_list")(asked, {})
    ids = sorted({one["user"] for one in grants if one["role"] in TOLD})
    people = (model.User.get(one) for one in ids)
    return [person for person in people if person is not None and person.email]


def _mail(person: Any, subject: str, body: str) -> bool:
    try:
        mailer.mail_user(person, subject, body)
    except (mailer.MailerException, OSError) as error:
        log.warning("the alarm of a change of openness is not sent: %s", error)
        return False
    return True
