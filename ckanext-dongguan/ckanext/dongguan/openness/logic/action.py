"""What is decided about a dataset, and the actions of CKAN that must not decide it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NoReturn

import ckan.plugins.toolkit as tk

from .. import known


@tk.side_effect_free
def dongguan_openness_show(
    context: dict[str, Any], data_dict: dict[str, Any]
) -> dict[str, Any]:
    """Show who a dataset is for and what keeps it from a wider audience.

    :param id: id or name of the dataset
    :type id: string

    :returns: `audience` (open, conditional, government or closed), `case` (the audience
        as the policy tells it apart), `cause` (empty where nothing keeps it)
    :rtype: dictionary
    """
    tk.check_access("dongguan_openness_show", context, data_dict)
    dataset = known.dataset(tk.get_or_bust(data_dict, "id"))
    if dataset is None:
        raise tk.ObjectNotFound()
    return {
        "audience": dataset.case.audience.value,
        "case": dataset.case.value,
        "cause": dataset.cause.value,
    }


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


ACTIONS = (dongguan_openness_show, bulk_update_public, bulk_update_private)
