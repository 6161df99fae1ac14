"""Where datasets stand in their lives, as the database knows it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import sqlalchemy as sa
from ckan import model

from .life import PUBLISHED, Life, LifeCycle
from .model import life_cycles

_COLUMNS = life_cycles.c


def life_of(dataset_id: str) -> Life:
    """Read the life cycle of a dataset; one without a row is published."""
    return lives_of([dataset_id]).get(dataset_id, PUBLISHED)


def lives_of(dataset_ids: Iterable[str]) -> Mapping[str, Life]:
    """Read the life cycles of datasets; those without a row are left out."""
    query = sa.select(_COLUMNS.dataset_id, _COLUMNS.state, _COLUMNS.until)
    rows = model.Session.execute(query.where(_COLUMNS.dataset_id.in_(list(dataset_ids))))
    return {row.dataset_id: _life(row) for row in rows}


def _life(row: Any) -> Life:
    return Life(state=LifeCycle(row.state), until=row.until)
