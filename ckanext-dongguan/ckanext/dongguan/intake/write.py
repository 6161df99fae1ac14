"""Records of sources into datasets, a set in one transaction."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import ckan.plugins.toolkit as tk
import sqlalchemy as sa
from ckan import model
from ckan.model import meta

from . import amendment, check, creation, ledger, trace
from .held import Held, hold
from .interfaces import at_hand
from .ledger import Entry
from .record import Outcome, SourceKey, fingerprint
from .shown import show_to_followers, show_typed
from .work import Work

Dict = dict[str, Any]


def write(
    context: Mapping[str, Any], records: Sequence[Mapping[str, Any]], *, is_whole: bool = False
) -> list[Dict]:
    """Create or update the dataset of each record; leave alone what has not changed.

    A record names its dataset by `source_system` and `source_id`, or by `id`: then it
    states only what changes. A resource's `upload` is a FileStorage, or a function that
    fetches one: it is called only when the record is new or changed. A record that its
    schema refuses keeps no other from being written, unless `is_whole`: then nothing is.

    All is committed together, the notes for the index included, or not at all. With
    `defer_commit` in the context the caller commits, and may write more sets before;
    with `dongguan_check_only` good records are `held` and nothing is written.

    Returns, in the order of the records, `id`, `outcome` and for refused ones `errors`.
    """
    try:
        return _told(context, records, is_whole=is_whole)
    except (sa.exc.IntegrityError, tk.ValidationError):
        if context.get("defer_commit"):
            raise
        # Somebody took an address or a code in between; now it is seen as taken.
        if is_whole or len(records) == 1:
            return _told(context, records, is_whole=is_whole)
        # One by one, only the record itself feels it.
        return [told for record in records for told in write(context, [record])]


def _told(
    context: Mapping[str, Any], records: Sequence[Mapping[str, Any]], *, is_whole: bool
) -> list[Dict]:
    own = _context(context, records)
    return [one.told() for one in _written(own, records, is_whole=is_whole)]


def _written(
    context: Dict, records: Sequence[Mapping[str, Any]], *, is_whole: bool
) -> list[Work]:
    work = [_begin(record) for record in records]
    with _transaction(context):
        _admit(context, work)
        _find(work)
        held = hold(one.package_id for one in work if one.outcome is Outcome.UPDATED)
        _check(context, work)
        is_held = is_whole and any(one.errors for one in work)
        if is_held or context.get("dongguan_check_only"):
            for one in work:
                one.outcome = Outcome.REFUSED if one.errors else Outcome.HELD
        else:
            _store(context, [one for one in work if one.draft], held)
    return work


def _begin(record: Mapping[str, Any]) -> Work:
    # The address is chosen once; which one a source proposes later does not count.
    said = {k: v for k, v in record.items() if k not in ("name", "kept")}
    key = None if record.get("id") else SourceKey.of(record)
    return Work(record=record, key=key, stamp=fingerprint(said) if key else "")


def _context(context: Mapping[str, Any], records: Sequence[Mapping[str, Any]]) -> Dict:
    user = model.User.get(context.get("user") or "")
    return {
        **context,
        "model": model,
        "session": model.Session,
        "auth_user_obj": user,
        "user_id": user.id if user else None,
        check.TAKEN: set(),
        # What rooms remember of the set's other records while it is checked.
        "dongguan_set": {"records": records},
    }


@contextmanager
def _transaction(context: Mapping[str, Any]) -> Iterator[None]:
    try:
        yield
        if context.get("defer_commit"):
            _let_go()
        else:
            model.repo.commit()
    except Exception:
        model.Session.rollback()
        raise


def _let_go() -> None:
    """Send what is written to the database and forget the objects, as a commit would.

    A transaction of twenty thousand records holds the memory of one set only.
    """
    model.Session.flush()
    # Core's own listeners: tell the observers of changes, then drop its list of them.
    meta.ckan_before_commit(model.Session())
    meta.ckan_after_commit(model.Session())
    model.Session.expunge_all()


def _admit(context: Dict, work: list[Work]) -> None:
    """Refuse the records of departments that the writer does not enter data for."""
    if context.get("ignore_auth"):
        return
    for one in work:
        try:
            tk.check_access("dongguan_intake_write", dict(context), dict(one.record))
        except tk.NotAuthorized:
            one.refuse({"owner_org": [_of_others(one.record)]})


def _of_others(record: Mapping[str, Any]) -> str:
    """Say that a department is none of the writer's."""
    owner = str(record.get("owner_org") or "")
    group = model.Group.get(owner)
    text = tk._('"{name}" is no department that you enter data for: name one of your own.')
    return str(text).format(name=group.title if group else owner)


def _find(work: list[Work]) -> None:
    """Find the datasets that the records have already, and which are as they were."""
    known = ledger.look_up([one.key for one in work if one.key])
    seen: set[SourceKey] = set()
    for one in work:
        if one.errors:
            continue
        if one.key and one.key in seen:
            one.refuse({"source_id": [tk._("The set holds this record twice: leave one.")]})
            continue
        entry = None
        if one.key:
            seen.add(one.key)
            entry = known.get(one.key)
        one.package_id = entry.package_id if entry else str(one.record.get("id") or "")
        if not entry or entry.fingerprint != one.stamp:
            one.outcome = Outcome.UPDATED if one.package_id else Outcome.CREATED


def _check(context: Dict, work: list[Work]) -> None:
    changing = [one for one in work if one.outcome is Outcome.UPDATED]
    shown = show_typed(one.package_id for one in changing)
    for one in work:
        if one.outcome not in (Outcome.CREATED, Outcome.UPDATED):
            continue
        try:
            _check_one(context, one, shown.get(one.package_id))
        except tk.ValidationError as error:
            one.refuse(error.error_dict)
        except tk.NotAuthorized as error:
            one.refuse({"id": [str(error)]})


def _check_one(context: Dict, one: Work, shown: Dict | None) -> None:
    if one.outcome is Outcome.CREATED:
        one.draft, one.uploads = check.check_new(context, one.record)
        return
    if shown is None:
        raise tk.ValidationError({"id": [tk._("There is no dataset with this id.")]})
    dataset = amendment.wanted(shown, one.record, is_patch=one.key is None)
    if one.key is None and not amendment.changes(shown, dataset):
        one.outcome = Outcome.UNCHANGED
        return
    one.draft, one.uploads = check.check_change(context, dataset)


def _store(context: Dict, work: list[Work], held: Held) -> None:
    for one in work:
        one.draft["id"] = one.draft.get("id") or str(uuid.uuid4())
    with at_hand([one.draft["id"] for one in work]):
        _store_all(context, work, held)
    for one in work:
        # Last, when all else has gone well: a file is outside of the transaction.
        if one.outcome is not Outcome.UNCHANGED:
            check.send_files(one.draft, one.uploads)


def _store_all(context: Dict, work: list[Work], held: Held) -> None:
    new = [one for one in work if one.outcome is Outcome.CREATED]
    packages = creation.store(context, [one.draft for one in new])
    for one, package in zip(new, packages, strict=True):
        one.package_id = package.id
    updated = [one for one in work if one.outcome is Outcome.UPDATED]
    changed = amendment.store(context, [one.draft for one in updated], held)
    for one in updated:
        if one.package_id not in changed:
            one.outcome = Outcome.UNCHANGED
    stored = [one for one in work if one.outcome is not Outcome.UNCHANGED]
    model.Session.flush()
    creation.hush({package.id for package in packages})
    _trace(context, stored)
    ledger.enter(
        {
            one.key: Entry(package_id=one.package_id, fingerprint=one.stamp)
            for one in work
            if one.key
        }
    )


def _trace(context: Dict, work: list[Work]) -> None:
    """Note for those who follow what changes."""
    if not trace.is_kept(context):
        return
    shown = show_to_followers(one.package_id for one in work)
    for outcome, kind in ((Outcome.CREATED, "new"), (Outcome.UPDATED, "changed")):
        ids = [one.package_id for one in work if one.outcome is outcome]
        trace.note(context, kind, [shown[package_id] for package_id in ids])
