"""Fields that several types share, written once, without CKAN.

In a type's file `!fields` stands before a list: a name in it is a block of
`blocks.yaml`, anything else is a field of the type's own. Plain YAML cannot do
this (anchors end with the file), and scheming reads one file per type.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

TAG = "!fields"
Field = dict[str, Any]


@cache
def load() -> Mapping[str, Sequence[Field]]:
    """Read the blocks once."""
    text = files(__package__).joinpath("blocks.yaml").read_text(encoding="utf-8")
    return dict(yaml.safe_load(text))


def combine(entries: Sequence[str | Field]) -> list[Field]:
    """Put the fields of the named blocks in their places, each a copy.

    :raises KeyError: there is no block of that name
    """
    fields: list[Field] = []
    for entry in entries:
        named = load()[entry] if isinstance(entry, str) else [entry]
        fields.extend(dict(field) for field in named)
    return fields


def _construct(loader: yaml.SafeLoader, node: yaml.SequenceNode) -> list[Field]:
    return combine(loader.construct_sequence(node, deep=True))


yaml.SafeLoader.add_constructor(TAG, _construct)
