"""What the fields of many datasets ask the database, asked once for all of them.

`dongguan_set` in the context is what rooms remember while a set is checked: its
`records`, and what was found out about them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import ckan.plugins.toolkit as tk
import sqlalchemy as sa
from ckan import model

from ckanext.dongguan.text.slug import slug

from .reading import Data, Errors, Key

Context = dict[str, Any]
# That of the title, that with its hash, that of this record alone.
WISHES = 3


def dongguan_owner(key: Key, data: Data, errors: Errors, context: Context) -> None:
    """Have core check a provider, once for all datasets of a set that name it in its place."""
    value, package = data.get(key), context.get("package")
    if not isinstance(value, str):
        tk.get_validator("owner_org_validator")(key, data, errors, context)
        return
    owners = context.get("dongguan_set", {}).setdefault("owners", {})
    # Whether a dataset may come to a provider depends on where it comes from.
    asked = (value, package and package.owner_org)
    if asked not in owners:
        tk.get_validator("owner_org_validator")(key, data, errors, context)
        owners[asked] = data[key]
    data[key] = owners[asked]


def dongguan_free_address(key: Key, data: Data, errors: Errors, context: Context) -> None:
    """Have core ask whether an address is free, unless it was made so or is the dataset's."""
    package, value = context.get("package"), data.get(key)
    is_own = package is not None and package.name == value
    if not is_own and value not in context.get("dongguan_set", {}).get("made_addresses", ()):
        tk.get_validator("package_name_validator")(key, data, errors, context)


def made(context: Mapping[str, Any], name: str) -> str:
    """Remember that an address was made and found free."""
    context.get("dongguan_set", {}).setdefault("made_addresses", set()).add(name)
    return name


def is_stored(context: Mapping[str, Any], name: str) -> bool:
    """Tell whether a dataset has an address, whatever its state."""
    found = context.get("dongguan_set", {})
    if "records" not in found:
        return _stored([name]) == {name}
    if "asked" not in found:
        found["asked"] = {name for one in found["records"] for name in _wished(one)}
        found["stored"] = _stored(found["asked"])
    return name in found["stored"] if name in found["asked"] else _stored([name]) == {name}


def _wished(record: Mapping[str, Any]) -> Iterator[str]:
    """Make the first addresses that a record would take; equal titles need more than one."""
    title = record.get("title")
    if record.get("name") or not isinstance(title, str) or not title.strip():
        return
    tried: set[str] = set()
    for _ in range(WISHES):
        tried.add(slug(title.strip(), tried, salt=str(record.get("source_id") or "")))
    yield from tried


def _stored(names: Iterable[str]) -> set[str]:
    query = sa.select(model.Package.name).where(model.Package.name.in_(list(names)))
    return set(model.Session.scalars(query))
