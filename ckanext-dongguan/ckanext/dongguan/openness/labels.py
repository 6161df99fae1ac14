"""Permission labels that name no person, read off the policy table, without CKAN.

A dataset carries one label for each standing that may find it; a person holds one
for each standing they have. Nobody's name, grant or case is ever in the index.
"""

from __future__ import annotations

from collections.abc import Iterator

from .actor import Actor, Standing
from .case import Case
from .policy import Operation, Policy

_OF_DEPARTMENT = {
    Standing.OWN_MEMBER: "member",
    Standing.OWN_CLERK: "clerk",
    Standing.OWN_REVIEWER: "reviewer",
}
_OF_ALL = {
    Standing.ANONYMOUS: "public",
    Standing.REGISTERED: "registered",
    Standing.OTHER_MEMBER: "gov",
}


def of_dataset(
    case: Case, owner: str | None, table: Policy, operation: Operation = Operation.FIND
) -> list[str]:
    """List who finds a dataset of a department (its id), or is given another operation."""
    finders = [s for s in Standing if table.cells[operation, case, s].is_given]
    if Standing.ANONYMOUS in finders:
        return [_OF_ALL[Standing.ANONYMOUS]]
    return [_label(standing, owner or "") for standing in finders]


def of_actor(actor: Actor) -> list[str]:
    """List what a person may find."""
    return sorted({_OF_ALL[Standing.ANONYMOUS], *_held(actor)})


def _held(actor: Actor) -> Iterator[str]:
    for standing in actor.standings(None):
        yield _label(standing, "")
    for owner in actor.departments:
        own = actor.standings(owner)
        yield from (_label(s, owner) for s in _OF_DEPARTMENT if s in own)


def _label(standing: Standing, owner: str) -> str:
    if standing in _OF_DEPARTMENT:
        return f"{_OF_DEPARTMENT[standing]}-{owner}"
    return _OF_ALL.get(standing, f"role-{standing.value}")
