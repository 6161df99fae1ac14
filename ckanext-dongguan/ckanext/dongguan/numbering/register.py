"""The register of given codes, inside the transaction that stores the item.

Two items can ask for one code at the same moment: the second waits for the first and
is refused. A number comes from a sequence, so 50 registrations do not wait for each
other; one that fails leaves a gap.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from ckan import model

from . import at_hand
from .model import resource_codes
from .resource_code import DIGITS, STROKE, ResourceCode, State

_CODES = resource_codes.c


class Objection(StrEnum):
    """Why an item cannot have a code."""

    IN_USE = "in_use"
    GIVEN_BEFORE = "given_before"
    NOT_ALLOCATED = "not_allocated"
    REPLACED = "replaced"


class CodeRefusedError(Exception):
    """An item cannot have the code; `objection` says why."""

    def __init__(self, objection: Objection, code: str) -> None:
        super().__init__(objection, code)
        self.objection = objection
        self.code = code


@dataclass(frozen=True, kw_only=True)
class Item:
    """Who asks: the dataset and the source's record behind it, empty for one that was typed."""

    package_id: str
    source: str = ""


@dataclass(frozen=True, kw_only=True)
class Asked:
    """Who asks for which code; without one, `stem` begins a provisional code."""

    item: Item
    wanted: ResourceCode | None
    stem: str

    @property
    def state(self) -> State:
        """Tell what the code will be."""
        return State.OFFICIAL if self.wanted else State.PROVISIONAL


@dataclass(frozen=True, kw_only=True)
class Held:
    """The code of an item, and the ones it had before."""

    code: str
    state: State
    former: tuple[str, ...]

    @property
    def key(self) -> str:
        """The code without its stroke."""
        return ResourceCode(text=self.code).key

    def stands_for(self, wanted: ResourceCode | None) -> bool:
        """Tell whether nothing has to be done: no other code is wanted, nor another writing."""
        if wanted is None or wanted.text == self.code:
            return True
        # A provisional code keeps the form in which it was allocated.
        return self.state is State.PROVISIONAL and wanted.key == self.key


def current(package_id: str) -> Held | None:
    """Find the code that an item holds."""
    rows = at_hand.codes_of(package_id)
    held = next((row for row in rows if row.ended_at is None), None)
    if held is None:
        return None
    former = tuple(row.code for row in rows if row.ended_at is not None)
    return Held(code=held.code, state=State(held.state), former=former)


def objection(item: Item, code: ResourceCode) -> Objection | None:
    """Say why an item cannot have a code, None if it can; nothing is written."""
    row = model.Session.execute(
        sa.select(resource_codes).where(_CODES.key == code.key)
    ).one_or_none()
    if row is None:
        # Who but this portal would know a number that it has not allocated?
        is_made_up = code.has_provisional_form and not item.source
        return Objection.NOT_ALLOCATED if is_made_up else None
    return _objection(item, row)


def begin(asked: Sequence[Asked]) -> list[Held]:
    """Give new items their codes, all in one statement.

    :raises CodeRefusedError: a code is another item's
    """
    given = _enter(asked)
    return [
        Held(code=given[one.item.package_id], state=one.state, former=())
        if one.item.package_id in given
        # Somebody else has the code, or the item is not new.
        else settle(one)
        for one in asked
    ]


def settle(asked: Asked) -> Held:
    """Give an item the code it brings, keep the one it has, or allocate a provisional one.

    The caller commits.

    :raises CodeRefusedError: the code is another item's
    """
    item, wanted = asked.item, asked.wanted
    held = current(item.package_id)
    if held is not None and held.stands_for(wanted):
        return held
    _one_at_a_time(item)
    held = current(item.package_id)
    if wanted is None:
        if held is None:
            _enter([asked])
    elif held is not None and held.key == wanted.key:
        _rewrite(wanted)
    else:
        _replace(asked, wanted)
    settled = current(item.package_id)
    assert settled is not None  # noqa: S101 - one of the branches gave it
    return settled


def _one_at_a_time(item: Item) -> None:
    lock = sa.func.pg_advisory_xact_lock(sa.func.hashtextextended(item.package_id, 2))
    model.Session.execute(sa.select(lock))


# A number is drawn where no code is brought; lpad cuts what is longer than it should become.
_ENTER = sa.text(
    """
    INSERT INTO dongguan.resource_codes (key, code, package_id, state, source)
    SELECT replace(code, :stroke, ''), code, package_id, state, source FROM (
        SELECT coalesce(
            wanted, stem || lpad(number, greatest(:digits, length(number)), '0')
        ) AS code, package_id, state, source FROM (
            SELECT asked.*, CASE WHEN wanted IS NULL
                THEN nextval('dongguan.resource_code_numbers')::text END AS number
            FROM unnest(
                CAST(:package_ids AS text[]), CAST(:sources AS text[]),
                CAST(:wanted AS text[]), CAST(:stems AS text[]), CAST(:states AS text[])
            ) AS asked (package_id, source, wanted, stem, state)
        ) AS numbered
    ) AS coded
    ON CONFLICT DO NOTHING RETURNING package_id, code
    """
)


def _enter(asked: Sequence[Asked]) -> dict[str, str]:
    """Enter the codes that nobody has; give them by item.

    A row of another transaction is waited for here.
    """
    rows = model.Session.execute(
        _ENTER,
        {
            "package_ids": [one.item.package_id for one in asked],
            "sources": [one.item.source for one in asked],
            "wanted": [one.wanted.text if one.wanted else None for one in asked],
            "stems": [one.stem for one in asked],
            "states": [one.state.value for one in asked],
            "stroke": STROKE,
            "digits": DIGITS,
        },
    )
    return {row.package_id: row.code for row in rows}


def _replace(asked: Asked, wanted: ResourceCode) -> None:
    item = asked.item
    if wanted.has_provisional_form and (reason := objection(item, wanted)):
        raise CodeRefusedError(reason, wanted.text)
    now = sa.func.now()
    holds = sa.and_(_CODES.package_id == item.package_id, _CODES.ended_at.is_(None))
    model.Session.execute(resource_codes.update().where(holds).values(ended_at=now))
    if not _enter([asked]):
        _take_back(item, wanted)


def _take_back(item: Item, code: ResourceCode) -> None:
    """Give an item a code that was its own, or its source's, or a clerk's slip."""
    row = model.Session.execute(
        sa.select(resource_codes).where(_CODES.key == code.key).with_for_update()
    ).one()
    if reason := _objection(item, row):
        raise CodeRefusedError(reason, code.text)
    own = resource_codes.update().where(_CODES.key == code.key)
    values = {**_values(item, code), "given_at": sa.func.now(), "ended_at": None}
    model.Session.execute(own.values(**values))


def _values(item: Item, code: ResourceCode) -> dict[str, str]:
    return {
        "code": code.text, "package_id": item.package_id, "state": State.OFFICIAL.value,
        "source": item.source,
    }  # fmt: skip


def _rewrite(wanted: ResourceCode) -> None:
    """Take over the other way of writing the same code."""
    own = resource_codes.update().where(_CODES.key == wanted.key)
    model.Session.execute(own.values(code=wanted.text))


def _objection(item: Item, row: Any) -> Objection | None:
    if row.package_id == item.package_id:
        # Once the official code is there, the provisional one is history.
        is_back = row.state == State.PROVISIONAL and row.ended_at is not None
        return Objection.REPLACED if is_back else None
    if row.source and row.source == item.source:
        return None
    if row.ended_at is None:
        return Objection.IN_USE
    # A clerk's slip must not keep the directory above from giving its code.
    was_typed = not row.source and row.state == State.OFFICIAL
    return None if item.source and was_typed else Objection.GIVEN_BEFORE
