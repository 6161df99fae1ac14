"""The stored datasets of a set, read at once and held while the set is written.

The session forgets what nobody holds: whoever asks it for one of these datasets, its files
or its keywords finds them there as long as the set lasts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ckan import model
from sqlalchemy.orm import joinedload, selectinload


@dataclass(frozen=True, kw_only=True)
class Held:
    """Datasets by their ids, and the rows by which each belongs to a provider."""

    packages: Mapping[str, model.Package]
    owners: Mapping[str, list[model.Member]]


def hold(package_ids: Iterable[str]) -> Held:
    """Read datasets with their files, keywords and memberships, one statement a table."""
    ids = sorted(set(package_ids))
    if not ids:
        return Held(packages={}, owners={})
    package = model.Package
    query = model.Session.query(package).filter(package.id.in_(ids))
    found = query.options(
        selectinload(package.resources_all),
        selectinload(package.package_tags).options(joinedload(model.PackageTag.tag)),
    )
    return Held(packages={one.id: one for one in found}, owners=_owners(ids))


def _owners(ids: list[str]) -> dict[str, list[model.Member]]:
    member = model.Member
    rows = model.Session.query(member).filter(
        member.table_id.in_(ids), member.capacity == "organization"
    )
    grouped: dict[str, list[model.Member]] = defaultdict(list)
    for row in rows:
        grouped[row.table_id].append(row)
    return grouped
