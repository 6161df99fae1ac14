"""What the room does when a dataset has come to another case."""

from __future__ import annotations

import sqlalchemy as sa
from ckan import model
from ckan.lib.plugins import get_permission_labels

from ckanext.dongguan.reclassification.definition import Change


def activity(change: Change) -> int:
    """Mark what was told of the dataset with the labels it has now.

    CKAN marks an activity once, when it happens: what was public then would stay so.
    """
    from ckanext.activity.model import Activity

    package = model.Session.get(model.Package, change.dataset_id)
    labels = get_permission_labels().get_dataset_labels(package)
    statement = sa.update(Activity).where(Activity.object_id == package.id)
    written = model.Session.execute(
        statement.values(permission_labels=labels),
        execution_options={"synchronize_session": False},
    )
    return int(written.rowcount)


STEPS = {"activity": activity}
