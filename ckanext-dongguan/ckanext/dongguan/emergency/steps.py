"""What the room does when a dataset has come to another case."""

from __future__ import annotations

import ckan.plugins.toolkit as tk

from ckanext.dongguan.reclassification.definition import Change

from . import lending


def lent(change: Change) -> int:
    """End what is lent of a stopped dataset: it was lent when it stood otherwise."""
    if not change.is_stopped:
        return 0
    rows = lending.end_all(change.dataset_id)
    entries = [
        {
            "event": "emergency_end",
            "operation": "reclassification",
            "outcome": "allow",
            "dataset": row.dataset,
            "detail": {"access": row.id, "account": row.account},
        }
        for row in rows
    ]
    if entries:
        tk.get_action("dongguan_audit_write_many")({"ignore_auth": True}, {"rows": entries})
    return len(entries)


STEPS = {"lent": lent}
