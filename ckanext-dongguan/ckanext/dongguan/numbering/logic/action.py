"""What developers ask of resource codes."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk

from ..resource_code import Fault, parse


@tk.side_effect_free
def dongguan_resource_code_show(
    context: dict[str, Any], data_dict: dict[str, Any]
) -> dict[str, Any]:
    """Find the dataset that holds a resource code, or held it once.

    :param code: the code, with or without its stroke
    :type code: string

    :returns: the dataset's `id`, `name`, `title`, its `resource_code` of today,
        `resource_code_state` (`official` or `provisional`) and `former_resource_codes`
    :rtype: dictionary
    """
    tk.check_access("dongguan_resource_code_show", context, data_dict)
    text = str(tk.get_or_bust(data_dict, "code"))
    code = parse(text)
    found = [] if isinstance(code, Fault) else _search(context, code.key)
    if not found:
        message = tk._("There is no dataset with the resource code {code}.")
        raise tk.ObjectNotFound(str(message).format(code=text[:100]))
    fields = ("id", "name", "title", "resource_code", "resource_code_state")
    shown = {field: found[0].get(field) for field in fields}
    return {**shown, "former_resource_codes": found[0].get("former_resource_codes") or []}


def _search(context: dict[str, Any], key: str) -> list[dict[str, Any]]:
    """Ask the index as the caller: what is hidden from them is not found."""
    asked = {"fq": f"resource_codes:{key}", "rows": 1, "include_private": True}
    caller = {"user": context.get("user"), "auth_user_obj": context.get("auth_user_obj")}
    results: list[dict[str, Any]] = tk.get_action("package_search")(caller, asked)["results"]
    return results
