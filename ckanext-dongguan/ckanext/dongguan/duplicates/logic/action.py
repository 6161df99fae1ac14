"""Candidates and decisions about the one source of a resource."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from ckan import model

from ckanext.dongguan import account, given

from .. import deciding, shown

Context = dict[str, Any]
Data = dict[str, Any]
_LONGEST = 300


def dongguan_duplicate_list(context: Context, data_dict: Data) -> dict[str, Any]:
    """List pairs of resources that may be the same and wait for a decision.

    :param start: the first pair (optional, default: 0)
    :type start: int

    :returns: `count` and `pairs`, the likeliest first: `first` and `second` (id, name,
        title, title_en, type, department, department_name), `score` from 0 to 1, and
        `reasons`: `name`, `items` and `keys` (0 to 1, None where there is nothing to
        compare), `shared_items`, `shared_keys`
    :rtype: dictionary
    """
    tk.check_access("dongguan_duplicate_list", context, data_dict)
    count, rows = deciding.open_ones(deciding.PAGE, given.number(data_dict, "start", 0))
    return {"count": count, "pairs": shown.pairs(rows)}


def dongguan_source_name(context: Context, data_dict: Data) -> dict[str, Any]:
    """Decide about two resources: which is the authoritative one, or that they are two.

    :param first: id or address of one dataset
    :type first: string
    :param second: id or address of the other
    :type second: string
    :param source: id or address of the authoritative one, empty where they are two
    :type source: string
    :param reason: why
    :type reason: string

    :returns: `dataset` and `source` (ids), `source` None where they are two
    :rtype: dictionary
    """
    tk.check_access("dongguan_source_name", context, data_dict)
    first, second = (_dataset(data_dict, name) for name in ("first", "second"))
    reason = " ".join(str(data_dict.get("reason") or "").split())
    if not 0 < len(reason) <= _LONGEST:
        text = tk._("Say why, in {number} characters at most.").format(number=_LONGEST)
        raise tk.ValidationError({"reason": [text]})
    by = account.id_of(context) or ""
    if not data_dict.get("source"):
        deciding.tell_apart((first, second), reason, by)
        return {"dataset": first, "source": None}
    source = _dataset(data_dict, "source")
    if first == second or source not in {first, second}:
        text = tk._("The authoritative dataset is one of the two: choose it.")
        raise tk.ValidationError({"source": [text]})
    dataset = second if source == first else first
    deciding.name(dataset, source, reason, by)
    return {"dataset": dataset, "source": source}


@tk.side_effect_free
def dongguan_source_show(context: Context, data_dict: Data) -> dict[str, Any]:
    """Show which dataset is authoritative for one, and for which it is authoritative.

    Datasets that the asker does not find are left out.

    :param id: id of the dataset
    :type id: string

    :returns: `source` (id, name, title, type, organization, or None) and `others`
    :rtype: dictionary
    """
    tk.check_access("dongguan_source_show", context, data_dict)
    source, others = deciding.links(str(tk.get_or_bust(data_dict, "id")))
    found = shown.findable(context, [*([source] if source else []), *others])
    return {
        "source": found.get(source) if source else None,
        "others": [found[one] for one in others if one in found],
    }


def _dataset(data_dict: Data, name: str) -> str:
    package = model.Package.get(str(tk.get_or_bust(data_dict, name)))
    if package is None or package.state != "active":
        text = tk._("There is no such dataset: copy the address of its page.")
        raise tk.ValidationError({name: [text]})
    return str(package.id)
