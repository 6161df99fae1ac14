"""What the pages of the directory show."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ckanext.dongguan import account
from ckanext.dongguan.language import spoken

from . import asking, branch, listing, naming
from . import outline as outlines
from .axis import Axis
from .branch import Branch
from .outline import Outline

Asked = Mapping[str, str]


def whole(asked: Asked) -> dict[str, Any]:
    """Gather the page: the trees to choose from, one of them, and what was chosen in it."""
    axis, language = asking.axis(asked), spoken()
    tree = outlines.outline(account.of_page(), axis, language)
    way = branch.path(tree.branches, asked["node"]) if asked["node"] else ()
    if asked["node"] and not way:
        asking.found(tree, asked["node"])
    chosen = way[-1] if way else None
    return {
        "asked": asked,
        "axes": [{"name": one.value, "label": naming.axis_label(one)} for one in Axis],
        "by": axis.value,
        "total": tree.total,
        "branches": rows(tree, tree.branches, language, way),
        "way": [{"key": one.key, "label": tree.label(one.key, language)} for one in way],
        "numbers": chosen.numbers if chosen else tree.total,
        "listed": _listed(axis, chosen, asked) if chosen or _is_narrowed(asked) else None,
    }


def below(asked: Asked) -> dict[str, Any]:
    """Gather what stands directly below a branch."""
    axis, language = asking.axis(asked), spoken()
    tree = outlines.outline(account.of_page(), axis, language)
    way = branch.path(tree.branches, asked["node"])
    chosen = asking.found(tree, asked["node"])
    return {
        "by": axis.value,
        "branches": rows(tree, chosen.children, language, ()),
        "level": len(way) + 1,
        "node": "",
    }


def narrower(asked: Asked) -> dict[str, Any]:
    """Gather the branches directly below what was asked that hold entries."""
    axis, language = asking.axis(asked), spoken()
    tree = outlines.outline(account.of_page(), axis, language)
    chosen = asking.found(tree, asked["node"]) if asked["node"] else None
    branches = chosen.children if chosen else tree.branches
    counted = asked["open_class"] or "catalogued"
    shown = branch.kept(branches, lambda one: one.numbers.get(counted, 0) > 0)
    return {"asked": asked, "by": axis.value, "branches": rows(tree, shown, language, ())}


def rows(
    tree: Outline, branches: Iterable[Branch], language: str, way: Iterable[Branch]
) -> list[dict[str, Any]]:
    """Write branches for the page; only those on the way are drawn with what is below."""
    on_way = {one.key for one in way}
    return [
        {
            "key": one.key,
            "label": tree.label(one.key, language),
            "numbers": one.numbers,
            "is_parent": bool(one.children),
            "is_open": one.key in on_way and bool(one.children),
            "children": rows(tree, one.children, language, way) if one.key in on_way else [],
        }
        for one in branches
    ]


def _is_narrowed(asked: Asked) -> bool:
    return bool(asked["q"] or asked["open_class"])


def _listed(axis: Axis, chosen: Branch | None, asked: Asked) -> dict[str, Any]:
    number = _page_number(asked)
    start = (number - 1) * listing.PAGE
    wanted = asking.wanted({**asked, "start": start})
    found = listing.entries(account.of_page(), axis, chosen, wanted)
    pages = {"page": number, "page_count": -(-found["count"] // listing.PAGE)}
    return {**found, "page": pages}


def _page_number(asked: Asked) -> int:
    text = asked["page"]
    return max(int(text), 1) if text.isascii() and text.isdigit() and len(text) < 7 else 1
