"""From the stored state of a dataset to its audience, without CKAN.

Sharing is not opening: a dataset that departments share stays inside the
government until its provider has decided to open it and has reviewed it for
secrets (广东省公共数据开放暂行办法; 保守国家秘密法, review before publication).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from . import level
from .life import PUBLISHED, Life, LifeCycle
from .record import NO_RECORD, OpeningRecord


class OpenClass(StrEnum):
    """The three classes of opening (深圳经济特区数据条例 art. 48, same in Guangdong)."""

    UNCONDITIONAL = "unconditional"
    CONDITIONAL = "conditional"
    WITHHELD = "withheld"


class ShareClass(StrEnum):
    """The three classes of sharing among departments (国发〔2016〕51号)."""

    UNCONDITIONAL = "unconditional"
    CONDITIONAL = "conditional"
    WITHHELD = "withheld"


class Visibility(StrEnum):
    """Whether the entry itself may be shown to the public (目录公开属性)."""

    PUBLIC = "public"
    INTERNAL = "internal"


class Audience(StrEnum):
    """Who a dataset is for."""

    OPEN = "open"
    CONDITIONAL = "conditional"
    GOVERNMENT = "government"
    CLOSED = "closed"


class Cause(StrEnum):
    """What keeps a dataset from a wider audience."""

    NONE = ""
    NO_RECORD = "no_record"
    NO_CLASS = "no_class"
    LEVEL = "level"
    INTERNAL = "internal"
    WITHHELD = "withheld"
    DRAFT = "draft"
    IN_REVIEW = "in_review"
    EMBARGOED = "embargoed"
    FROZEN = "frozen"
    WITHDRAWN = "withdrawn"
    DELETED = "deleted"


@dataclass(frozen=True, kw_only=True)
class State:
    """All that decides about a dataset; codes as stored, an unknown one opens nothing."""

    open_class: str = ""
    share_class: str = ""
    level: str = ""
    visibility: str = ""
    record: OpeningRecord = NO_RECORD
    life: Life = PUBLISHED
    is_deleted: bool = False

    @classmethod
    def of(
        cls, dataset: Mapping[str, Any], life: Life = PUBLISHED, *, is_deleted: bool = False
    ) -> State:
        """Read the state from a dataset's fields and the life cycle kept beside them."""
        return cls(
            open_class=_text(dataset, "open_class"),
            share_class=_text(dataset, "share_class"),
            level=_text(dataset, "level"),
            visibility=_text(dataset, "directory_visibility"),
            record=OpeningRecord.from_dataset(dataset),
            life=life,
            is_deleted=is_deleted,
        )


@dataclass(frozen=True, kw_only=True)
class Judgement:
    """An audience and what keeps it from being wider."""

    audience: Audience
    cause: Cause = Cause.NONE


def resolve(state: State, now: datetime) -> Audience:
    """Answer who a dataset is for at an instant (with its zone)."""
    return judge(state, now).audience


def judge(state: State, now: datetime) -> Judgement:
    """Answer who a dataset is for, and why for nobody else.

    An empty or unknown code and an incomplete record stay inside the government:
    nothing becomes public because a field was left out.
    """
    if state.is_deleted:
        return Judgement(audience=Audience.CLOSED, cause=Cause.DELETED)
    if not state.life.is_published(now):
        return Judgement(audience=Audience.CLOSED, cause=_CAUSES[state.life.state])
    if not state.record.is_complete:
        return Judgement(audience=Audience.GOVERNMENT, cause=Cause.NO_RECORD)
    if state.open_class == OpenClass.WITHHELD:
        return Judgement(audience=Audience.CLOSED, cause=Cause.WITHHELD)
    return _opened(state)


def _opened(state: State) -> Judgement:
    audience = _AUDIENCES.get(state.open_class)
    if audience is None:
        return Judgement(audience=Audience.GOVERNMENT, cause=Cause.NO_CLASS)
    if not level.admits(state.level, state.open_class):
        return Judgement(audience=Audience.GOVERNMENT, cause=Cause.LEVEL)
    if state.visibility not in {"", Visibility.PUBLIC}:
        return Judgement(audience=Audience.GOVERNMENT, cause=Cause.INTERNAL)
    return Judgement(audience=audience)


_AUDIENCES = {
    OpenClass.UNCONDITIONAL.value: Audience.OPEN,
    OpenClass.CONDITIONAL.value: Audience.CONDITIONAL,
}
_CAUSES = {
    LifeCycle.DRAFT: Cause.DRAFT,
    LifeCycle.IN_REVIEW: Cause.IN_REVIEW,
    LifeCycle.EMBARGOED: Cause.EMBARGOED,
    LifeCycle.FROZEN: Cause.FROZEN,
    LifeCycle.WITHDRAWN: Cause.WITHDRAWN,
}


def _text(dataset: Mapping[str, Any], name: str) -> str:
    return str(dataset.get(name) or "").strip()
