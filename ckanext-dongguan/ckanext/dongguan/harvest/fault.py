"""Why a record was refused, as sentences for the department that can mend it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import ckan.plugins.toolkit as tk
from ckan import model

from ckanext.dongguan.directory.error_list import listed
from ckanext.dongguan.harvesters.ledger import Entry
from ckanext.dongguan.harvesters.tally import Fault
from ckanext.dongguan.language import CHINESE
from ckanext.dongguan.schemas.dataset_type import load

from . import origin

CODE = "resource_code"
# Of two sources that claim one resource code, the second is told so.
AGREE = "一数一源：请两个来源的单位商定由谁提供，另一方撤下或更正代码"


def faults_of(entry: Entry, errors: Mapping[str, Any]) -> list[Fault]:
    """List what a schema has against a record: the field, what is wrong, what to do."""
    if CODE in errors and (holder := _holder(entry.dataset.get(CODE))):
        return [_conflict(entry, holder)]
    kind = load(str(entry.dataset.get("type", "dataset")))
    return [
        Fault(
            remote_id=entry.remote_id,
            title=entry.title,
            place=one.name,
            cause=one.sentence.rstrip("。."),
            remedy=_remedy(one.field),
        )
        for one in listed(errors, kind, CHINESE)
    ]


def _remedy(field: str) -> str:
    if field == "owner_org":
        return "请来源单位核对单位名称；名称无误的，请门户运行人员登记该单位"
    if field == "resources":
        return "请来源单位核对文件，下次汇聚时重试"
    return "请来源单位改正后重新提供，门户自动收录"


def _holder(code: Any) -> Any:
    """Find the dataset that carries a resource code already."""
    if not code:
        return None
    stored = model.Package.extras[CODE].astext
    query = model.Session.query(model.Package).filter(stored == str(code))
    return query.filter(model.Package.state == "active").first()


def _conflict(entry: Entry, holder: Any) -> Fault:
    system = (holder.extras or {}).get("source_system")
    source = origin.of_dataset(holder.id).get("title") or system or "本门户登记"
    return Fault(
        remote_id=entry.remote_id,
        title=entry.title,
        place=CODE,
        cause=f"资源代码 {entry.dataset[CODE]} 已属于数据集“{holder.title}”（来源：{source}）",
        remedy=AGREE,
    )


def unforeseen(entry: Entry, error: Exception) -> Fault:
    """Say that the database does not take a record."""
    return Fault(
        remote_id=entry.remote_id,
        title=entry.title,
        cause=f"记录写不进数据库（{type(error).__name__}：{str(error)[:200]}）",
        remedy="请来源单位核对记录；一再出现的，请联系门户运行人员",
    )


def refusing(
    upload: Callable[[], Any], problem: tuple[type[Exception], ...]
) -> Callable[[], Any]:
    """Have a file that cannot be fetched refuse its own record alone."""

    def fetch() -> Any:
        try:
            return upload()
        except problem as error:
            raise tk.ValidationError({"resources": [str(error).rstrip("。")]}) from error

    return fetch
