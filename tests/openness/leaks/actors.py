"""Who asks, and what each of them is to a planted dataset: written down, not computed."""

from __future__ import annotations

from dataclasses import dataclass

from ckanext.dongguan.openness.actor import Standing


@dataclass(frozen=True, kw_only=True)
class Actor:
    """Somebody: what they are to a dataset of the planted department, and how they come to it.

    `place` is the capacity in a department (`own`, `other` or one outside the government),
    `role` a granted role, in the own department where it is one of a department.
    """

    name: str
    standings: frozenset[Standing]
    place: tuple[str, str] | None = None
    role: str | None = None
    is_sysadmin: bool = False
    is_disabled: bool = False
    has_account: bool = True


def _actor(name: str, *standings: Standing, **how: object) -> Actor:
    return Actor(name=name, standings=frozenset(standings), **how)  # type: ignore[arg-type]


_GOV = (Standing.REGISTERED, Standing.OTHER_MEMBER)

ACTORS = (
    _actor("anonymous", Standing.ANONYMOUS, has_account=False),
    _actor("disabled", Standing.ANONYMOUS, place=("own", "editor"), is_disabled=True),
    _actor("registered", Standing.REGISTERED),
    _actor("provider", Standing.REGISTERED, place=("society", "editor")),
    _actor("other_clerk", *_GOV, place=("other", "editor")),
    _actor("own_member", *_GOV, Standing.OWN_MEMBER, place=("own", "member")),
    _actor(
        "own_clerk", *_GOV, Standing.OWN_MEMBER, Standing.OWN_CLERK, place=("own", "editor")
    ),
    _actor(
        "own_reviewer", *_GOV, Standing.OWN_MEMBER, Standing.OWN_REVIEWER,
        place=("own", "member"), role="department_reviewer",
    ),
    *(
        _actor(role, Standing.REGISTERED, Standing(role), role=role)
        for role in (
            "bureau_reviewer", "data_administrator", "security_administrator", "auditor"
        )
    ),
    _actor(
        "sysadmin", Standing.REGISTERED, Standing.SYSTEM_ADMINISTRATOR, is_sysadmin=True
    ),
)  # fmt: skip
BY_NAME = {actor.name: actor for actor in ACTORS}
POWERLESS = ("anonymous", "disabled", "registered", "provider", "other_clerk")
