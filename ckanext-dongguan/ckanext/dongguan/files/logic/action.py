"""CKAN's actions on resources, where they would tell more than may be known."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import ckan.plugins.toolkit as tk
from ckan import model

from .. import moving

__all__ = ["dongguan_files_move", "resource_show"]

Action = Callable[..., Any]
Context = dict[str, Any]
Data = dict[str, Any]


@tk.side_effect_free
@tk.chained_action
def resource_show(next_action: Action, context: Context, data_dict: Data) -> Any:
    """Show a resource; its name, by which CKAN finds it too, is no id."""
    resource_id = tk.get_or_bust(data_dict, "id")
    is_text = isinstance(resource_id, str)
    if not is_text or model.Session.get(model.Resource, resource_id) is None:
        raise tk.ObjectNotFound()
    return next_action(context, data_dict)


def dongguan_files_move(context: Context, data_dict: Data) -> dict[str, int]:
    """Give every file of a dataset a new key, when fewer people may have them than before.

    For the portal's own code. The same call moves nothing twice, and goes on where it was
    cut off.

    :param id: id of the dataset
    :type id: string
    :param occasion: what it is done for, for example the id of a reclassification
    :type occasion: string

    :returns: `moved`, how many files
    :rtype: dictionary
    """
    tk.check_access("dongguan_files_move", context, data_dict)
    package_id, occasion = tk.get_or_bust(data_dict, ["id", "occasion"])
    return {"moved": moving.move_files(str(package_id), str(occasion))}
