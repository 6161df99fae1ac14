"""The words in which accesses are shown."""

from __future__ import annotations

import ckan.plugins.toolkit as tk

from .access import State


def state_label(state: State) -> str:
    """Return the word for a state."""
    labels = {
        State.ASKED: tk._("Waiting for a second person"),
        State.LAPSED: tk._("Lapsed without an answer"),
        State.REFUSED: tk._("Not approved"),
        State.OPEN: tk._("Open now"),
        State.OVER: tk._("Ended"),
    }
    return str(labels[state])


def nothing_to_decide() -> str:
    """Say why a request cannot be decided."""
    return str(
        tk._(
            "This request cannot be decided: it is answered, lapsed or your own. A second "
            "person decides."
        )
    )
