"""One record on its way through the room, without CKAN."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from .record import Outcome, SourceKey

Dict = dict[str, Any]


@dataclass(kw_only=True)
class Work:
    """One record on its way: what it says, what it becomes, what came of it."""

    record: Mapping[str, Any]
    key: SourceKey | None
    stamp: str
    outcome: Outcome = Outcome.UNCHANGED
    package_id: str = ""
    draft: Dict = field(default_factory=dict)
    uploads: list[Any] = field(default_factory=list)
    errors: Dict = field(default_factory=dict)

    def refuse(self, errors: Dict) -> None:
        """Keep the record out, with the errors of its fields."""
        self.outcome, self.errors = Outcome.REFUSED, errors

    def told(self) -> Dict:
        """Tell the end in the words of the action."""
        told: Dict = {"id": self.package_id, "outcome": str(self.outcome)}
        return {**told, "errors": self.errors} if self.errors else told
