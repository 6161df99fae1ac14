"""Mails to those who look after openness when a change does not come to its end.

A mail names the site and the page, nothing of the dataset: it travels and stays outside
the portal.
"""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from ckan import model

from ckanext.dongguan import mail

from . import history

TOLD = ("data_administrator", "security_administrator")
SUBJECT = "[{site}] 开放范围变更未能完成 / A change of openness is not complete"
BODY = (
    "一个数据集的开放范围变更未能在所有入口生效，或匿名核查发现仍有入口作答。"
    "系统每分钟重试一次；请立即查看。\n\n"
    "A change of who may see a dataset has not reached every surface, or the check as a "
    "passer-by found one that answers. It is tried again each minute; please look at once."
    "\n\n{page}"
)


FOUND = "[{site}] 例行核查发现有入口作答 / A surface answers that must not"
FOUND_BODY = (
    "夜间核查以匿名身份访问未开放的数据集，发现下列数据集仍有入口作答，已重新执行全部变更步骤；"
    "请立即查看。\n\n"
    "The nightly check visited datasets that are not open as a passer-by, and surfaces of "
    "these answer. All steps are being carried out again; please look at once."
    "\n\n{pages}"
)
# A mail that lists hundreds is read by nobody; the log has them all.
_LISTED = 20


def send(rows: list[Any]) -> None:
    """Tell of changes that nobody was told of yet; what reached nobody comes again."""
    for row in rows:
        if row.alarmed_at is None and _tell(SUBJECT, BODY.format(page=_page(row.dataset_id))):
            history.note_alarm(row.id)
            model.Session.commit()


def tell_of(dataset_ids: list[str]) -> bool:
    """Tell of datasets that answered when nobody had changed them."""
    pages = [_page(dataset_id) for dataset_id in dataset_ids[:_LISTED]]
    return _tell(FOUND, FOUND_BODY.format(pages="\n".join(pages)))


def _page(dataset_id: str) -> str:
    return str(
        tk.h.url_for(
            "dongguan_reclassification.page", id=dataset_id, qualified=True, locale="default"
        )
    )


def _tell(subject: str, body: str) -> bool:
    titled = subject.format(site=tk.config["ckan.site_title"])
    what = "the alarm of a change of openness"
    sent = [mail.send(person, titled, body, what) for person in _holders()]
    # Whoever cannot be reached stands in the log; the others are not told each minute.
    return any(sent) or not sent


def _holders() -> list[Any]:
    asked = {"ignore_auth": True, "user": ""}
    grants = tk.get_action("dongguan_role_grant_list")(asked, {})
    ids = sorted({one["user"] for one in grants if one["role"] in TOLD})
    people = (model.User.get(one) for one in ids)
    return [person for person in people if person is not None and person.email]
