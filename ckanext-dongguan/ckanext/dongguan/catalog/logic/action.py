"""What the public directory answers."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk

from ckanext.dongguan.language import spoken

from .. import asking, listing, outline

Context = dict[str, Any]
Data = dict[str, Any]


@tk.side_effect_free
def dongguan_catalog_tree(context: Context, data_dict: Data) -> dict[str, Any]:
    """Show a tree of the directory with its numbers.

    Whoever asks is counted what they may count: entries that are not opened are numbers for
    everyone, those that departments share are counted for departments only. The numbers of
    the branches below one add up to its own; what stands in it directly is a branch of its
    own (`….own`), what has no value stands in `none`.

    :param by: theme, department, town or class (optional, default: theme)
    :type by: string
    :param node: the key of a branch: only what stands below it (optional)
    :type node: string

    :returns: `by`, `total` and `branches`, each `key`, `label` and `children`. Numbers:
        `catalogued` entries, `attached` with a resource (of entries that are not withheld),
        `open` with a file that everyone may have, and by open class `unconditional`,
        `conditional`, `withheld`
    :rtype: dictionary
    """
    tk.check_access("dongguan_catalog_tree", context, data_dict)
    axis, language = asking.axis(data_dict), spoken()
    tree = outline.outline(asking.who(context), axis, language)
    branches = tree.branches
    if data_dict.get("node"):
        branches = asking.found(tree, str(data_dict["node"])).children
    return {
        "by": axis.value, "total": tree.total, "branches": tree.shown(branches, language),
    }  # fmt: skip


@tk.side_effect_free
def dongguan_catalog_list(context: Context, data_dict: Data) -> dict[str, Any]:
    """List the entries of a branch that may be seen.

    :param by: theme, department, town or class (optional, default: theme)
    :type by: string
    :param node: the key of the branch (optional, default: the whole directory)
    :type node: string
    :param open_class: unconditional, conditional or withheld (optional)
    :type open_class: string
    :param q: words to search for (optional)
    :type q: string
    :param start: the first entry (optional, default: 0)
    :type start: int
    :param rows: how many, 1000 at most (optional, default: 20)
    :type rows: int

    :returns: `count`, `results` (datasets) and `classes`, their numbers by open class
    :rtype: dictionary
    """
    tk.check_access("dongguan_catalog_list", context, data_dict)
    axis = asking.axis(data_dict)
    node, chosen = str(data_dict.get("node") or ""), None
    if node:
        tree = outline.outline(asking.who(context), axis, spoken())
        chosen = asking.found(tree, node)
    return listing.entries(asking.who(context), axis, chosen, asking.wanted(data_dict))
