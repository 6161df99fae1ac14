"""What can go wrong between the portal and a source, without CKAN."""

from __future__ import annotations


class SourceError(Exception):
    """A source cannot be read: where, why, what to do, as one Chinese sentence each."""

    def __init__(self, place: str, cause: str, remedy: str) -> None:
        super().__init__(f"{place}：{cause}。{remedy}。")
        self.place = place
        self.cause = cause
        self.remedy = remedy


class RecordError(Exception):
    """One record cannot be taken; the others go on."""
