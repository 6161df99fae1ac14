"""What the room does when a dataset has come to another case."""

from __future__ import annotations

from ckan import model

from ckanext.dongguan.reclassification.definition import Change

from . import drain, outbox


class IndexWaitsError(Exception):
    """The search index does not take the document."""


def index(change: Change) -> int:
    """Send the document of the dataset to the index now.

    :raises IndexWaitsError: the index does not answer
    """
    outbox.note(change.dataset_id)
    outbox.write(model.Session())
    model.Session.commit()
    drain.drain([change.dataset_id])
    if outbox.is_waiting([change.dataset_id]):
        raise IndexWaitsError(change.dataset_id)
    return 1


STEPS = {"index": index}
