"""Changes of datasets noted as the session flushes them, and written before it commits.

Form, API, Excel and harvest all end in the session; nothing that writes by it can pass the
listener. What a transaction noted goes into the table with one statement.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa
from ckan import model
from flask import g, has_request_context

from . import change
from .change import FILES, KEYWORDS, Event
from .model import lines

_NOTED = "dongguan_history"


@dataclass(kw_only=True)
class _Noted:
    """What a transaction did to one dataset; values before are those of its beginning."""

    event: Event = Event.CHANGED
    before: dict[tuple[str, str], Any] = field(default_factory=dict)
    after: dict[tuple[str, str], Any] = field(default_factory=dict)

    def note(self, part: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> None:
        for one in change.differing(before, after, part):
            key = (one.part, one.field)
            self.before.setdefault(key, one.before)
            self.after[key] = one.after

    @property
    def changes(self) -> list[dict[str, Any]]:
        """List what is other at the end than at the beginning; a new dataset has no before."""
        if self.event is Event.CREATED:
            return []
        return [
            change.Change(
                field=name, part=part, before=old, after=self.after[part, name]
            ).plain()
            for (part, name), old in self.before.items()
            if old != self.after[part, name]
        ]


@dataclass(frozen=True, kw_only=True)
class _Moved:
    """What a flush adds and takes away."""

    new: Collection[Any]
    deleted: Collection[Any]


def install() -> None:
    """Listen to the sessions of CKAN."""
    for name, listener in (
        ("before_flush", _note),
        ("before_commit", _write),
        ("after_rollback", _forget),
    ):
        if not sa.event.contains(model.Session, name, listener):
            sa.event.listen(model.Session, name, listener)


def _note(session: Any, _context: Any, _instances: Any) -> None:
    noted: dict[str, _Noted] = session.info.setdefault(_NOTED, {})
    stored = _stored(session)
    # Asked once: a session makes these sets anew each time.
    moved = _Moved(new=session.new, deleted=session.deleted)
    for entity in (*moved.new, *session.dirty, *moved.deleted):
        if isinstance(entity, model.Package) and entity.id:
            _note_dataset(noted, entity, stored.get(entity.id), is_new=entity in moved.new)
        elif isinstance(entity, model.Resource) and entity.package_id:
            own = noted.setdefault(entity.package_id, _Noted())
            _note_file(own, entity, stored.get(entity.id), moved)
        elif isinstance(entity, model.PackageTag) and entity.package_id:
            _note_keyword(noted, entity, moved)


def _note_dataset(noted: dict[str, _Noted], package: Any, stored: Any, *, is_new: bool) -> None:
    own = noted.setdefault(package.id, _Noted())
    if is_new:
        own.event = Event.CREATED
        return
    before, after = _states(package, stored)
    event = change.event_of(before.pop("state", None), after.pop("state", None))
    if own.event is Event.CHANGED:
        own.event = event
    own.note("", before, after)


def _note_file(own: _Noted, resource: Any, stored: Any, moved: _Moved) -> None:
    before, after = _states(resource, stored)
    part = str(resource.name or resource.format or "")
    was = resource not in moved.new and before.pop("state", "active") == "active"
    now = resource not in moved.deleted and after.pop("state", "active") == "active"
    if was and now:
        own.note(f"{resource.id}\n{part}", before, after)
    elif was != now:
        own.note(
            f"{resource.id}\n{part}", {FILES: part} if was else {}, {FILES: part} if now else {}
        )


def _note_keyword(noted: dict[str, _Noted], link: Any, moved: _Moved) -> None:
    state = sa.inspect(link).attrs.state.history
    was = link not in moved.new and (state.deleted or state.unchanged or ("",))[0] == "active"
    now = link not in moved.deleted and link.state == "active"
    if was != now:
        name = link.tag.name if link.tag is not None else str(link.tag_id)
        own = noted.setdefault(link.package_id, _Noted())
        own.note(f"\n{name}", {KEYWORDS: name} if was else {}, {KEYWORDS: name} if now else {})


def _states(entity: Any, stored: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    """Give the values of an entity before and after, extras taken apart."""
    before, after = dict[str, Any](), dict[str, Any]()
    for attribute in sa.inspect(entity).mapper.column_attrs:
        key = attribute.key
        if sa.inspect(entity).attrs[key].history.has_changes():
            old, new = getattr(stored, key, None), getattr(entity, key)
            if key == "extras":
                before |= old or {}
                after |= new or {}
            else:
                before[key], after[key] = _plain(old), _plain(new)
    return before, after


def _stored(session: Any) -> dict[str, Any]:
    """Read what the database holds of changed datasets and files: a session forgets it."""
    found: dict[str, Any] = {}
    for kind, table in (
        (model.Package, model.package_table),
        (model.Resource, model.resource_table),
    ):
        ids = [one.id for one in session.dirty if isinstance(one, kind)]
        if ids:
            rows = session.connection().execute(sa.select(table).where(table.c.id.in_(ids)))
            found |= {row.id: row for row in rows}
    return found


def _plain(value: Any) -> Any:
    return value if isinstance(value, str | int | float | dict | list | None) else str(value)


def _write(session: Any) -> None:
    """Write what the transaction noted, before it commits."""
    session.flush()
    account, rows = _account(), list(_rows(session.info.pop(_NOTED, {})))
    if rows:
        session.execute(lines.insert(), [{"account": account, **row} for row in rows])


def _rows(noted: Mapping[str, _Noted]) -> Iterator[dict[str, Any]]:
    for dataset, one in noted.items():
        changes = one.changes
        if changes or one.event is not Event.CHANGED:
            yield {"dataset": dataset, "event": one.event.value, "changes": changes}


def _account() -> str:
    """Name who writes; empty where the portal itself does."""
    # Only who is known already: looking now would commit in the midst of a commit.
    user = g.get("_login_user") if has_request_context() else None
    identity = sa.inspect(user).identity if isinstance(user, model.User) else None
    return str(identity[0]) if identity else ""


def _forget(session: Any) -> None:
    if not session.in_nested_transaction():
        session.info.pop(_NOTED, None)
