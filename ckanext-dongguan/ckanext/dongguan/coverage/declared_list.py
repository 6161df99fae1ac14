"""How long the list is that a department has declared, without CKAN."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, kw_only=True)
class DeclaredList:
    """A declared list: whose (as it was said), how many items, in which document, of when."""

    organization: str
    items: int
    basis: str
    declared_on: date
