"""From open class and opening record to an audience, without CKAN.

Sharing is not opening: a dataset that departments share stays inside the
government until its provider has decided to open it and has reviewed it for
secrets (广东省公共数据开放暂行办法; 保守国家秘密法, review before publication).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Any


class OpenClass(StrEnum):
    """The three classes of opening (深圳经济特区数据条例 art. 48, same in Guangdong)."""

    UNCONDITIONAL = "unconditional"
    CONDITIONAL = "conditional"
    WITHHELD = "withheld"


class Audience(StrEnum):
    """Who a dataset is for."""

    OPEN = "open"
    CONDITIONAL = "conditional"
    GOVERNMENT = "government"


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


@dataclass(frozen=True, kw_only=True)
class Access:
    """What the public gets of a dataset."""

    audience: Audience
    is_entry_public: bool
    is_data_public: bool


GOVERNMENT_ONLY = Access(
    audience=Audience.GOVERNMENT, is_entry_public=False, is_data_public=False
)

# A class that is not in this table opens nothing.
_BY_CLASS = {
    OpenClass.UNCONDITIONAL.value: Access(
        audience=Audience.OPEN, is_entry_public=True, is_data_public=True
    ),
    OpenClass.CONDITIONAL.value: Access(
        audience=Audience.CONDITIONAL, is_entry_public=True, is_data_public=False
    ),
}


def resolve(open_class: str | None, record: OpeningRecord) -> Access:
    """Answer who may see the entry and who may have the data.

    An empty or unknown class and an incomplete record both stay inside the
    government: nothing becomes public because a field was left out.
    """
    if not record.is_complete:
        return GOVERNMENT_ONLY
    return _BY_CLASS.get(open_class or "", GOVERNMENT_ONLY)


def resolve_dataset(dataset: Mapping[str, Any]) -> Access:
    """Answer the same for a dataset's fields (as `package_show` returns them)."""
    return resolve(dataset.get("open_class"), OpeningRecord.from_dataset(dataset))
