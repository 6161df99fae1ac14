"""Create the record of deliveries that carry a number."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "016_harvest_batches"
down_revision = "015_dataset_history"
branch_labels = None
depends_on = None

SCHEMA = "dongguan"


def upgrade() -> None:
    """Create the table."""
    op.create_table(
        "harvest_batches",
        sa.Column("source", sa.Text, primary_key=True),
        sa.Column("number", sa.Text, primary_key=True),
        sa.Column("run", sa.Text, nullable=False),
        sa.Column("done", sa.Integer, nullable=False),
        sa.Column("refused", JSONB, nullable=False),
        sa.Column("is_closed", sa.Boolean, nullable=False),
        sa.Column("noted_at", sa.DateTime(timezone=True), server_default=sa.func.now()),
        schema=SCHEMA,
    )


def downgrade() -> None:
    """Drop it."""
    op.drop_table("harvest_batches", schema=SCHEMA)
