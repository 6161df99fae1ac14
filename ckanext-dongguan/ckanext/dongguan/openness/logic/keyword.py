"""CKAN's actions of keywords and formats: only those of datasets that somebody may find.

CKAN reads them from the tables, where those of hidden datasets stand as well.
"""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
import sqlalchemy as sa
from ckan import model

from ckanext.dongguan.given import number, truth

Context = dict[str, Any]
Data = dict[str, Any]
_FORMATS = 5


@tk.side_effect_free
def tag_list(context: Context, data_dict: Data) -> list[Any]:
    """Return the keywords of the datasets that may be found.

    :param query: only keywords that contain this text (optional, also `q`)
    :type query: string
    :param all_fields: dictionaries instead of names (optional, default: false)
    :type all_fields: bool

    :rtype: list of strings, or of dictionaries
    """
    tk.check_access("tag_list", context, data_dict)
    query = data_dict.get("query") or data_dict.get("q")
    names = _keywords(context, _texts(query)) if query else _keywords(context, [])
    return _rows(names) if truth(data_dict, "all_fields") else names


@tk.side_effect_free
def tag_search(context: Context, data_dict: Data) -> dict[str, Any]:
    """Return the keywords that contain a text, of the datasets that may be found.

    :param query: the text, or several (also `q`)
    :type query: string or list of strings
    :param limit: how many to return (optional)
    :type limit: int
    :param offset: the first to return (optional)
    :type offset: int

    :returns: `count` and `results`, dictionaries of `id`, `name` and `vocabulary_id`
    :rtype: dictionary
    """
    tk.check_access("tag_search", context, data_dict)
    names = _searched(context, data_dict)
    return {"count": len(names), "results": _rows(_page(names, data_dict))}


@tk.side_effect_free
def tag_autocomplete(context: Context, data_dict: Data) -> list[str]:
    """Return the names of keywords that contain a text, of the datasets that may be found.

    :param query: the text (also `q`)
    :type query: string
    :param limit: how many to return (optional)
    :type limit: int
    :param offset: the first to return (optional)
    :type offset: int

    :rtype: list of strings
    """
    tk.check_access("tag_autocomplete", context, data_dict)
    return _page(_searched(context, data_dict), data_dict)


@tk.side_effect_free
def tag_show(context: Context, data_dict: Data) -> dict[str, Any]:
    """Return a keyword, where a dataset that may be found has it.

    :param id: its name or id
    :type id: string
    :param include_datasets: its datasets too, a thousand at most (optional)
    :type include_datasets: bool

    :rtype: dictionary
    """
    tk.check_access("tag_show", context, data_dict)
    asked = str(tk.get_or_bust(data_dict, "id"))
    found = [row for row in _rows(_keywords(context, [])) if asked in {row["id"], row["name"]}]
    if not found:
        raise tk.ObjectNotFound()
    shown = {**found[0], "display_name": found[0]["name"]}
    if truth(data_dict, "include_datasets"):
        shown["packages"] = _datasets(context, shown["name"])
    return shown


@tk.side_effect_free
def format_autocomplete(context: Context, data_dict: Data) -> list[str]:
    """Return formats that contain a text, the most frequent first, of what may be found.

    :param q: the text
    :type q: string
    :param limit: how many to return (optional, default: 5)
    :type limit: int

    :rtype: list of strings
    """
    tk.check_access("format_autocomplete", context, data_dict)
    text = str(tk.get_or_bust(data_dict, "q")).casefold()
    counts = _facet(context, "res_format")
    ranked = sorted(counts, key=lambda name: (-counts[name], name))
    named = dict.fromkeys(name.lower() for name in ranked if text in name.casefold())
    return _page(list(named), {"limit": _FORMATS, **data_dict})


def _searched(context: Context, data_dict: Data) -> list[str]:
    texts = _texts(data_dict.get("query") or data_dict.get("q"))
    return _keywords(context, texts) if texts else []


def _texts(query: Any) -> list[str]:
    given = [query] if isinstance(query, str) else query if isinstance(query, list) else []
    return [text.strip().casefold() for text in map(str, given) if text.strip()]


def _keywords(context: Context, texts: list[str]) -> list[str]:
    names = sorted(_facet(context, "tags"))
    return [name for name in names if all(text in name.casefold() for text in texts)]


def _facet(context: Context, field: str) -> dict[str, int]:
    asked = {"rows": 0, "facet.field": [field], "facet.limit": -1, "include_private": True}
    found = tk.get_action("package_search")({**context}, asked)
    return dict(found["facets"].get(field, {}))


def _datasets(context: Context, name: str) -> list[Any]:
    quoted = name.replace("\\", "\\\\").replace('"', '\\"')
    asked = {"fq": f'tags:"{quoted}"', "rows": 1000, "include_private": True}
    return list(tk.get_action("package_search")({**context}, asked)["results"])


def _rows(names: list[str]) -> list[dict[str, Any]]:
    tag = model.Tag
    query = sa.select(tag.id, tag.name).where(tag.name.in_(names), tag.vocabulary_id.is_(None))
    rows = model.Session.execute(query.order_by(tag.name))
    return [{"id": row.id, "name": row.name, "vocabulary_id": None} for row in rows]


def _page(names: list[str], data_dict: Data) -> list[str]:
    start, limit = number(data_dict, "offset", 0), number(data_dict, "limit", None)
    return names[start:] if limit is None else names[start : start + limit]


ACTIONS = (tag_list, tag_search, tag_autocomplete, tag_show, format_autocomplete)
