"""The steps that the switched-on rooms bring."""

from __future__ import annotations

import ckan.plugins as p

from . import catalogue
from .definition import Step
from .interfaces import IReclassification


def steps() -> dict[str, Step]:
    """Return all steps by name.

    :raises ValueError: two rooms bring the same step, or one that is not in `steps.yaml`
    """
    found: dict[str, Step] = {}
    for room in p.PluginImplementations(IReclassification):
        for name, step in room.get_reclassification_steps().items():
            if name in found or name not in catalogue.steps():
                raise ValueError(f"the step {name!r} is brought twice or not described")
            found[name] = step
    return found
