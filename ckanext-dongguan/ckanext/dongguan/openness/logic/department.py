"""CKAN's actions of departments and themes: no number in them counts what is hidden."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import ckan.plugins.toolkit as tk

from ckanext.dongguan.given import number, truth

from .. import known, person, ranking, verdict
from ..policy import Operation, Outcome

Action = Callable[..., Any]
Context = dict[str, Any]
Data = dict[str, Any]
# As many as CKAN's own.
_COMPLETIONS = 20
_TEXTS = ("sort", "order_by", "type")


@tk.side_effect_free
@tk.chained_action
def organization_list(next_action: Action, context: Context, data_dict: Data) -> Any:
    """List departments; ordered by count they are by what somebody finds in them."""
    return _list(next_action, context, data_dict, "organization")


@tk.side_effect_free
@tk.chained_action
def group_list(next_action: Action, context: Context, data_dict: Data) -> Any:
    """List themes; ordered by count they are by what somebody finds in them."""
    return _list(next_action, context, data_dict, "groups")


@tk.side_effect_free
@tk.chained_action
def organization_show(next_action: Action, context: Context, data_dict: Data) -> Any:
    """Show a department without counts that nobody asked the right for."""
    return _without_inner_counts(next_action(context, data_dict))


@tk.side_effect_free
@tk.chained_action
def group_show(next_action: Action, context: Context, data_dict: Data) -> Any:
    """Show a theme without counts that nobody asked the right for."""
    return _without_inner_counts(next_action(context, data_dict))


@tk.side_effect_free
@tk.chained_action
def organization_list_for_user(next_action: Action, context: Context, data_dict: Data) -> Any:
    """Who belongs to which department is told to people who are signed in."""
    if data_dict.get("id") and not _may_know_people(context):
        raise tk.NotAuthorized(tk._("Sign in to see where people belong."))
    return next_action(context, {**data_dict, "include_dataset_count": False})


@tk.side_effect_free
@tk.chained_action
def group_list_authz(next_action: Action, context: Context, data_dict: Data) -> Any:
    """List the themes somebody may edit, without counts of hidden datasets."""
    return next_action(context, {**data_dict, "include_dataset_count": False})


@tk.side_effect_free
@tk.chained_action
def organization_autocomplete(next_action: Action, context: Context, data_dict: Data) -> Any:
    """Complete a department's name; without words CKAN stumbles."""
    return next_action(context, _completed(data_dict))


@tk.side_effect_free
@tk.chained_action
def group_autocomplete(next_action: Action, context: Context, data_dict: Data) -> Any:
    """Complete a theme's name; without words CKAN stumbles."""
    return next_action(context, _completed(data_dict))


@tk.side_effect_free
@tk.chained_action
def member_list(next_action: Action, context: Context, data_dict: Data) -> Any:
    """Its datasets are found by searching; CKAN would list the ids of hidden ones."""
    rows = [row for row in next_action(context, data_dict) if row[1] != "package"]
    if context.get("ignore_auth") or data_dict.get("object_type"):
        return rows
    try:
        tk.check_access("group_show", {**context}, {**data_dict, "object_type": "user"})
    except tk.NotAuthorized:
        return [row for row in rows if row[1] != "user"]
    return rows


@tk.chained_action
def member_create(next_action: Action, context: Context, data_dict: Data) -> Any:
    """Put something into a theme; a dataset that somebody may not know of is not there."""
    _refuse_hidden(context, data_dict)
    return next_action(context, data_dict)


@tk.chained_action
def member_delete(next_action: Action, context: Context, data_dict: Data) -> Any:
    """Take something out of a theme; a dataset that somebody may not know of is not there."""
    _refuse_hidden(context, data_dict)
    return next_action(context, data_dict)


def _refuse_hidden(context: Context, data_dict: Data) -> None:
    # CKAN looks the object up before it asks for the right.
    if context.get("ignore_auth") or data_dict.get("object_type") != "package":
        return
    dataset = known.dataset(data_dict.get("object"))
    if verdict.of(context, dataset, Operation.ENTRY) is Outcome.HIDE:
        raise tk.ObjectNotFound()


def _list(next_action: Action, context: Context, data_dict: Data, field: str) -> Any:
    data_dict = _readable(data_dict)
    order = ranking.wanted(data_dict)
    if order is None:
        return next_action(context, data_dict)
    names = next_action({**context}, ranking.unranked(data_dict))
    counts = _counts(context, field)
    page = ranking.page(ranking.ranked(names, counts, order), data_dict, _most(data_dict))
    if not data_dict["all_fields"]:
        return page
    listed = "organizations" if field == "organization" else "groups"
    asked = {**data_dict, "sort": "name asc", "offset": 0, listed: page}
    shown = {row["name"]: row for row in next_action(context, asked)} if page else {}
    return [shown[name] for name in page if name in shown]


def _readable(given: Data) -> Data:
    """Give core what it takes without looking: texts to sort by, yes or no."""
    texts = {name: str(given[name]) for name in _TEXTS if given.get(name)}
    return {**given, **texts, "all_fields": truth(given, "all_fields")}


def _completed(given: Data) -> Data:
    limit = number(given, "limit", _COMPLETIONS)
    return {**given, "q": str(tk.get_or_bust(given, "q")), "limit": limit}


def _counts(context: Context, field: str) -> dict[str, int]:
    asked = {"rows": 0, "facet.field": [field], "facet.limit": -1}
    return dict(tk.get_action("package_search")({**context}, asked)["facets"].get(field, {}))


def _most(data_dict: Data) -> int:
    kind = "list_all_fields_max" if data_dict["all_fields"] else "list_max"
    return int(tk.config[f"ckan.group_and_organization_{kind}"])


def _without_inner_counts(shown: dict[str, Any]) -> dict[str, Any]:
    # CKAN counts the datasets of inner groups without asking who may find them.
    for group in shown.get("groups") or ():
        group.pop("package_count", None)
    return shown


def _may_know_people(context: Context) -> bool:
    return bool(context.get("ignore_auth")) or person.of_context(context).is_known


ACTIONS = (
    organization_list, group_list, organization_show, group_show,
    organization_list_for_user, group_list_authz, organization_autocomplete,
    group_autocomplete, member_list, member_create, member_delete,
)  # fmt: skip
