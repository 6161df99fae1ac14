"""Which searches are refused before they reach the index, and why, without CKAN."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from . import disguise

# Sorting by a text field fails and by an unknown one does nothing.
# `view_recent` is what CKAN's own home page asks for.
SORTABLE = frozenset({
    "score", "rank", "name", "title_string", "metadata_created",
    "metadata_modified", "data_updated_on", "period_start", "period_end",
    "late_from", "resource_code", "organization", "id", "views_recent", "view_recent",
    "views_total",
})  # fmt: skip
# To count the words of all titles the index would have to hold them all in memory.
TEXTS = frozenset({
    "title", "title_ngram", "name_ngram", "title_en", "notes", "notes_en", "text", "urls",
    "item_names", "keywords", "labels", "author", "author_email", "maintainer",
    "content_words", "label_words", "title_sounds", "title_starts",
    "maintainer_email", "res_name", "res_description", "data_dict", "validated_data_dict", "*",
})  # fmt: skip
FLAGS = (
    "facet", "include_private", "include_drafts", "include_deleted", "use_default_schema",
)  # fmt: skip
PARSERS = frozenset({"dismax", "edismax", "lucene"})

# Older versions of CKAN sorted by it, and programs written for them do.
_OLD_ORDER = re.compile(r"\brelevance\s+(?:asc|desc)\b", re.IGNORECASE)
_FIELD = re.compile(r"\*|[\w.-]+")
_WEIGHTED_FIELD = re.compile(r"[\w.-]+(?:\^\d{1,4}(?:\.\d{1,4})?)?")
_SORT = re.compile(r"(\w+)\s+(?:asc|desc)", re.IGNORECASE)
_MINIMUM = r"-?\d{1,3}%?|(?:\d{1,3}<-?\d{1,3}%?)(?: \d{1,3}<-?\d{1,3}%?)*"
_TRUTHS = frozenset(["true", "false", "1", "0", "yes", "no", "on", "off", "t", "f", "y", "n"])
# Half of a character, which JSON can carry and UTF-8 cannot.
_SURROGATE = re.compile("[\ud800-\udfff]")
# Enough for a few hundred dataset ids in one filter.
_LONGEST = 40_000


@dataclass(frozen=True, kw_only=True)
class Limits:
    """How far one search may reach."""

    start: int
    query_length: int


@dataclass(frozen=True, kw_only=True)
class Refusal:
    """A reason by its key in the table of messages, its place and the words it is about."""

    reason: str
    about: str = ""
    place: str = ""


def as_meant(params: Mapping[str, Any]) -> dict[str, Any]:
    """Read what programs write otherwise than CKAN: a list of one as a text, an old order."""
    meant = {k: v for k, v in params.items() if k != "fq_list" or v is not None}
    if isinstance(meant.get("fq_list"), str):
        meant["fq_list"] = _listed(meant["fq_list"], [meant["fq_list"]])
    if isinstance(facets := meant.get("facet.field"), str):
        meant["facet.field"] = _listed(facets, re.split(r"[\s,]+", facets.strip(" ,")))
    if isinstance(order := meant.get("sort"), str):
        meant["sort"] = _OLD_ORDER.sub("score desc", order)
    return meant


def _listed(text: str, otherwise: list[str]) -> Any:
    """Read a list written as JSON; a text that is none is a list of its own."""
    if not text.lstrip().startswith("["):
        return [one for one in otherwise if one]
    try:
        return json.loads(text)
    except ValueError:
        return text


def refusal(params: Mapping[str, Any], known: frozenset[str], limits: Limits) -> Refusal | None:
    """Find the first reason to refuse a search; None lets it pass."""
    if sum(map(len, disguise.texts(params))) > _LONGEST:
        return Refusal(reason="long", about=str(_LONGEST))
    asked = {k: v for k, v in params.items() if k != "extras"}
    for reason, is_so, looked_at in (
        ("syntax", _is_halved, params),
        ("labels", disguise.mentions_labels, params),
        ("nested", disguise.hides_a_query, asked),
    ):
        if is_so(looked_at):
            return Refusal(reason=reason, place=_places(is_so, looked_at, known))
    return _unknown(params, known) or _out_of_reach(params, limits) or _ill_formed(params)


def _is_halved(value: object) -> bool:
    return any(map(_SURROGATE.search, disguise.texts(value)))


def _places(
    is_so: Callable[[object], bool], params: Mapping[str, Any], known: frozenset[str]
) -> str:
    """Name the parameters that are to blame, of those that are no invention of the caller."""
    return ", ".join(name for name in sorted(known & params.keys()) if is_so(params[name]))


def without_empty_facets(params: Mapping[str, Any]) -> dict[str, Any]:
    """Leave out of the facets what nobody would find: the index lists hidden words as well."""
    least = str(params.get("facet.mincount") or 0)
    is_counted = least.isascii() and least.isdigit() and int(least) > 0
    return {**params, "facet.mincount": least if is_counted else "1"}


def _unknown(params: Mapping[str, Any], known: frozenset[str]) -> Refusal | None:
    strange = sorted(k for k in params if k not in known and not str(k).startswith("ext_"))
    return Refusal(reason="unknown", about=", ".join(strange)) if strange else None


def _out_of_reach(params: Mapping[str, Any], limits: Limits) -> Refusal | None:
    start = str(0 if params.get("start") is None else params["start"]).strip()
    if not re.fullmatch(r"[0-9]+", start):
        return Refusal(reason="form", place="start")
    if len(start) > 9 or int(start) > limits.start:
        return Refusal(reason="start", place="start", about=str(limits.start))
    if len(str(params.get("q") or "")) > limits.query_length:
        return Refusal(reason="long", place="q", about=str(limits.query_length))
    return None


def _ill_formed(params: Mapping[str, Any]) -> Refusal | None:
    for name, is_well_formed in _FORMS.items():
        value = params.get(name)
        if value not in (None, "") and not is_well_formed(value):
            return Refusal(reason="sort" if name == "sort" else "form", place=name)
    return None


def _is_sort(value: Any) -> bool:
    if value == "rank":
        return True
    matches = [_SORT.fullmatch(part.strip()) for part in str(value).split(",")]
    return all(match is not None and match[1] in SORTABLE for match in matches)


def _is_list_of_fields(value: Any) -> bool:
    parts = re.split(r"[\s,]+", value.strip(" ,")) if isinstance(value, str) else value
    return isinstance(parts, list) and all(
        isinstance(part, str) and _FIELD.fullmatch(part) for part in parts
    )


def _is_facets(value: Any) -> bool:
    # A JSON list in the address arrives as text.
    bare = re.sub(r'[\[\]"]', " ", value) if isinstance(value, str) else value
    if not _is_list_of_fields(bare):
        return False
    names = re.split(r"[\s,]+", bare) if isinstance(bare, str) else bare
    return not any(
        name in TEXTS or name.startswith(("extras_", "res_extras_")) for name in names
    )


def _is_filters(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(part, str) for part in value)


def _is_weights(value: Any) -> bool:
    return all(_WEIGHTED_FIELD.fullmatch(part) for part in str(value).split())


def _matches(pattern: str) -> Callable[[Any], bool]:
    compiled = re.compile(pattern)
    return lambda value: compiled.fullmatch(str(value).strip()) is not None


_FORMS: dict[str, Callable[[Any], bool]] = {
    "q": lambda value: isinstance(value, str | int | float),
    "sort": _is_sort,
    "fl": _is_list_of_fields,
    "facet.field": _is_facets,
    "fq_list": _is_filters,
    "rows": _matches(r"[0-9]{1,7}"),
    "facet.mincount": _matches(r"[0-9]{1,7}"),
    "facet.limit": _matches(r"-?[0-9]{1,7}"),
    "qf": _is_weights,
    "mm": _matches(_MINIMUM),
    "tie": _matches(r"[0-9](?:\.[0-9]{1,6})?"),
    "wt": _matches("json"),
    "defType": lambda value: isinstance(value, str) and value in PARSERS,
    "extras": lambda value: isinstance(value, Mapping),
    **dict.fromkeys(FLAGS, lambda value: str(value).strip().lower() in _TRUTHS),
}
