"""What a caller asks of the directory, read and checked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import ckan.plugins.toolkit as tk

from ckanext.dongguan.given import number

from . import branch, query
from .axis import Axis
from .branch import Branch
from .outline import Outline


def axis(asked: Mapping[str, Any]) -> Axis:
    """Read by what the directory is walked.

    :raises ValidationError: by nothing that there is
    """
    name = str(asked.get("by") or Axis.THEME.value)
    if name not in set(Axis):
        text = tk._('There is no tree "{name}": write theme, department, town or class.')
        raise tk.ValidationError({"by": [str(text).format(name=name[:80])]})
    return Axis(name)


def found(tree: Outline, key: str) -> Branch:
    """Find a branch of a tree.

    :raises ObjectNotFound: there is none of that key
    """
    way = branch.path(tree.branches, key)
    if not way:
        text = tk._('The directory has no branch "{name}": choose one from the tree.')
        raise tk.ObjectNotFound(str(text).format(name=key[:80]))
    return way[-1]


def wanted(asked: Mapping[str, Any]) -> dict[str, Any]:
    """Read what narrows and pages a list.

    :raises ValidationError: an open class or a number that is none
    """
    open_class = str(asked.get("open_class") or "")
    if open_class and open_class not in query.OPEN_CLASSES:
        text = tk._('There is no open class "{name}": see the code list open_class.')
        raise tk.ValidationError({"open_class": [str(text).format(name=open_class[:80])]})
    numbers = {name: number(asked, name, None) for name in ("start", "rows")}
    given = {name: stated for name, stated in numbers.items() if stated is not None}
    return {"q": str(asked.get("q") or ""), "open_class": open_class, **given}


def who(context: Mapping[str, Any]) -> dict[str, Any]:
    """Keep of a context who asks, and nothing else."""
    kept = ("user", "auth_user_obj")
    return {name: context[name] for name in kept if name in context} or {"user": ""}
