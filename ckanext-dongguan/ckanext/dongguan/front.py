"""What the front page counts in the database: open files, and how many records they hold."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from ckan import model

# The field `row_count` inside the JSON text that CKAN keeps of a resource's own fields.
_ROW_COUNT = '"row_count": "?([0-9]{1,12})["},]'


def open_files() -> dict[str, int]:
    """Count the files that anyone may download; `private` follows from the opening record.

    `records` adds up the rows of the `counted` files that state them. The same rows in two
    formats are one dataset's records once: of a dataset's formats the fullest counts.
    """
    by_format = _open_files_by_format().cte()
    by_dataset = (
        sa.select(
            sa.func.sum(by_format.c.files).label("files"),
            sa.func.sum(by_format.c.counted).label("counted"),
            sa.func.max(by_format.c.records).label("records"),
        )
        .group_by(by_format.c.package_id)
        .cte()
    )
    found = model.Session.execute(sa.select(*map(sa.func.sum, by_dataset.c))).one()
    return {
        name: int(number or 0) for name, number in zip(by_dataset.c.keys(), found, strict=True)
    }


def _open_files_by_format() -> sa.Select[Any]:
    resource, package = model.Resource, model.Package
    rows = sa.cast(sa.func.substring(resource.extras, _ROW_COUNT), sa.BigInteger)
    return (
        sa.select(
            resource.package_id,
            sa.func.count().label("files"),
            sa.func.count(rows).label("counted"),
            sa.func.sum(rows).label("records"),
        )
        .join(package, package.id == resource.package_id)
        .where(
            resource.state == "active",
            package.state == "active",
            package.private.is_(False),
            package.extras["open_class"].astext == "unconditional",
        )
        .group_by(resource.package_id, sa.func.upper(resource.format))
    )
