"""One run per source at a time, whatever starts it and however it ends."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from ckanext.dongguan import lock
from ckanext.dongguan.harvesters.problem import BusyError


@contextmanager
def held(source: str) -> Iterator[None]:
    """Hold the lock of a source.

    :raises BusyError: another process follows the source
    """
    with lock.held(f"harvest:{source}") as is_ours:
        if not is_ours:
            raise BusyError(f"来源 {source}", "正在汇聚", "请等它结束，或先取消正在进行的运行")
        yield
