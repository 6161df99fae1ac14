"""What templates ask of the room."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from ckan.lib.search import SearchError

from ckanext.dongguan import account

from . import relation
from .relation import Bond, Relation

__all__ = ["dongguan_guidance_related"]

_SHOWN, _CANDIDATES = 5, 15


def dongguan_guidance_related(dataset: dict[str, Any]) -> list[dict[str, Any]]:
    """List public datasets that belong to one, each with the reason; empty without any."""
    found = _candidates(dataset)
    related = [(other, relation.relation(dataset, other)) for other in found]
    return [
        {"dataset": other, "reason": _told(why)} for other, why in related if why is not None
    ][:_SHOWN]


def _candidates(dataset: dict[str, Any]) -> list[dict[str, Any]]:
    question = relation.query(dataset)
    if not question:
        return []
    wanted = {
        "q": question,
        "defType": "lucene",
        "fq": f'-id:"{dataset["id"]}"',
        "rows": _CANDIDATES,
        "facet": "false",
    }
    # The same for everyone, so that the page of everyone can be kept.
    try:
        return list(tk.get_action("package_search")(account.of_everyone(), wanted)["results"])
    except SearchError:
        return []


def _told(why: Relation) -> str:
    words = str(tk._(", ")).join(why.words)
    texts = {
        Bond.KEYWORDS: tk._("Same keywords: {words}"),
        Bond.ITEMS: tk._("Same data items: {words}"),
        Bond.PROVIDER_AND_THEME: tk._("Same provider and theme"),
    }
    return str(texts[why.bond]).replace("{words}", words)
