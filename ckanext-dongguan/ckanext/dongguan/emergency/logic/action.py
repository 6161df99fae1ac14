"""Actions of the room: ask for access, decide, end, see, and tell what is held now."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.logic import validate

from ckanext.dongguan import account
from ckanext.dongguan.audit.entry import LONGEST_REASON
from ckanext.dongguan.clock import told
from ckanext.dongguan.roles.role import may

from .. import alarm, config, dictize, lending, person, wording
from ..access import is_reason
from . import schema

__all__ = [
    "dongguan_emergency_access_approve",
    "dongguan_emergency_access_end",
    "dongguan_emergency_access_held",
    "dongguan_emergency_access_list",
    "dongguan_emergency_access_refuse",
    "dongguan_emergency_access_request",
]

Context = dict[str, Any]
Data = dict[str, Any]

_MOST = 200


@validate(schema.request)
def dongguan_emergency_access_request(context: Context, data_dict: Data) -> dict[str, Any]:
    """Ask for emergency access to the data of one dataset.

    A second person who is security administrator approves or refuses within 24 hours;
    security administrators and auditors are told by mail.

    :param dataset: id or name of the dataset
    :type dataset: string
    :param reason: why the data are needed, at least ten characters
    :type reason: string
    :param minutes: for how long (at most, and by default, the site's limit)
    :type minutes: int

    :returns: the access
    :rtype: dictionary
    """
    tk.check_access("dongguan_emergency_access_request", context, data_dict)
    asking = account.active(context.get("user"))
    dataset = _dataset(data_dict["dataset"])
    _check(data_dict)
    minutes = data_dict.get("minutes") or config.longest_minutes()
    row = lending.ask(asking.id, dataset, data_dict["reason"].strip(), minutes)
    if row is None:
        raise _refusal("dataset", tk._("You asked for this dataset already."))
    return _settle(context, "emergency_request", row)


@validate(schema.numbered)
def dongguan_emergency_access_approve(context: Context, data_dict: Data) -> dict[str, Any]:
    """Approve a request of somebody else; access is open from now on.

    :param id: number of the request
    :type id: int

    :returns: the access
    :rtype: dictionary
    """
    tk.check_access("dongguan_emergency_access_approve", context, data_dict)
    return _decide(context, data_dict["id"], is_approved=True)


@validate(schema.numbered)
def dongguan_emergency_access_refuse(context: Context, data_dict: Data) -> dict[str, Any]:
    """Refuse a request of somebody else.

    :param id: number of the request
    :type id: int

    :returns: the access
    :rtype: dictionary
    """
    tk.check_access("dongguan_emergency_access_refuse", context, data_dict)
    return _decide(context, data_dict["id"], is_approved=False)


@validate(schema.numbered)
def dongguan_emergency_access_end(context: Context, data_dict: Data) -> dict[str, Any]:
    """End an open access at once, or take a request back.

    :param id: number of the access
    :type id: int

    :returns: the access
    :rtype: dictionary
    """
    tk.check_access("dongguan_emergency_access_end", context, data_dict)
    row = lending.end(data_dict["id"], account.active(context.get("user")).id)
    if row is None:
        raise tk.ObjectNotFound(tk._("There is no such access, or it has already ended."))
    return _settle(context, "emergency_end", row)


@tk.side_effect_free
def dongguan_emergency_access_list(context: Context, data_dict: Data) -> list[dict[str, Any]]:
    """List accesses, newest first (200 at most): all of them, or one's own.

    :rtype: list of dictionaries
    """
    tk.check_access("dongguan_emergency_access_list", context, data_dict)
    sees_all = may(person.held(context.get("user")), "see_emergency_access")
    asking = account.active(context.get("user"))
    rows = lending.rows(None if sees_all else asking.id, _MOST)
    names, now = person.names(rows), lending.now()
    waiting = alarm.unsent([row.id for row in rows])
    return [dictize.access(row, now, names, waiting.get(row.id, 0)) for row in rows]


@tk.side_effect_free
@validate(schema.held)
def dongguan_emergency_access_held(context: Context, data_dict: Data) -> dict[str, Any] | None:
    """Tell whether a person holds emergency access to a dataset at this moment.

    :param user: id or name of the account
    :type user: string
    :param dataset: id or name of the dataset
    :type dataset: string

    :returns: `id`, `reason` and `until`, or null
    :rtype: dictionary
    """
    tk.check_access("dongguan_emergency_access_held", context, data_dict)
    user = account.active(data_dict.get("user"))
    package = model.Package.get(data_dict.get("dataset"))
    row = lending.held(user.id, package.id) if user and package else None
    # Whoever lost the role that let them ask has lost what they were lent, too.
    if row is None or not may(person.held(user.id), "ask_emergency_access"):
        return None
    return {"id": row.id, "reason": row.reason, "until": told(row.until)}


def _decide(context: Context, access_id: int, *, is_approved: bool) -> dict[str, Any]:
    deciding = account.active(context.get("user"))
    row = lending.decide(access_id, deciding.id, is_approved=is_approved)
    if row is None:
        raise _refusal("id", wording.nothing_to_decide())
    event = "emergency_approve" if is_approved else "emergency_refuse"
    return _settle(context, event, row)


def _settle(context: Context, event: str, row: Any) -> dict[str, Any]:
    entry = {
        "event": event,
        "operation": f"dongguan_{event}",
        "outcome": "allow",
        "dataset": row.dataset,
        "reason": row.reason,
        "detail": {"access": row.id, "account": row.account, "until": told(row.until)},
    }
    tk.get_action("dongguan_audit_write")({**context, "ignore_auth": True}, entry)
    model.Session.commit()
    return dictize.access(row, lending.now(), person.names([row]))


def _dataset(reference: str) -> str:
    found = model.Package.get(reference)
    if found is None or found.state == "deleted":
        raise _refusal("dataset", tk._("There is no dataset of this name."))
    return str(found.id)


def _check(data_dict: Data) -> None:
    if not is_reason(data_dict["reason"]):
        message = tk._("Say in at least ten characters why the data are needed.")
        raise _refusal("reason", message)
    if len(data_dict["reason"]) > LONGEST_REASON:
        raise _refusal("reason", tk._("The reason is too long: at most 1000 characters."))
    longest = config.longest_minutes()
    if (data_dict.get("minutes") or 0) > longest:
        message = str(tk._("At most {minutes} minutes can be lent.")).format(minutes=longest)
        raise _refusal("minutes", message)


def _refusal(field: str, sentence: str) -> Exception:
    refused: Exception = tk.ValidationError({field: [sentence]})
    return refused
