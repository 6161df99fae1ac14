"""A resource as it is compared with others, without CKAN."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from ckanext.dongguan.catalog.place import CITY_CODE

# What the titles of a city's directory have in common and what tells nothing about them.
_CITY = re.compile(r"东莞市?|全市|本市|我市")
_GENERAL = re.compile(
    r"信息|数据|名录|名单|目录|清单|统计|情况|基本|一览|列表|明细|汇总|表$|库$"
)
_NUMBERS = re.compile(r"\d{4}年?|\d+")
_NO_WORD = re.compile(r"\W+|_")


@dataclass(frozen=True, kw_only=True)
class Resource:
    """A resource: its department, its name without what is general, items, keys, towns."""

    id: str
    owner: str
    name: str
    items: frozenset[str] = frozenset()
    keys: frozenset[str] = frozenset()
    towns: frozenset[str] = frozenset()

    @classmethod
    def of(cls, id: str, owner: str, title: str, extras: Mapping[str, Any]) -> Resource:  # noqa: A002
        """Read a resource from its record; what cannot be read is left out."""
        rows = [row for row in _listed(extras.get("items")) if isinstance(row, Mapping)]
        return cls(
            id=id,
            owner=owner,
            name=plain_title(title),
            items=_names(rows),
            keys=_names(row for row in rows if _is_true(row.get("is_key"))),
            towns=frozenset(map(str, _listed(extras.get("town")))) - {CITY_CODE},
        )


def plain_title(title: str) -> str:
    """Take out of a title what many have in common; of nothing but that, all stays."""
    text = unicodedata.normalize("NFKC", title).casefold()
    bare = _NO_WORD.sub("", _GENERAL.sub("", _NUMBERS.sub("", _CITY.sub("", text))))
    return bare or _NO_WORD.sub("", text)


def _names(rows: Iterable[Mapping[str, Any]]) -> frozenset[str]:
    names = (unicodedata.normalize("NFKC", str(row.get("name") or "")) for row in rows)
    return frozenset(bare for name in names if (bare := _NO_WORD.sub("", name.casefold())))


def _is_true(value: Any) -> bool:
    return str(value).strip().lower() in {"true", "yes", "1", "是", "y"}


def _listed(value: Any) -> list[Any]:
    if isinstance(value, str):
        try:
            value = json.loads(value) if value[:1] == "[" else [value] if value else []
        except ValueError:
            return []
    return value if isinstance(value, list) else []
