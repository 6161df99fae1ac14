"""The interface by which a room takes part in a change of openness."""

from __future__ import annotations

from collections.abc import Mapping

import ckan.plugins as p

from .definition import Step


class IReclassification(p.Interface):
    """Take part: `p.implements(IReclassification)`; the names stand in `steps.yaml`."""

    def get_reclassification_steps(self) -> Mapping[str, Step]:
        """Return the room's steps by their names."""
        return {}
