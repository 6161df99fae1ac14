"""The register of given codes, inside the transaction that stores the item.

Two items can ask for one code at the same moment: the second waits for the first and
is refused. A number comes from a sequence, so 50 registrations do not wait for each
other; one that fails leaves a gap.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from ckan import model
from sqlalchemy.dialects.postgresql import insert

from . import at_hand
from .model import numbers, resource_codes
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


def begin(item: Item, wanted: ResourceCode | None, stem: str) -> Held:
    """Give a new item its code in one statement; `stem` begins a provisional one.

    :raises CodeRefusedError: the code is another item's
    """
    given = _insert(item, wanted) if wanted else _allocate(item, stem)
    if given is None:
        # Somebody else has the code, or the item is not new.
        return settle(item, wanted, stem)
    state = State.OFFICIAL if wanted else State.PROVISIONAL
    return Held(code=given, state=state, former=())


def settle(item: Item, wanted: ResourceCode | None, stem: str) -> Held:
    """Give an item the code it brings, keep the one it has, or allocate a provisional one.

    `stem` begins a provisional one. The caller commits.

    :raises CodeRefusedError: the code is another item's
    """
    held = current(item.package_id)
    if held is not None and held.stands_for(wanted):
        return held
    _one_at_a_time(item)
    held = current(item.package_id)
    if wanted is None:
        if held is None:
            _allocate(item, stem)
    elif held is not None and held.key == wanted.key:
        _rewrite(wanted)
    else:
        _replace(item, wanted)
    settled = current(item.package_id)
    assert settled is not None  # noqa: S101 - one of the branches gave it
    return settled


def _one_at_a_time(item: Item) -> None:
    lock = sa.func.pg_advisory_xact_lock(sa.func.hashtextextended(item.package_id, 2))
    model.Session.execute(sa.select(lock))


def _allocate(item: Item, stem: str) -> str | None:
    """Enter the next provisional code; None where the item has a code already."""
    drawn = sa.select(sa.cast(numbers.next_value(), sa.Text).label("number")).subquery()
    number = drawn.c.number
    # lpad cuts what is longer than it should become.
    digits = sa.func.greatest(DIGITS, sa.func.length(number))
    code = sa.literal(stem) + sa.func.lpad(number, digits, "0")
    row = sa.select(
        sa.func.replace(code, STROKE, ""), code, sa.literal(item.package_id),
        sa.literal(State.PROVISIONAL.value), sa.literal(item.source),
    )  # fmt: skip
    columns = ["key", "code", "package_id", "state", "source"]
    statement = insert(resource_codes).from_select(columns, row).on_conflict_do_nothing()
    given = model.Session.execute(statement.returning(_CODES.code)).scalar_one_or_none()
    return None if given is None else str(given)


def _replace(item: Item, wanted: ResourceCode) -> None:
    if wanted.has_provisional_form and (reason := objection(item, wanted)):
        raise CodeRefusedError(reason, wanted.text)
    now = sa.func.now()
    holds = sa.and_(_CODES.package_id == item.package_id, _CODES.ended_at.is_(None))
    model.Session.execute(resource_codes.update().where(holds).values(ended_at=now))
    _give(item, wanted)


def _give(item: Item, code: ResourceCode) -> None:
    if _insert(item, code):
        return
    row = model.Session.execute(
        sa.select(resource_codes).where(_CODES.key == code.key).with_for_update()
    ).one()
    if reason := _objection(item, row):
        raise CodeRefusedError(reason, code.text)
    own = resource_codes.update().where(_CODES.key == code.key)
    values = {**_values(item, code), "given_at": sa.func.now(), "ended_at": None}
    model.Session.execute(own.values(**values))


def _insert(item: Item, code: ResourceCode) -> str | None:
    """Enter a code that nobody has; a row of another transaction is waited for here."""
    statement = insert(resource_codes).values(key=code.key, **_values(item, code))
    return (
        code.text
        if model.Session.execute(statement.on_conflict_do_nothing()).rowcount
        else None
    )


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
