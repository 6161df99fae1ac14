"""The accounts a new site starts with: one per role."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

ROLES = Path(__file__).with_name("accounts.yaml")


@dataclass(frozen=True, kw_only=True)
class Account:
    """Someone who may sign in, in one role."""

    name: str
    role: Mapping[str, str]
    fullname: str
    is_sysadmin: bool = False
    department: str | None = None
    capacity: str = "member"
    grant: str | None = None
    always: bool = False


def accounts(*, demo: bool) -> tuple[Account, ...]:
    """List the accounts of a site; without demo data those no site can do without."""
    every = tuple(Account(**entry) for entry in yaml.safe_load(ROLES.read_text("utf-8")))
    return every if demo else tuple(one for one in every if one.always)
