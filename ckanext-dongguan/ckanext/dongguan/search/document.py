"""What the index holds of a dataset beside CKAN's own fields, without CKAN."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from ckanext.dongguan import cycle
from ckanext.dongguan.directory import file_format
from ckanext.dongguan.numbering.resource_code import former, written_forms
from ckanext.dongguan.schemas import coded

Fields = Mapping[str, Any]

CODES = (
    "theme", "level", "open_class", "share_class", "directory_visibility", "update_frequency",
    "resource_code", "resource_code_state", "source_system", "source_id",
)  # fmt: skip
DAYS = ("data_updated_on", "period_start", "period_end")
PROSE = ("title_en", "notes_en")
# Who decided and who reviewed is no matter of search, nor are the conditions.
UNSEARCHED = (
    "share_condition", "open_condition", "withheld_basis",
    "opening_decided_by", "opening_decided_on", "opening_basis",
    "secrecy_reviewed_by", "secrecy_reviewed_on", "secrecy_basis",
)  # fmt: skip
OWN = frozenset({
    *CODES, *DAYS, *PROSE, *UNSEARCHED, "town", "items", "is_demonstration",
    "former_resource_codes", "resource_class", "late_from", "has_interface",
})  # fmt: skip

_INTERFACE = "interface"  # the dataset type
_SERVICE = "7"  # 服务接口 in the list of classes of formats

# Solr refuses a whole document for one string above 32,766 bytes; a character
# takes up to four.
LONGEST_STRING = 8191
_LONG_TEXTS = frozenset({"title", "notes", "data_dict", "validated_data_dict"})


def prepare(
    document: Fields, dataset: Fields, provider_names: Iterable[str] = ()
) -> dict[str, Any]:
    """Put the portal's fields in the place of the raw ones in CKAN's document.

    `dataset` is the dataset as `package_show` returns it, `provider_names` what its
    department is called and was called before.
    """
    kept = {k: v for k, v in document.items() if k.removeprefix("extras_") not in OWN}
    own = _own_fields(_flat(dataset))
    labels = dict.fromkeys((*own.pop("labels", ()), *provider_names))
    return {**_fitting(kept), **own, **({"labels": list(labels)} if labels else {})}


def _flat(dataset: Fields) -> dict[str, Any]:
    extras = {e["key"]: e["value"] for e in dataset.get("extras") or ()}
    return {**extras, **{k: v for k, v in dataset.items() if v not in (None, "")}}


def _own_fields(dataset: Fields) -> dict[str, Any]:
    texts = {name: str(dataset[name]) for name in (*CODES, *PROSE) if dataset.get(name)}
    dates = {**{name: dataset.get(name) for name in DAYS}, "late_from": _late_from(dataset)}
    days = {name: day for name, date in dates.items() if (day := _day(date))}
    lists = {
        "town": _list(dataset.get("town")),
        "item_names": list(_item_names(dataset)),
        "labels": list(_labels(dataset)),
        "resource_codes": list(_codes(dataset)),
    }
    return {
        **texts,
        **days,
        **{name: values for name, values in lists.items() if values},
        "is_demonstration": str(dataset.get("is_demonstration")).lower() == "true",
        "has_resource": bool(dataset.get("resources")),
        "has_interface": _has_interface(dataset),
    }


def _late_from(dataset: Fields) -> date | None:
    try:
        updated = date.fromisoformat(str(dataset.get("data_updated_on"))[:10])
        return cycle.late_from(str(dataset.get("update_frequency")), updated)
    except (ValueError, OverflowError):
        return None


def _has_interface(dataset: Fields) -> bool:
    """Tell whether programs can ask for the data: a registered service, or a loaded table."""
    return dataset.get("type") == _INTERFACE or any(
        one.get("datastore_active") or _format_class(one) == _SERVICE
        for one in dataset.get("resources") or ()
    )


def _format_class(resource: Fields) -> str:
    given = resource.get("format_class")
    return str(given or file_format.class_of(str(resource.get("format") or "")))


def _fitting(document: Fields) -> dict[str, Any]:
    return {k: fitted for k, v in document.items() if (fitted := _fit(k, v)) is not _TOO_LONG}


_TOO_LONG = object()


def _fit(name: str, value: Any) -> Any:
    if name in _LONG_TEXTS or name.startswith("extras_"):
        return value
    if name == "title_string":
        return value and value[:LONGEST_STRING]
    if isinstance(value, list):
        return [v for v in value if not isinstance(v, str) or len(v) <= LONGEST_STRING]
    is_too_long = isinstance(value, str) and len(value) > LONGEST_STRING
    return _TOO_LONG if is_too_long else value


def _day(value: Any) -> str | None:
    try:
        return f"{date.fromisoformat(str(value)[:10]).isoformat()}T00:00:00Z"
    except ValueError:
        return None


def _list(value: Any) -> list[Any]:
    # Without its schema a dataset shows a list as the text it is stored as.
    if isinstance(value, str) and value[:1] == "[":
        try:
            value = json.loads(value)
        except ValueError:
            return [value]
    if isinstance(value, list):
        return value
    return [value] if value else []


def _item_names(dataset: Fields) -> Iterator[str]:
    for item in _list(dataset.get("items")):
        if isinstance(item, Mapping):
            yield from (str(item[k]) for k in ("name", "name_en") if item.get(k))


def _codes(dataset: Fields) -> Iterator[str]:
    codes = (dataset.get("resource_code"), *former(dataset.get("former_resource_codes")))
    return written_forms(str(code) for code in codes if code)


def _labels(dataset: Fields) -> Iterator[str]:
    named = [dataset.get("organization"), *(dataset.get("groups") or ())]
    yield from (str(one["title"]) for one in named if one and one.get("title"))
    for name in ("theme", "town"):
        for code in _list(dataset.get(name)):
            yield from coded.names(name, str(code))
