"""The portal with the room `openness` switched off, to measure what the room costs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import ckan.plugins.toolkit as tk


class Peer:
    """The portal with the room switched off; `is_compared` while pages are compared."""

    is_compared = False

    def switch_off(self) -> None:
        """Let the room pass everything and look nothing up; what others count stays."""
        from ckanext.dongguan.openness import plugin, verdict
        from ckanext.dongguan.openness.logic import action, auth

        def dongguan_openness_show(_context: Any, _asked: Any) -> Any:
            return {"audience": "open", "case": "open", "cause": ""}

        gate, room = plugin.DongguanGatePlugin, plugin.DongguanOpennessPlugin
        kept = (
            dongguan_openness_show, action.dongguan_openness_count,
            action.dongguan_openness_facets, shows_all(self),
        )  # fmt: skip
        gate.get_actions = lambda _self: {}
        gate.make_middleware = lambda _self, app, _config: app
        room.get_actions = lambda _self: {each.__name__: each for each in kept}
        room.get_user_dataset_labels = lambda _self, _user: ["public"]
        given = on_open_pages()
        verdict.of = verdict.of_resource = lambda _context, _dataset, operation: given[
            operation
        ]
        for name in auth.__all__:
            setattr(auth, name, tk.auth_allow_anonymous_access(_answering(name)))


def on_open_pages() -> dict[Any, Any]:
    """Say once what a passer-by is given of an open dataset, so that pages are the same."""
    from ckanext.dongguan.openness import policy
    from ckanext.dongguan.openness.actor import Standing
    from ckanext.dongguan.openness.case import Case

    cells = policy.load().cells
    return {op: cells[op, Case.OPEN, Standing.ANONYMOUS] for op in policy.Operation}


def shows_all(peer: Peer) -> Callable[..., Any]:
    """Make the action that shows all of a dataset; its public part while pages are compared."""
    from ckanext.dongguan.openness import mask
    from ckanext.dongguan.openness.case import Case

    @tk.chained_action
    @tk.side_effect_free
    def package_show(next_action: Any, context: Any, data_dict: Any) -> Any:
        shown = next_action(context, data_dict)
        if not peer.is_compared:
            return shown
        return mask.dataset(shown, Case.OPEN, has_dictionary=True)

    return package_show


# What a passer-by is allowed on an open page; a page offers the rest to whoever may.
READING = {
    "dongguan_data_read", "dongguan_openness_count", "dongguan_openness_show", "package_show",
}  # fmt: skip


def _answering(name: str) -> Callable[..., Any]:
    answer = {"success": name in READING}

    def named(context: Any, data_dict: Any = None) -> Any:
        return answer

    named.__name__ = name
    return named
