"""What the log of decisions holds about a dataset."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from ckan import model

from ckanext.dongguan.audit.model import entries


def logged(dataset: dict[str, Any]) -> list[Any]:
    """Read the rows on its widening and tightening, oldest first."""
    query = sa.select(entries).where(
        entries.c.dataset == dataset["id"], entries.c.operation.in_(["widen", "tighten"])
    )
    return list(model.Session.execute(query.order_by(entries.c.id)))
