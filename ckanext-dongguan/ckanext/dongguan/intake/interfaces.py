"""The interface by which a room reads or writes something of a set of datasets at once."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager, ExitStack, nullcontext
from typing import Any

import ckan.plugins as p


class ISets(p.Interface):
    """Implement it where a room reads a row for each dataset that is stored or indexed."""

    def dataset_set(self, package_ids: Sequence[str]) -> AbstractContextManager[None]:
        """Hold what the room will be asked of these datasets while the context lasts."""
        del package_ids
        return nullcontext()

    def datasets_begun(self, packages: Sequence[Any]) -> None:
        """Do at once for new datasets, not stored yet, what `create` does one by one."""


def at_hand(package_ids: Sequence[str]) -> ExitStack:
    """Enter the contexts of all rooms; leave them with `with`."""
    stack = ExitStack()
    for plugin in p.PluginImplementations(ISets):
        stack.enter_context(plugin.dataset_set(package_ids))
    return stack
