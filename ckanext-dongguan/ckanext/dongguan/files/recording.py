"""Decisions about data that are not open to all, put on record.

What is recorded is kept by `dongguan_audit_write`. A refusal that shows no more than
that something exists is recorded at once; one that must look as if nothing existed is
recorded when the answer has left, so that its time tells nothing. What does not exist is
recorded too: whoever asks again on the same connection waits as long in either case.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

import ckan.plugins.toolkit as tk
from flask import (
    after_this_request,
    copy_current_request_context,
    g,
    has_request_context,
    request,
)

from ckanext.dongguan.reclassification import mark

from . import wording

log = logging.getLogger(__name__)


class NotRecordedError(tk.NotAuthorized):
    """The decision cannot be put on record, so nothing is given out."""


@dataclass(frozen=True, kw_only=True)
class Decision:
    """What was decided about one resource, in the words of the audit log.

    Without dataset and resource it was about one that does not exist.
    """

    event: str
    operation: str
    outcome: str
    dataset: str = ""
    resource: str = ""

    def is_in(self, decisions: Iterable[Decision]) -> bool:
        """Tell whether the same was decided already, at whatever door."""
        return any(replace(one, operation=self.operation) == self for one in decisions)


def record(context: Any, decision: Decision) -> None:
    """Put a decision on record, once for each request: a long answer asks again and again.

    :raises NotRecordedError: the audit log does not take it
    """
    write = _audit()
    if write is None or decision.is_in(_recorded()) or _is_checked(decision):
        return
    try:
        write(_account(context), vars(decision))
    except Exception as error:
        log.exception("a decision on resource %s is not recorded", decision.resource)
        if has_request_context():
            g.dongguan_not_recorded = True
        raise NotRecordedError(wording.not_recorded()) from error
    _recorded().add(decision)


def record_when_answered(context: Any, decision: Decision) -> None:
    """Put a refusal on record behind the answer."""
    if (write := _audit()) is None or decision.is_in(_recorded()) or _is_checked(decision):
        return
    _recorded().add(decision)
    account = _account(context)

    def at_the_end() -> None:
        try:
            write(account, vars(decision))
        except Exception:
            log.exception("the refusal of resource %s is not recorded", decision.resource)

    if not has_request_context():
        at_the_end()
        return
    in_this_request = copy_current_request_context(at_the_end)

    @after_this_request
    def behind(response: Any) -> Any:
        response.call_on_close(in_this_request)
        return response


def _is_checked(decision: Decision) -> bool:
    """Tell whether the portal's own checker was refused: its report says how often."""
    is_checker = has_request_context() and mark.is_signed(request.environ)
    return is_checker and decision.outcome == "deny"


def withhold(response: Any) -> Any:
    """Answer 503 in the place of whatever a view made of a decision that is on no record."""
    if not g.get("dongguan_not_recorded"):
        return response
    response.close()
    return wording.page_not_recorded()


def _recorded() -> set[Decision]:
    if not has_request_context():
        return set()
    recorded: set[Decision] = g.setdefault("dongguan_recorded", set())
    return recorded


def _audit() -> Any:
    try:
        return tk.get_action("dongguan_audit_write")
    except KeyError:
        return None


def _account(context: Any) -> dict[str, Any]:
    user = context.get("user") or ""
    return {"ignore_auth": True, "user": user, "auth_user_obj": context.get("auth_user_obj")}
