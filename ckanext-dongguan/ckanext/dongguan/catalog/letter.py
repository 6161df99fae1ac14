"""The text with which somebody asks for an entry to be opened, without CKAN.

It is a letter to a department of the city, so it is Chinese whatever the page speaks.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

_LONGEST = 200


@dataclass(frozen=True, kw_only=True)
class Letter:
    """A subject line and a text."""

    subject: str
    body: str


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """The entry that is asked for; `is_conditional` where it is open on application."""

    title: str
    code: str
    department: str
    address: str
    is_conditional: bool


def letter(wanted: Wanted, today: date) -> Letter:
    """Write the letter about an entry."""
    name, code = wanted.title[:_LONGEST], wanted.code
    wish = "申请使用" if wanted.is_conditional else "申请开放"
    lines = (
        f"{wanted.department}：",
        "",
        f"    现{wish}以下公共数据：《{name}》{f'（信息资源代码 {code}）' if code else ''}。",
        f"    目录条目：{wanted.address}",
        "",
        "    用途：（请说明用来做什么）",
        "    所需内容：（请说明需要哪些信息项、时间范围和格式）",
        "    更新要求：（一次性，或按什么周期）",
        "",
        "    申请人：",
        "    联系方式：",
        f"    日期：{today.isoformat()}",
    )
    return Letter(subject=f"{wish}公共数据：{name}", body="\n".join(lines))
