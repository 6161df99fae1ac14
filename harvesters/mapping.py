"""From a record of the sharing platform to the fields of a dataset, without CKAN."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from ckanext.dongguan.schemas.codelists import current, load
from ckanext.dongguan.text.keyword import unique

from .problem import RecordError, as_refusal

Record = Mapping[str, Any]


@cache
def read_map(name: str) -> Mapping[str, Any]:
    """Read the map of a source from `maps/<name>.yaml`."""
    text = files(__package__).joinpath("maps", f"{name}.yaml").read_text(encoding="utf-8")
    return dict(yaml.safe_load(text))


FindProvider = Callable[[str], str | None]


def listed_provider(name: str) -> str | None:
    """Find a department by any name that the code list knows, former ones too."""
    codes = load("departments")
    found = codes.find(name)
    return str(current(codes, found.code).code) if found else None


def to_dataset(
    item: Record, codes: Mapping[str, Any], find_provider: FindProvider = listed_provider
) -> dict[str, Any]:
    """Turn an item into a dataset's fields; raises RecordError when it cannot be taken.

    An item without an opening record keeps its proposed class and an empty
    record: it lands with the government only.
    """
    with as_refusal():
        return _mapped(item, codes, find_provider)


def _mapped(
    item: Record, codes: Mapping[str, Any], find_provider: FindProvider
) -> dict[str, Any]:
    open_class = _code(codes, "open_class", item["openType"])
    dataset: dict[str, Any] = {
        ours: _text(item.get(theirs)) for ours, theirs in codes["fields"].items()
    }
    dataset.update(
        source_system=codes["source_system"],
        source_id=item["resId"],
        owner_org=_provider(item["officeName"], find_provider),
        license_id=codes["license_id"].get(open_class, ""),
        share_class=_code(codes, "share_class", item["shareType"]),
        open_class=open_class,
        update_frequency=_code(codes, "update_frequency", item["updateCycle"]),
        theme=_counterpart(codes["theme"], item["subjectCode"]),
        data_updated_on=_text(item["dataUpdateTime"])[:10],
        directory_visibility="public",
        is_demonstration=str(codes["demonstration_mark"] in _text(item.get("remark"))).lower(),
        town=[] if item["areaCode"] == codes["city_code"] else [item["areaCode"]],
        tags=[{"name": name} for name in keywords(item, codes)],
        items=[_item(entry, codes) for entry in item.get("itemList") or []],
        **_opening(item, codes),
    )
    return {key: value for key, value in dataset.items() if value not in ("", [])}


def keywords(item: Record, codes: Mapping[str, Any]) -> tuple[str, ...]:
    """Split the platform's one keyword string at any of its separators."""
    separators = f"[{re.escape(codes['keyword_separators'])}]"
    return unique(re.split(separators, _text(item.get("keyword"))))


def _provider(name: str, find_provider: FindProvider) -> str:
    found = find_provider(name)
    if found is None:
        raise RecordError(
            f"提供单位“{name}”不在单位代码表中，请先在代码表 departments 登记该单位或其曾用名"
        )
    return found


def _code(codes: Mapping[str, Any], name: str, value: Any) -> str:
    try:
        return str(codes[name][int(value)])
    except (KeyError, ValueError, TypeError):
        raise RecordError(f"代码表 {name} 中没有来源代码 {value!r}，请补充汇聚映射") from None


def _counterpart(column: Mapping[str, str], value: str) -> str:
    """Find the code of ours beside which a list notes the source's; else leave it as it is."""
    found = load(column["codelist"]).column(column["column"]).get(value)
    return str(found.code) if found else value


def _opening(item: Record, codes: Mapping[str, Any]) -> dict[str, str]:
    record = item.get("openRecord") or {}
    return {ours: _text(record.get(theirs)) for ours, theirs in codes["opening"].items()}


def _item(entry: Record, codes: Mapping[str, Any]) -> dict[str, str]:
    texts = {ours: _text(entry.get(theirs)) for ours, theirs in codes["items"].items()}
    return {key: value for key, value in texts.items() if value}


def _text(value: Any) -> str:
    return "" if value is None else str(value).strip()
