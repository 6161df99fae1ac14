"""From a record of the sharing platform to the fields of a dataset, without CKAN."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from ckanext.dongguan.directory.omission import left_open
from ckanext.dongguan.schemas.codelists import current, load
from ckanext.dongguan.text.keyword import unique

from .part import code, read, text
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
    record: it lands with the government only. What a rule asks for and this kind of
    source does not always state is named in `not_stated`.
    """
    with as_refusal():
        return _mapped(item, codes, find_provider)


def _mapped(
    item: Record, codes: Mapping[str, Any], find_provider: FindProvider
) -> dict[str, Any]:
    kind = _type(codes, item)
    dataset = {"type": kind, **read(codes, item)}
    dataset.update(
        read(codes["by_share_class"].get(dataset.get("share_class"), {}), item),
        **read(codes.get("by_open_class", {}).get(dataset.get("open_class"), {}), item),
        **read(codes["extension"].get(kind, {}), item.get("extend") or {}),
        **_opening(item, codes),
        source_system=codes["source_system"],
        source_id=item["resId"],
        owner_org=_provider(item["officeName"], find_provider),
        license_id=codes["license_id"].get(dataset.get("open_class"), ""),
        theme=_theme(codes["theme"], item),
        data_updated_on=text(item["dataUpdateTime"])[:10],
        directory_visibility="public",
        is_demonstration=str(codes["demonstration_mark"] in text(item.get("remark"))).lower(),
        town=[] if item["areaCode"] == codes["city_code"] else [item["areaCode"]],
        tags=[{"name": name} for name in keywords(item, codes)],
    )
    dataset["items"] = [_item(row, codes["lengths"]) for row in dataset.get("items", ())]
    dataset["not_stated"] = left_open(dataset, codes["not_stated"])
    return {key: value for key, value in dataset.items() if value not in ("", [])}


def keywords(item: Record, codes: Mapping[str, Any]) -> tuple[str, ...]:
    """Split the platform's one keyword string at any of its separators."""
    separators = f"[{re.escape(codes['keyword_separators'])}]"
    return unique(re.split(separators, text(item.get("keyword"))))


def _provider(name: str, find_provider: FindProvider) -> str:
    found = find_provider(name)
    if found is None:
        raise RecordError(
            f"提供单位“{name}”不在单位代码表中",
            "请来源单位核对单位名称；名称无误的，请门户运行人员登记该单位或其曾用名",
            "officeName",
        )
    return found


def _type(codes: Mapping[str, Any], item: Record) -> str:
    # Platforms that tell no kinds apart have data only.
    return code("type", codes["type"], item.get("resType", 1))


def _theme(column: Mapping[str, str], item: Record) -> str:
    """Find the theme by its code, or by its name where the source has names only."""
    if "by_name" not in column:
        return _counterpart(column, item["subjectCode"])
    name = text(item[column["by_name"]])
    found = load(column["codelist"]).find(name)
    return str(found.code) if found else name


def _counterpart(column: Mapping[str, str], value: str) -> str:
    """Find the code of ours beside which a list notes the source's; else leave it as it is."""
    found = load(column["codelist"]).column(column["column"]).get(value)
    return str(found.code) if found else value


def _opening(item: Record, codes: Mapping[str, Any]) -> dict[str, Any]:
    return read({"fields": codes["opening"]}, item.get("openRecord") or {})


def _item(row: dict[str, Any], lengths: Collection[str]) -> dict[str, Any]:
    """Leave out a length that the item's type does not have: platforms fill it in anyway."""
    return (
        row if row.get("type") in lengths else {k: v for k, v in row.items() if k != "length"}
    )
