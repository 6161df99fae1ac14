"""What a search for resources asks for, without CKAN."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

# Columns of a resource that may be searched and sorted by: those CKAN searches.
FIELDS = frozenset({
    "url", "format", "description", "hash", "name", "resource_type", "mimetype",
    "mimetype_inner", "size", "created", "last_modified", "metadata_modified", "cache_url",
    "cache_last_updated", "url_type",
})  # fmt: skip
ORDERS = FIELDS | {"id", "package_id", "position"}
MOST = 100


class WishError(ValueError):
    """A search that cannot be read; `field` is the parameter that is wrong."""

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field


@dataclass(frozen=True, kw_only=True)
class ResourceWish:
    """Terms by field, the order, and which part of what is found."""

    terms: tuple[tuple[str, str], ...]
    order_by: str
    offset: int
    limit: int


def read(data: Mapping[str, Any]) -> ResourceWish:
    """Read the parameters of `resource_search`; of what is found at most `MOST` come at once.

    :raises WishError: a parameter is missing or of another form
    """
    order = data.get("order_by") or "id"
    if order not in ORDERS:
        raise WishError("order_by")
    limit = min(_number(data, "limit", MOST), MOST)
    return ResourceWish(
        terms=tuple(_terms(data.get("query"))),
        order_by=order,
        offset=_number(data, "offset", 0),
        limit=limit,
    )


def _terms(query: Any) -> list[tuple[str, str]]:
    pairs = [query] if isinstance(query, str) else query
    if not isinstance(pairs, list) or not pairs:
        raise WishError("query")
    return [_term(pair) for pair in pairs]


def _term(pair: Any) -> tuple[str, str]:
    field, colon, term = pair.partition(":") if isinstance(pair, str) else ("", "", "")
    if not colon or field not in FIELDS or "\0" in term:
        raise WishError("query")
    return field, term


def _number(data: Mapping[str, Any], field: str, default: int) -> int:
    given = data.get(field)
    text = str(default if given is None else given)
    if not text.isascii() or not text.isdigit() or len(text) > 9:
        raise WishError(field)
    return int(text)
