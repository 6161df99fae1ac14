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


def letter(title: str, code: str, department: str, address: str, today: date) -> Letter:
    """Write the letter about an entry: its title, code, department and address."""
    name = title[:_LONGEST]
    lines = (
        f"{department}：",
        "",
        f"    现申请开放以下公共数据：《{name}》{f'（信息资源代码 {code}）' if code else ''}。",
        f"    目录条目：{address}",
        "",
        "    用途：（请说明用来做什么）",
        "    所需内容：（请说明需要哪些信息项、时间范围和格式）",
        "    更新要求：（一次性，或按什么周期）",
        "",
        "    申请人：",
        "    联系方式：",
        f"    日期：{today.isoformat()}",
    )
    return Letter(subject=f"申请开放公共数据：{name}", body="\n".join(lines))
