"""What can go wrong between the portal and a source, without CKAN."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager


class SourceError(Exception):
    """A source cannot be read: where, why, what to do, as one Chinese sentence each."""

    def __init__(self, place: str, cause: str, remedy: str) -> None:
        super().__init__(f"{place}：{cause}。{remedy}。")
        self.place = place
        self.cause = cause
        self.remedy = remedy


class GarbledError(SourceError):
    """An answer came, but nobody can read it."""


class RefusedError(SourceError):
    """The source answered no; `status` is that of HTTP."""

    def __init__(self, place: str, cause: str, remedy: str, status: int) -> None:
        super().__init__(place, cause, remedy)
        self.status = status


class BusyError(SourceError):
    """Another process follows the source now."""


class RecordError(Exception):
    """One record cannot be taken; the others go on."""

    def __init__(self, cause: str, remedy: str, place: str = "") -> None:
        super().__init__(f"{cause}。{remedy}。")
        self.cause = cause
        self.remedy = remedy
        self.place = place


@contextmanager
def as_refusal() -> Iterator[None]:
    """Turn what a malformed record trips over into the refusal of this record alone."""
    try:
        yield
    except KeyError as error:
        name = str(error.args[0]) if error.args else ""
        raise RecordError(f"记录缺少字段 {name}", "请来源单位补全", name) from error
    except (TypeError, AttributeError, ValueError) as error:
        cause = "记录的结构与约定不符：有的字段不是约定的列表、对象或格式"
        raise RecordError(cause, "请来源单位核对") from error
