"""Suggestions for what somebody types, of what they may find."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import ckan.plugins.toolkit as tk
import sqlalchemy as sa
from ckan import model

from ckanext.dongguan import page_names
from ckanext.dongguan.schemas import codelists

from . import asked, suggestion
from .lexicon import Lexicon
from .suggestion import FIRST, Named

DATASETS, NAMES = 6, 3
_LISTS = {"organization": "departments", "group": "themes"}


def suggest(context: dict[str, Any], typed: str) -> dict[str, list[dict[str, str]]]:
    """Suggest datasets, departments and themes; of each `title` and `url`."""
    if not suggestion.is_enough(typed):
        return {"datasets": [], "organizations": [], "groups": []}
    return {
        "datasets": _datasets(context, suggestion.asked(typed)),
        "organizations": _named("organization", typed),
        "groups": _named("group", typed),
    }


def _datasets(context: dict[str, Any], wanted: str) -> list[dict[str, str]]:
    query = {
        "q": f'title_starts:"{FIRST}{wanted}"^3 OR title_starts:"{wanted}"',
        "fl": ["name", "title", "title_en", "dataset_type"],
        "rows": DATASETS, "facet": "false",
        "sort": "score desc, title_string asc",
    }  # fmt: skip
    found = tk.get_action("package_search")(context, query)["results"]
    return [
        {
            "title": tk.h.dongguan_text(one, "title"),
            "url": tk.h.url_for(f"{one['dataset_type']}.read", id=one["name"]),
        }
        for one in found
    ]


def _named(kind: str, typed: str) -> list[dict[str, str]]:
    groups = model.Group
    rows = model.Session.execute(
        sa.select(groups.name, groups.title)
        .where(groups.is_organization.is_(kind == "organization"), groups.state == "active")
        .order_by(groups.title)
    )
    lexicon, language = asked.lexicon(), str(tk.h.lang())
    named = [
        _of_group(kind, name, (title or name, page_names.given(name)), language, lexicon)
        for name, title in rows
    ]
    best = suggestion.matching(typed, named, lexicon, NAMES)
    return [
        {"title": one.label, "url": tk.h.url_for(f"{kind}.read", id=one.key)} for one in best
    ]


@lru_cache(maxsize=1024)
def _of_group(
    kind: str, name: str, titles: tuple[str, str], language: str, lexicon: Lexicon
) -> Named:
    title, english = titles
    code = codelists.load(_LISTS[kind]).get(name)
    names = (title, *filter(None, [english]), *(code.names if code else ()))
    label = english or (code.label_en if code and language == "en" else "") or title
    former = lexicon.formerly(title) if kind == "organization" else ()
    return Named(key=name, label=label, names=tuple(dict.fromkeys(names)), former=former)
