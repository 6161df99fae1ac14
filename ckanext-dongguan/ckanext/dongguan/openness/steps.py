"""What the room does when a dataset has come to another case."""

from __future__ import annotations

import sqlalchemy as sa
from ckan import model

from ckanext.dongguan.reclassification.definition import Change

from . import decided, verdict


def labels(change: Change) -> int:
    """Derive once more whether the entry is public, from what is stored now."""
    decided.derive(verdict.package(change.dataset_id))
    model.Session.flush()
    return 1


def keywords(change: Change) -> int:
    """Forget the keywords of earlier versions that no dataset has any more."""
    link, tag = model.PackageTag, model.Tag
    left = sa.delete(link).where(
        link.package_id == change.dataset_id, link.state != model.State.ACTIVE
    )
    ids = list(model.Session.scalars(left.returning(link.tag_id)))
    unused = sa.delete(tag).where(
        tag.id.in_(ids),
        tag.vocabulary_id.is_(None),
        ~sa.exists().where(link.tag_id == tag.id),
    )
    options = {"synchronize_session": False}
    return int(model.Session.execute(unused.execution_options(**options)).rowcount)


STEPS = {"labels": labels, "keywords": keywords}
