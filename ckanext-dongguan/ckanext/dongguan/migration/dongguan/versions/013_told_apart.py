"""Create the table of resources that were looked at and found to be two."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "013_told_apart"
down_revision = "012_harvest"
branch_labels = None
depends_on = None

SCHEMA = "dongguan"


def upgrade() -> None:
    """Create the table."""
    op.create_table(
        "told_apart",
        sa.Column("first", sa.Text, nullable=False),
        sa.Column("second", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("noted_by", sa.Text, nullable=False),
        sa.Column(
            "noted_at", sa.DateTime(timezone=True), nullable=False,
            server_default=sa.func.clock_timestamp(),
        ),
        sa.PrimaryKeyConstraint("first", "second"),
        sa.CheckConstraint("first < second", name="told_apart_order"),
        schema=SCHEMA,
    )
    op.drop_column("named_sources", "other", schema=SCHEMA)
    op.alter_column("named_sources", "source", nullable=False, schema=SCHEMA)


def downgrade() -> None:
    """Drop the table."""
    op.alter_column("named_sources", "source", nullable=True, schema=SCHEMA)
    op.add_column(
        "named_sources", sa.Column("other", sa.Text, nullable=False, server_default=""),
        schema=SCHEMA,
    )
    op.drop_table("told_apart", schema=SCHEMA)
