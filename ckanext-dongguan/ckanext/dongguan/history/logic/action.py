"""Actions of the room."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk

from ckanext.dongguan.given import number

from .. import reading


@tk.side_effect_free
def dongguan_history_list(context: dict[str, Any], data_dict: dict[str, Any]) -> dict[str, Any]:
    """List what was changed in a dataset, field by field, the newest first.

    :param id: id or name of the dataset
    :type id: string
    :param offset: how many lines to pass over (optional, default: 0)
    :type offset: integer
    :param limit: how many lines to give, 100 at most (optional, default: 20)
    :type limit: integer

    :returns: `count` of all lines and `results`: `id`, `at` (ISO 8601), `event` (`created`,
        `changed`, `deleted`, `restored`), `account` and `account_name` (empty for the portal
        itself), `changes` (each `field`, `part` with the name of the file or keyword, `before`,
        `after`). Whoever sees only the public part of the dataset gets the names of its
        public fields without values and accounts.
    :rtype: dictionary
    """
    tk.check_access("dongguan_history_list", context, data_dict)
    dataset = str(tk.get_or_bust(data_dict, "id"))
    offset, limit = number(data_dict, "offset", 0), number(data_dict, "limit", 20)
    return reading.page(context, dataset, offset=offset, limit=limit)
