"""Count searches that found something beside those in vain."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "018_search_found"
down_revision = "017_harvest_notices"
branch_labels = None
depends_on = None

SCHEMA = "dongguan"


def upgrade() -> None:
    """Add the column."""
    column = sa.Column("found", sa.Integer, nullable=False, server_default="0")
    op.add_column("search_demand", column, schema=SCHEMA)


def downgrade() -> None:
    """Drop it."""
    op.drop_column("search_demand", "found", schema=SCHEMA)
