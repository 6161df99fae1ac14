"""What each route and each action does and to which object: `surfaces.yaml`, without CKAN."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

import yaml

from .policy import Operation

TABLE = Path(__file__).with_name("surfaces.yaml")


class Use(StrEnum):
    """What a surface does that the policy table does not decide."""

    PORTAL = "portal"
    ACCOUNT = "account"
    OPERATE = "operate"
    OFF = "off"
    INNER = "inner"


class Kind(StrEnum):
    """What a surface is about."""

    DATASET = "dataset"
    RESOURCE = "resource"
    VIEW = "view"


@dataclass(frozen=True, kw_only=True)
class Surface:
    """What a route or an action does; `kind` and `keys` where it is about one object.

    Each key is tried in its turn; a dot leads into what stands inside. `door` is how the
    record of decisions calls it, where that is not its own name.
    """

    operation: Operation | Use
    kind: Kind | None = None
    keys: tuple[str, ...] = ()
    door: str = ""

    @property
    def is_off(self) -> bool:
        """Tell whether the surface answers like one that does not exist."""
        return self.operation is Use.OFF


OFF = Surface(operation=Use.OFF)


@dataclass(frozen=True, kw_only=True)
class Surfaces:
    """All routes (by endpoint) and actions (by name) that are known."""

    routes: Mapping[str, Surface]
    actions: Mapping[str, Surface]

    def route(self, endpoint: str, dataset_types: Iterable[str]) -> Surface | None:
        """Look a route up; those of a dataset type are the routes of `dataset`."""
        return self.routes.get(common(endpoint, dataset_types))

    def action(self, name: str) -> Surface | None:
        """Look an action up."""
        return self.actions.get(name)


@cache
def load() -> Surfaces:
    """Read the table.

    :raises ValueError: an operation or a kind in it is unknown
    """
    content = yaml.safe_load(TABLE.read_text(encoding="utf-8"))
    return Surfaces(
        routes={name: _surface(text) for name, text in content["routes"].items()},
        actions={name: _surface(text) for name, text in content["actions"].items()},
    )


def _surface(text: str) -> Surface:
    operation, about, door, *_ = [*text.split(), "", ""]
    kind, _, keys = about.partition(":")
    return Surface(
        operation=Use(operation) if operation in set(Use) else Operation(operation),
        kind=Kind(kind) if kind else None,
        keys=tuple(keys.split("|")) if keys else (),
        door=door,
    )


def common(endpoint: str, dataset_types: Iterable[str]) -> str:
    """Name the route of `dataset` or `resource` that a dataset type's own stands for."""
    blueprint, _, view = endpoint.partition(".")
    for name in dataset_types:
        if blueprint == name:
            return f"dataset.{view}"
        if blueprint == f"{name}_resource":
            return f"resource.{view}"
    return endpoint
