"""What is decided about a dataset, and the actions of CKAN that must not decide it."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, NoReturn

import ckan.plugins.toolkit as tk

from .. import counting, known, labels, person, tally


@tk.side_effect_free
def dongguan_openness_show(
    context: dict[str, Any], data_dict: dict[str, Any]
) -> dict[str, Any]:
    """Show who a dataset is for and what keeps it from a wider audience.

    :param id: id or name of the dataset
    :type id: string

    :returns: `id`, `audience` (open, conditional, government or closed), `case` (the audience
        as the policy tells it apart), `cause` (empty where nothing keeps it)
    :rtype: dictionary
    """
    tk.check_access("dongguan_openness_show", context, data_dict)
    dataset = known.dataset(tk.get_or_bust(data_dict, "id"))
    if dataset is None:
        raise tk.ObjectNotFound()
    return {
        "id": dataset.id,
        "audience": dataset.case.audience.value,
        "case": dataset.case.value,
        "cause": dataset.cause.value,
    }


@tk.side_effect_free
def dongguan_openness_count(
    context: dict[str, Any], data_dict: dict[str, Any]
) -> dict[str, Any]:
    """Count the entries that somebody may count, those that are not shown to them too.

    For the portal's own code: what is asked goes to the index as it stands. One request.

    :param fields: fields of the index; the entries are counted for each value of each
    :type fields: list of strings
    :param measures: queries by name; each is counted beside the entries themselves
    :type measures: dictionary
    :param filters: queries that narrow what is counted (optional)
    :type filters: list of strings

    :returns: `total` and, by field and value (the empty one where there is none), `fields`:
        numbers by measure, `catalogued` the entries themselves
    :rtype: dictionary
    """
    tk.check_access("dongguan_openness_count", context, data_dict)
    question = counting.Question(
        fields=tuple(data_dict.get("fields") or ()),
        measures=data_dict.get("measures") or counting.MEASURES,
        filters=tuple(data_dict.get("filters") or ()),
    )
    answer = tally.ask(question, labels.of_actor(person.of_context(context)))
    return {"total": answer.total, "fields": answer.fields}


@tk.side_effect_free
def dongguan_openness_facets(
    context: dict[str, Any], data_dict: dict[str, Any]
) -> dict[str, Any]:
    """Give facets, one within another, of the entries that somebody may find.

    For the portal's own code: what is asked goes to the index as it stands. One request.

    :param facets: facets as Solr's `json.facet` has them
    :type facets: dictionary

    :returns: the answer as Solr gives it
    :rtype: dictionary
    """
    tk.check_access("dongguan_openness_count", context, data_dict)
    wanted = json.dumps(tk.get_or_bust(data_dict, "facets"))
    return tally.facets(wanted, labels.of_actor(person.of_context(context)))


def _refuse() -> NoReturn:
    raise tk.ValidationError(
        {
            "private": [
                tk._(
                    "Visibility follows from open class and opening record. "
                    "Change these fields on each dataset."
                )
            ]
        }
    )


@tk.chained_action
def bulk_update_public(
    next_action: Callable[..., Any], context: dict[str, Any], data_dict: dict[str, Any]
) -> NoReturn:
    """Refuse to publish in bulk: each dataset needs its own opening record."""
    tk.check_access("bulk_update_public", context, data_dict)
    _refuse()


@tk.chained_action
def bulk_update_private(
    next_action: Callable[..., Any], context: dict[str, Any], data_dict: dict[str, Any]
) -> NoReturn:
    """Refuse to hide in bulk: each dataset is closed by its open class."""
    tk.check_access("bulk_update_private", context, data_dict)
    _refuse()


ACTIONS = (
    dongguan_openness_show, dongguan_openness_count, dongguan_openness_facets,
    bulk_update_public, bulk_update_private,
)  # fmt: skip
