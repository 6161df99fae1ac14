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


def foreign_host(place: str, host: str) -> SourceError:
    """Say that a source may not lead to this host."""
    return SourceError(
        place,
        f"地址 {host} 不在该来源允许访问的主机之内",
        "确需访问的，请在来源中登记该主机",
    )


def private_address(place: str) -> SourceError:
    """Say that a source leads into a private network that it does not declare."""
    return SourceError(
        place, "该地址指向内部网络", "确属内网来源的，请在来源中声明“位于内部网络”"
    )


def local_file(place: str, path: str) -> SourceError:
    """Say that a source leads to a file of the portal's own machine."""
    return SourceError(
        place, f"来源引向门户自己机器上的文件 {path}", "请来源单位改为网址（http 或 https）"
    )


def too_long(place: str) -> SourceError:
    """Say that a run takes more time than it may."""
    return SourceError(place, "本次汇聚超过时间上限", "请稍后继续，或提高该来源的时间上限")


def too_large(place: str, most: int) -> SourceError:
    """Say that an answer has more than so many bytes."""
    return SourceError(place, f"回答超过 {most // 2**20} MiB", "请来源减小每页条数或拆分文件")


class LoopingError(SourceError):
    """The pages of a listing repeat themselves: what they named may be anything."""

    def __init__(self, place: str, number: int) -> None:
        super().__init__(
            place, f"第 {number} 页重复了前面的页", "请来源单位修正分页；已读到的记录已收录"
        )


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
