"""Activities of CKAN: what they are about and which of them make a page, without CKAN."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Any

Activity = Mapping[str, Any]

# How many pages of hidden ones are passed over for one that is shown: what was closed after
# the fact is rare, because closing it marks its activities too.
_MOST_PAGES = 20
# The year 9999.
_FARTHEST = 253_370_764_800


class Subject(StrEnum):
    """What an activity is about."""

    DATASET = "dataset"
    GROUP = "group"
    PERSON = "person"


_ENDINGS = {
    "package": Subject.DATASET,
    "resource": Subject.DATASET,
    "resource view": Subject.DATASET,
    "group": Subject.GROUP,
    "organization": Subject.GROUP,
    "user": Subject.PERSON,
}
_CHANGES = {"new", "changed", "deleted"}


def subject_of(activity_type: Any) -> Subject | None:
    """Tell what an activity is about; None for kinds that are nobody else's business.

    Who follows whom or what is one of these.
    """
    change, _, what = str(activity_type or "").partition(" ")
    return _ENDINGS.get(what) if change in _CHANGES else None


def collect(
    fetch: Callable[[int, int], list[Activity]],
    is_shown: Callable[[Activity], bool],
    *,
    offset: int,
    limit: int,
    is_backwards: bool,
) -> list[Activity]:
    """Return a page of the activities that are shown, as if the others were not there.

    :param fetch: returns activities behind an offset, at most so many
    :param is_backwards: offsets count from the oldest, as CKAN does for `after`
    """
    wanted, start = offset + limit, 0
    found: list[Activity] = []
    for _ in range(_MOST_PAGES):
        size = max(wanted - len(found), 1)
        page = fetch(start, size)
        shown = [activity for activity in page if is_shown(activity)]
        found = shown + found if is_backwards else found + shown
        start += size
        if len(page) < size or len(found) >= wanted:
            break
    if is_backwards:
        end = max(len(found) - offset, 0)
        return found[max(end - limit, 0) : end]
    return found[offset:wanted]


def is_instant(given: Any) -> bool:
    """Tell whether something counts the seconds since 1970 to a day that a calendar has."""
    try:
        return 0 <= float(given) < _FARTHEST
    except (TypeError, ValueError, OverflowError):
        return False


def public_part(activity: Activity, title: str | None) -> dict[str, Any]:
    """Return what everybody may know who may know of the dataset: what happened, and when.

    The title is the one it has now: an earlier one may have said too much. Who it was is
    nobody's business but the department's (个人信息保护法 art. 6).
    """
    data = activity.get("data") or {}
    inside = data.get("package") or data.get("group") or {}
    kind = (
        "package" if subject_of(activity.get("activity_type")) is Subject.DATASET else "group"
    )
    shown = {"id": activity.get("object_id"), "title": title, "type": inside.get("type")}
    return {**activity, "user_id": None, "permission_labels": None, "data": {kind: shown}}
