"""The opening record of a dataset: who decided and who reviewed, without CKAN.

Before anything is made public its provider decides the opening and reviews it for
secrets (保守国家秘密法 art. 35; 政府信息公开条例 art. 17).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any


@dataclass(frozen=True, kw_only=True)
class OpeningRecord:
    """Who decided the opening and who reviewed it for secrets, when, on what basis."""

    opening_decided_by: str = ""
    opening_decided_on: str = ""
    opening_basis: str = ""
    secrecy_reviewed_by: str = ""
    secrecy_reviewed_on: str = ""
    secrecy_basis: str = ""

    @classmethod
    def from_dataset(cls, dataset: Mapping[str, Any]) -> OpeningRecord:
        """Read the record from a dataset's fields; what is absent stays empty."""
        return cls(**{f.name: str(dataset.get(f.name) or "").strip() for f in fields(cls)})

    @property
    def missing(self) -> tuple[str, ...]:
        """Name the fields that are still empty, in the order of the form."""
        return tuple(f.name for f in fields(self) if not getattr(self, f.name))

    @property
    def is_complete(self) -> bool:
        """Tell whether decision and secrecy review are both on record."""
        return not self.missing


NO_RECORD = OpeningRecord()
