"""Fields that types share, in blocks of a file each, without CKAN.

In a type's file `!fields` stands before the names of its blocks. A block is a section
of the form and of the page; each of its fields carries its name as `section`. Field
names are fixed: other rooms, the index and the sources rely on them.

The keys of a field are those of scheming and
- `codelist`: the list whose codes the field holds;
- `shown`: `public` where the page lists it for everyone, `apart` where the page has a
  place of its own for it, `never` where it is bookkeeping; without the key the page lists
  it for those who see the whole entry;
- `rules`: what it must be, depending on others (see `directory.rule`);
- `drawn`: when the form draws it even if it is empty: `needed` (when a rule needs it) or
  conditions like those of a rule; without the key, always;
- `is_minor`: a property of a row that the form folds away.
"""

from __future__ import annotations

import copy
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

TAG = "!fields"
Field = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Block:
    """A section: its heading and help by language, and its fields."""

    name: str
    label: Mapping[str, str]
    help_text: Mapping[str, str]
    fields: Sequence[Field]


@cache
def load(name: str) -> Block:
    """Read a block once.

    :raises KeyError: there is no block of that name
    """
    file = files(__package__).joinpath(f"{name}.yaml")
    if not name.isidentifier() or not file.is_file():
        raise KeyError(f"no block {name!r}")
    raw = yaml.safe_load(file.read_text(encoding="utf-8"))
    own = {"section": name} | ({"shown": raw["shown"]} if "shown" in raw else {})
    return Block(
        name=name,
        label=raw["label"],
        help_text=raw.get("help_text", {}),
        fields=[own | field for field in raw["fields"]],
    )


def combine(names: Sequence[str]) -> list[Field]:
    """Join the fields of blocks, each a copy of its own.

    :raises KeyError: there is no block of a name
    """
    return [copy.deepcopy(field) for name in names for field in load(name).fields]


def _construct(loader: yaml.SafeLoader, node: yaml.SequenceNode) -> list[Field]:
    return combine(loader.construct_sequence(node))


yaml.SafeLoader.add_constructor(TAG, _construct)
