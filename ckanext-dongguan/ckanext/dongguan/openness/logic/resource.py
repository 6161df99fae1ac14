"""CKAN's search of resources, over those whose data are open.

CKAN looks into the addresses and hashes of all files whose entries are public: part by
part they could be guessed.
"""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
import sqlalchemy as sa
from ckan import model
from ckan.lib.dictization.model_dictize import resource_list_dictize

from ckanext.dongguan.given import number

from ..decision import OpenClass

Context = dict[str, Any]
FIELDS = ("id", "name", "description", "format", "url", "hash", "mimetype", "package_id")
_MOST = 1000


@tk.side_effect_free
def resource_search(context: Context, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Search for resources whose data are open.

    :param query: one `{field}:{text}` or several of them; a field is id, name, description,
        format, url, mimetype or package_id and holds the text, or hash and begins with it
    :type query: string or list of strings
    :param order_by: one of these fields (optional)
    :type order_by: string
    :param offset: the first to return (optional)
    :type offset: int
    :param limit: how many to return, 1000 at most (optional)
    :type limit: int

    :returns: `count` and `results`, a list of resources
    :rtype: dictionary
    """
    tk.check_access("resource_search", context, data_dict)
    query = _open().where(*_terms(data_dict.get("query")))
    count = model.Session.scalar(sa.select(sa.func.count()).select_from(query.subquery()))
    order = getattr(model.Resource, _field(data_dict.get("order_by") or "id"))
    page = query.order_by(order, model.Resource.id).offset(number(data_dict, "offset", 0))
    rows = model.Session.scalars(page.limit(min(number(data_dict, "limit", _MOST), _MOST)))
    return {"count": count, "results": resource_list_dictize(rows.all(), context)}


def _open() -> Any:
    resource, package = model.Resource, model.Package
    # `private` follows from the entry; with this class a public entry has open data.
    return (
        sa.select(resource)
        .join(package, package.id == resource.package_id)
        .where(
            resource.state == "active",
            package.state == "active",
            package.private.is_(False),
            package.extras["open_class"].astext == OpenClass.UNCONDITIONAL,
        )
    )


def _terms(query: Any) -> list[Any]:
    given = [query] if isinstance(query, str) else query
    if not isinstance(given, list) or not all(isinstance(each, str) for each in given):
        raise tk.ValidationError({"query": [tk._("Missing value")]})
    return [_term(each) for each in given]


def _term(pair: str) -> Any:
    name, separator, text = pair.partition(":")
    if not separator:
        raise tk.ValidationError({"query": [tk._("Must be <field>:<value> pair(s)")]})
    column = getattr(model.Resource, _field(name))
    return (
        column.istartswith(text, autoescape=True)
        if name == "hash"
        else column.icontains(text, autoescape=True)
    )


def _field(name: Any) -> str:
    if name not in FIELDS:
        text = tk._('Field "{field}" not recognised in resource_search.')
        raise tk.ValidationError({"query": [str(text).format(field=name)]})
    return str(name)


ACTIONS = (resource_search,)
