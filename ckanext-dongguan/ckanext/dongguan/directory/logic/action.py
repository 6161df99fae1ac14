"""Actions of the room."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict
from typing import Any

import ckan.plugins.toolkit as tk
from ckan import model

from ckanext.dongguan.clock import today

from .. import provider, provider_list, provider_names, providers
from ..roster import entities


def dongguan_directory_prepare(
    context: dict[str, Any], data_dict: dict[str, Any]
) -> dict[str, int]:
    """Create the providers and themes of the code lists; bring existing ones in line.

    What a person has changed since, and fields that the lists do not know, stay as
    they are. A second call changes nothing.

    :returns: how many were `created`, `updated` and left `unchanged`
    :rtype: dictionary
    """
    tk.check_access("dongguan_directory_prepare", context, data_dict)
    day = today()
    stored = {group.name: group for group in model.Session.query(model.Group)}
    listed = providers.listed()
    done = Counter(
        providers.bring_in_line(entity, stored.get(entity.name), listed.get(entity.name))
        for entity in entities(day)
    )
    model.repo.commit()
    return {outcome: done[outcome] for outcome in ("created", "updated", "unchanged")}


@tk.side_effect_free
def dongguan_provider_names(context: dict[str, Any], data_dict: dict[str, Any]) -> list[str]:
    """List what a department is called and was called before.

    :param id: the address of the department
    :type id: string

    :returns: its names, the one of today first; nothing for an unknown department
    :rtype: list of strings
    """
    tk.check_access("dongguan_provider_names", context, data_dict)
    return provider_names.of(str(tk.get_or_bust(data_dict, "id")))


@tk.side_effect_free
def dongguan_provider_find(
    context: dict[str, Any], data_dict: dict[str, Any]
) -> dict[str, str]:
    """Find the department that a name means: in full, short, or of before a reform.

    :param name: the name
    :type name: string

    :returns: `name`, the address of the department of today
    :rtype: dictionary
    """
    tk.check_access("dongguan_provider_find", context, data_dict)
    name = str(tk.get_or_bust(data_dict, "name"))
    found = provider_names.find(name)
    if found is None:
        message = tk._('No department is called "{name}", and none was.')
        raise tk.ObjectNotFound(str(message).format(name=name[:80]))
    return {"name": found}


@tk.side_effect_free
def dongguan_provider_list(
    context: dict[str, Any], data_dict: dict[str, Any]
) -> list[dict[str, Any]]:
    """List the departments by class, with the numbers of their public entries.

    :param q: words that stand in a name of today or of before (optional)
    :type q: string

    :returns: for each class in the order of its code list `provider_class`, `count` of
        the public entries, and `providers`: `name`, `title`, `title_en`, `short_title`,
        `town`, `parent`, `credit_code`, `count`, `former_names` (each `name`, `until`,
        `basis`, `is_unsure`) and `found_by`, the former name that the words were found in
    :rtype: list of dictionaries
    """
    tk.check_access("dongguan_provider_list", context, data_dict)
    hits = provider.matching(provider_list.providers(), str(data_dict.get("q") or ""))
    return [
        {
            "provider_class": group.provider_class,
            "count": group.count,
            "providers": [_provider_dict(hit) for hit in group.hits],
        }
        for group in provider.grouped(hits)
    ]


@tk.side_effect_free
def dongguan_provider_choices(
    context: dict[str, Any], data_dict: dict[str, Any]
) -> list[dict[str, str]]:
    """List the departments for a form to choose from: one question, nothing counted.

    :returns: `id`, `name` and `title`, by title
    :rtype: list of dictionaries
    """
    tk.check_access("dongguan_provider_choices", context, data_dict)
    return provider_list.choices()


def _provider_dict(hit: provider.Hit) -> dict[str, Any]:
    shown = asdict(hit.provider)
    former = shown.pop("former")
    return {
        **shown,
        "former_names": list(former),
        "found_by": hit.former.name if hit.former else "",
    }
