"""Actions of the room: write a record, and core's writers with the index behind them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import ckan.plugins.toolkit as tk

from ckanext.dongguan import given

from .. import document, drain, outbox
from ..record import Outcome
from ..write import write

Action = Callable[..., Any]

STORED = (Outcome.CREATED, Outcome.UPDATED)

# Every action of core that stores datasets or what their documents show. The
# others (patch, revise, resource_*) call one of these.
WRITERS = (
    "package_create",
    "package_update",
    "package_delete",
    "dataset_purge",
    "member_create",
    "member_delete",
    "group_update",
    "group_delete",
    "group_purge",
    "organization_update",
    "organization_delete",
    "organization_purge",
    "package_owner_org_update",
    "tag_delete",
)


def dongguan_intake_write(context: dict[str, Any], data_dict: dict[str, Any]) -> dict[str, str]:
    """Create or update the dataset of a source's record.

    :param source_system: the system the record comes from
    :type source_system: string
    :param source_id: the id of the record there
    :type source_id: string

    All other fields are those of the dataset. A record that has not changed
    since it was last written changes nothing.

    :returns: `id` and `outcome` (`created`, `updated` or `unchanged`)
    :rtype: dictionary
    """
    tk.check_access("dongguan_intake_write", context, data_dict)
    missing = [key for key in ("source_system", "source_id") if not data_dict.get(key)]
    if missing:
        raise tk.ValidationError({key: [tk._("Missing value")] for key in missing})
    (told,) = write(context, [data_dict])
    _send(context, [told])
    if told["outcome"] == Outcome.REFUSED:
        raise tk.ValidationError(told["errors"])
    return told


def dongguan_intake_write_many(
    context: dict[str, Any], data_dict: dict[str, Any]
) -> list[dict[str, Any]]:
    """Create or update the datasets of many records in one transaction.

    :param records: the fields of each dataset, with `source_system` and `source_id`;
        or with `id`, the id of a dataset, and only what changes
    :type records: list of dictionaries
    :param is_whole: write nothing if one record is refused (optional, default: False)
    :type is_whole: bool

    :returns: for each record, in their order, `id`, `outcome` (`created`, `updated`,
        `unchanged`, `refused`, or `held` when another one was refused) and the `errors`
        of a refused one; one that the caller has no right to write is refused, too
    :rtype: list of dictionaries
    """
    records = _records(data_dict)
    is_whole = given.truth(data_dict, "is_whole")
    if not context.get("ignore_auth"):
        tk.check_access("dongguan_intake_write", dict(context), {})
    told = write(context, records, is_whole=is_whole)
    _send(context, told)
    return told


def _records(data_dict: dict[str, Any]) -> list[dict[str, Any]]:
    records = data_dict.get("records") or []
    if not isinstance(records, list) or not all(isinstance(one, dict) for one in records):
        message = tk._("Give a list of records, each an object with its fields.")
        raise tk.ValidationError({"records": [message]})
    return records


def _send(context: dict[str, Any], told: list[dict[str, Any]]) -> None:
    if not context.get("dongguan_defer_index") and not context.get("defer_commit"):
        drain.drain(one["id"] for one in told if one["outcome"] in STORED)


def dongguan_intake_drain(context: dict[str, Any], data_dict: dict[str, Any]) -> dict[str, int]:
    """Send what waits in the outbox to the search index.

    :param id: id of a dataset, to send no other (optional)
    :type id: string

    :returns: `sent`, how many datasets were indexed or removed, with how many `requests`,
        and `waiting`, whether one that was asked for still waits because the index does
        not answer
    :rtype: dictionary
    """
    tk.check_access("dongguan_intake_drain", context, data_dict)
    wanted = [str(data_dict["id"])] if data_dict.get("id") else None
    before = document.requests()
    return {
        "sent": drain.drain(wanted),
        "requests": document.requests() - before,
        "waiting": int(outbox.is_waiting(wanted or ())),
    }


def dongguan_intake_note(context: dict[str, Any], data_dict: dict[str, Any]) -> dict[str, int]:
    """Have all datasets of a department indexed anew, in the transaction of the caller.

    :param owner_org: the id of the department
    :type owner_org: string

    :returns: `noted`, how many datasets wait for the index
    :rtype: dictionary
    """
    tk.check_access("dongguan_intake_note", context, data_dict)
    return {"noted": outbox.note_all_of(tk.get_or_bust(data_dict, "owner_org"))}


def chained() -> dict[str, Action]:
    """Put the drain behind each writer of core."""
    return {name: tk.chained_action(_writer(name)) for name in WRITERS}


def _writer(name: str) -> Action:
    def run(next_action: Action, context: dict[str, Any], data_dict: dict[str, Any]) -> Any:
        noted = outbox.noted()
        result = next_action(context, data_dict)
        if not context.get("defer_commit"):
            # Some of core's writers commit twice and begin a new session in between.
            for collected in (noted, outbox.noted()):
                drain.drain_noted(collected)
        return result

    run.__name__ = name
    return run
