"""The policy table as a page, without CKAN."""

from __future__ import annotations

from collections.abc import Iterator

from .actor import Standing
from .case import Case
from .policy import Operation, Outcome, Policy

_OPERATIONS = {
    Operation.FIND: "查找（列表、检索、分面、联想、订阅）",
    Operation.COUNT: "计数（目录总数）",
    Operation.ENTRY: "条目",
    Operation.DICTIONARY: "数据字典",
    Operation.STATISTICS: "统计（行数、取值概况）",
    Operation.DATA: "数据（文件、记录、预览、导出）",
    Operation.HISTORY: "变更历史",
    Operation.MANAGE: "编辑",
    Operation.RECLASSIFY: "变更开放属性",
    Operation.FREEZE: "冻结、下架、限时",
    Operation.AUDIT: "查阅决定日志",
}
_CASES = {
    Case.OPEN: "无条件开放",
    Case.CONDITIONAL: "有条件开放",
    Case.SHARED: "政务内部，部门可共享",
    Case.DEPARTMENT: "政务内部，仅本部门",
    Case.LISTED: "不予开放，目录公开",
    Case.WITHHELD: "不予开放，目录不公开",
    Case.PREPARED: "草稿、审核中、限时未到",
    Case.STOPPED: "冻结、下架、删除",
}
_STANDINGS = {
    Standing.ANONYMOUS: "匿名",
    Standing.REGISTERED: "注册用户",
    Standing.OTHER_MEMBER: "其他部门",
    Standing.OWN_MEMBER: "本部门成员",
    Standing.OWN_CLERK: "本部门经办人",
    Standing.OWN_REVIEWER: "本部门审核人",
    Standing.BUREAU_REVIEWER: "市级审核人",
    Standing.DATA_ADMINISTRATOR: "数据管理员",
    Standing.SECURITY_ADMINISTRATOR: "安全管理员",
    Standing.AUDITOR: "审计员",
    Standing.SYSTEM_ADMINISTRATOR: "系统管理员",
}
_OUTCOMES = {
    Outcome.ALLOW: "允许",
    Outcome.MASK: "公开部分",
    Outcome.DENY: "拒绝",
    Outcome.HIDE: "隐藏",
}


def markdown(table: Policy) -> str:
    """Write the table as Markdown, one section for each operation."""
    return "\n".join(_lines(table))


def _lines(table: Policy) -> Iterator[str]:
    for operation in Operation:
        yield f"### {_OPERATIONS[operation]} `{operation}`"
        yield ""
        yield "| | " + " | ".join(_STANDINGS[s] for s in Standing) + " |"
        yield "|---" * (len(Standing) + 1) + "|"
        for case in Case:
            cells = (_OUTCOMES[table.cells[operation, case, s]] for s in Standing)
            yield f"| {_CASES[case]} | " + " | ".join(cells) + " |"
        yield ""
