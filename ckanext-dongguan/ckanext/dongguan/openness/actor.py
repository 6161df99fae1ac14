"""Who asks: a person by roles and departments, never by name, without CKAN."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """Roles a person may hold, the first two in one department, the others for the portal."""

    DEPARTMENT_CLERK = "department_clerk"
    DEPARTMENT_REVIEWER = "department_reviewer"
    BUREAU_REVIEWER = "bureau_reviewer"
    DATA_ADMINISTRATOR = "data_administrator"
    SECURITY_ADMINISTRATOR = "security_administrator"
    AUDITOR = "auditor"
    SYSTEM_ADMINISTRATOR = "system_administrator"


class Standing(StrEnum):
    """What a person is to one dataset: the columns of the policy table."""

    ANONYMOUS = "anonymous"
    REGISTERED = "registered"
    OTHER_MEMBER = "other_member"
    OWN_MEMBER = "own_member"
    OWN_CLERK = "own_clerk"
    OWN_REVIEWER = "own_reviewer"
    BUREAU_REVIEWER = "bureau_reviewer"
    DATA_ADMINISTRATOR = "data_administrator"
    SECURITY_ADMINISTRATOR = "security_administrator"
    AUDITOR = "auditor"
    SYSTEM_ADMINISTRATOR = "system_administrator"


@dataclass(frozen=True, kw_only=True)
class Holding:
    """A role somebody holds, in a department (its id) or for the whole portal."""

    role: Role
    organization: str | None = None


@dataclass(frozen=True, kw_only=True)
class Actor:
    """A person: known or not, the ids of the departments they belong to, their roles.

    A disabled person is nobody. Members of providers outside the government are known
    and belong to their provider, no more.
    """

    is_known: bool = False
    is_government: bool = False
    departments: frozenset[str] = frozenset()
    holdings: frozenset[Holding] = frozenset()

    def standings(self, owner: str | None) -> frozenset[Standing]:
        """List what the person is to a dataset of a department (its id)."""
        if not self.is_known:
            return frozenset({Standing.ANONYMOUS})
        return frozenset(self._standings(owner))

    def _standings(self, owner: str | None) -> Iterator[Standing]:
        yield Standing.REGISTERED
        if self.is_government:
            yield Standing.OTHER_MEMBER
        if owner in self.departments:
            yield Standing.OWN_MEMBER
        for holding in self.holdings:
            if holding.role in _IN_DEPARTMENT:
                if holding.organization == owner:
                    yield _IN_DEPARTMENT[holding.role]
            else:
                yield Standing(holding.role.value)


_IN_DEPARTMENT = {
    Role.DEPARTMENT_CLERK: Standing.OWN_CLERK,
    Role.DEPARTMENT_REVIEWER: Standing.OWN_REVIEWER,
}
ANONYMOUS = Actor()
