"""Create the count of what people look for in vain."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "014_search_demand"
down_revision = "013_told_apart"
branch_labels = None
depends_on = None

SCHEMA = "dongguan"


def upgrade() -> None:
    """Create the table."""
    op.create_table(
        "search_demand",
        sa.Column("words", sa.Text, primary_key=True),
        sa.Column("month", sa.Date, primary_key=True),
        sa.Column("asked", sa.Integer, nullable=False),
        schema=SCHEMA,
    )


def downgrade() -> None:
    """Drop it."""
    op.drop_table("search_demand", schema=SCHEMA)
