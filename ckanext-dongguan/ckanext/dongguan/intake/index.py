"""CKAN's package index, moved behind the commit.

Stock CKAN 2.12 writes to Solr before it commits to PostgreSQL: a commit that
fails leaves a document without a dataset. Every path of core that indexes a
dataset comes through the class registered in `ckan.lib.search`; this one notes
the dataset in the outbox as long as the transaction holds changes.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from ckan import model
from ckan.lib import search
from ckan.lib.search.index import PackageSearchIndex

from . import document, outbox

_WROTE = "dongguan_wrote"


class OutboxPackageIndex(PackageSearchIndex):
    """A package index that waits for the commit."""

    def update_dict(self, pkg_dict: dict[str, Any], defer_commit: bool = False) -> None:
        """Note a changed dataset; index at once where nothing waits for a commit."""
        if _has_changes():
            outbox.note(pkg_dict["id"])
            return
        with model.meta.engine.begin() as connection:
            outbox.take_turn(connection, [pkg_dict["id"]])
            if _is_as_stored(connection, pkg_dict):
                super().update_dict(pkg_dict, defer_commit)
            else:
                # A rebuild read it before somebody saved, and comes after their drain.
                with document.own_session():
                    document.refresh_many([pkg_dict["id"]])

    def remove_dict(self, pkg_dict: dict[str, Any]) -> None:
        """Note a removed dataset; what the drain no longer finds leaves the index."""
        package = model.Package.get(pkg_dict["id"])
        outbox.note(package.id if package else pkg_dict["id"])


def install() -> None:
    """Put the class in the place of core's."""
    search._INDICES["package"] = OutboxPackageIndex
    document.install()
    for name, listener in (
        ("after_flush", _remember),
        # Behind CKAN's own listener, which tells the room what has changed.
        ("before_commit", outbox.write),
        ("after_commit", _forget),
        ("after_rollback", _forget),
    ):
        if not sa.event.contains(model.Session, name, listener):
            sa.event.listen(model.Session, name, listener)


def _is_as_stored(connection: Any, shown: dict[str, Any]) -> bool:
    modified = sa.select(model.Package.metadata_modified).where(model.Package.id == shown["id"])
    stored = connection.execute(modified).scalar_one_or_none()
    return stored is not None and stored.isoformat() == shown["metadata_modified"]


def _has_changes() -> bool:
    session = model.Session()
    pending = session.new or session.dirty or session.deleted
    return bool(pending or session.info.get(_WROTE))


def _remember(session: Any, _flush_context: Any) -> None:
    session.info[_WROTE] = True


def _forget(session: Any) -> None:
    # The end of a savepoint is not yet that of the transaction.
    if not session.in_nested_transaction():
        session.info.pop(_WROTE, None)
        outbox.forget(session)
