"""Somebody who reads activities: what they may see of each, as the datasets are now."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any

import ckan.plugins.toolkit as tk
from ckan import authz, model

from ckanext.dongguan.openness import known, verdict
from ckanext.dongguan.openness.known import Known
from ckanext.dongguan.openness.policy import Operation, Outcome

from .stream import Activity, Subject, public_part, subject_of


class Reader:
    """One reader, for the time of one call."""

    def __init__(self, context: Any) -> None:
        self._context = context
        self._user = context.get("user") or ""
        self._outcomes: dict[str, Outcome] = {}
        self._entities: dict[tuple[Any, str], Any] = {}

    def look_ahead(self, activities: Iterable[Activity]) -> None:
        """Decide about the datasets of some activities, all in one question."""
        about = {
            str(one["object_id"])
            for one in activities
            if subject_of(one["activity_type"]) is Subject.DATASET
        } - self._outcomes.keys()
        found = known.several(about)
        for dataset_id in about:
            self._outcomes[dataset_id] = self._decided(found.get(dataset_id))

    def outcome(self, dataset_id: str) -> Outcome:
        """Decide what of the history of a dataset the reader is given."""
        if dataset_id not in self._outcomes:
            self._outcomes[dataset_id] = self._decided(known.dataset(dataset_id))
        return self._outcomes[dataset_id]

    def may_see(self, activity: Activity) -> bool:
        """Tell whether an activity stands in the reader's lists."""
        subject, about = subject_of(activity["activity_type"]), str(activity["object_id"])
        if subject is Subject.DATASET:
            return self.outcome(about).is_given
        if subject is Subject.GROUP:
            group = self._entity(model.Group, about)
            return group is not None and (group.state == "active" or self._is_operator())
        return subject is Subject.PERSON and self._is_self(about)

    def shown(self, activity: Activity) -> Mapping[str, Any]:
        """Return the part of an activity that the reader may see."""
        subject, about = subject_of(activity["activity_type"]), str(activity["object_id"])
        if subject is Subject.DATASET and self.outcome(about) is Outcome.ALLOW:
            return activity
        if subject is Subject.PERSON or self._is_self(str(activity["user_id"])):
            return public_part(activity, None)
        entity = model.Package if subject is Subject.DATASET else model.Group
        found = self._entity(entity, about)
        return public_part(activity, _title(found) if found else None)

    def _decided(self, dataset: Known | None) -> Outcome:
        return verdict.of(self._context, dataset, Operation.HISTORY)

    def _entity(self, kind: Any, entity_id: str) -> Any:
        if (kind, entity_id) not in self._entities:
            self._entities[kind, entity_id] = model.Session.get(kind, entity_id)
        return self._entities[kind, entity_id]

    def _is_self(self, user_id: str) -> bool:
        return user_id == self._own_id

    @cached_property
    def _own_id(self) -> str | None:
        user = model.User.get(self._user) if self._user else None
        return user.id if user else None

    def _is_operator(self) -> bool:
        return bool(authz.is_sysadmin(self._user))


def check_whole(context: Any, activity_id: Any) -> None:
    """Let through whoever may see a dataset's earlier versions with all that was in them.

    :raises ObjectNotFound: no such activity, or none that the person may know of
    :raises NotAuthorized: the person may know of the dataset and not see its versions
    """
    check_seen(context, activity_id, is_whole=True)


def check_seen(context: Any, activity_id: Any, *, is_whole: bool = False) -> Any:
    """Let through whoever may know that something happened; return the activity."""
    from ckanext.activity.model import Activity as Row

    is_text = isinstance(activity_id, str) and activity_id.isprintable()
    row = model.Session.get(Row, activity_id) if is_text else None
    if row is None or subject_of(row.activity_type) is not Subject.DATASET:
        # What is not there takes as long as what is hidden.
        Reader(context).outcome(str(activity_id))
        raise tk.ObjectNotFound()
    outcome = Reader(context).outcome(row.object_id)
    if outcome is Outcome.HIDE:
        raise tk.ObjectNotFound()
    if not outcome.is_given or (is_whole and outcome is not Outcome.ALLOW):
        raise tk.NotAuthorized(tk._("You may not see the earlier versions of this dataset."))
    return row


def _title(entity: Any) -> str:
    """Return its title in the language of the page."""
    texts = {"title": entity.title, "title_en": (entity.extras or {}).get("title_en")}
    return str(tk.h.dongguan_text(texts, "title") or entity.name)
