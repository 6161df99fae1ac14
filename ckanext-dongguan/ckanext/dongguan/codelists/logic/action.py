"""What developers ask of the code lists."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk

from ckanext.dongguan.clock import today
from ckanext.dongguan.schemas import codelists

from .. import outline


@tk.side_effect_free
def dongguan_codelist_list(
    context: dict[str, Any], data_dict: dict[str, Any]
) -> list[dict[str, Any]]:
    """List the portal's code lists.

    :returns: for each list `name`, `label` and `about` by language (`zh_Hans_CN`, `en`),
        `count` of the codes in use, `retired`, `is_hierarchical`
    :rtype: list of dictionaries
    """
    tk.check_access("dongguan_codelist_list", context, data_dict)
    return [outline.summary(codelists.load(name), today()) for name in codelists.names()]


@tk.side_effect_free
def dongguan_codelist_show(
    context: dict[str, Any], data_dict: dict[str, Any]
) -> dict[str, Any]:
    """Show a code list with all its codes, retired ones too.

    :param id: the name of the list, for example `themes`
    :type id: string

    :returns: what the list action says of it and `codes`, in the order of the list, each
        before what stands below it: `code`, `label_zh`, `label_en`, `note`, `source`,
        `is_unsure` (nobody has confirmed the row yet), `valid_from`, `valid_to`,
        `is_retired`, `depth`, and the columns of the list's own
    :rtype: dictionary
    """
    tk.check_access("dongguan_codelist_show", context, data_dict)
    name = str(tk.get_or_bust(data_dict, "id"))
    try:
        return outline.answer(codelists.load(name), today())
    except LookupError:
        sentence = tk._('There is no code list "{name}": ask for the list of all lists.')
        raise tk.ObjectNotFound(str(sentence).format(name=name[:80])) from None
