"""What a department's database trips over, as one sentence, without CKAN."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa

from .problem import SourceError


@contextmanager
def said_plainly(place: str) -> Iterator[None]:
    """Turn what a database trips over into one sentence: where, why, what to do."""
    try:
        yield
    except (UnicodeError, LookupError) as error:
        raise SourceError(
            place,
            f"文字不是所声明的字符集（{type(error).__name__}）",
            "请在来源选项 charset 中填写数据库实际使用的字符集（如 gbk），再次汇聚",
        ) from error
    except sa.exc.DBAPIError as error:
        raise SourceError(place, *_told(error)) from error
    except sa.exc.SQLAlchemyError as error:
        raise SourceError(
            place, f"数据库不能读取（{type(error).__name__}）", "请核对来源的设置"
        ) from error


def _told(error: sa.exc.DBAPIError) -> tuple[str, str]:
    said = " ".join(str(error.orig).split())[:200]
    lost = isinstance(error, sa.exc.OperationalError | sa.exc.InterfaceError)
    if re.search(r"denied|permission|read.only", said, re.IGNORECASE):
        return f"账号没有所需的权限（{said}）", "请来源单位授予读取目录、更新批次与写回执的权限"
    if re.search(r"charact|encod|invalid byte", said, re.IGNORECASE):
        return f"字符集不符（{said}）", "请在来源选项 charset 中填写数据库实际使用的字符集"
    if lost or error.connection_invalidated:
        return (
            f"连接不上或中途断开（{said}）",
            "请核对地址、凭据与网络；已提交的批次不会重复收录",
        )
    return f"数据库拒绝了查询（{said}）", "请核对表结构与来源的设置"
