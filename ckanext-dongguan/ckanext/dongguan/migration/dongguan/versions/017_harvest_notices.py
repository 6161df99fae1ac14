"""Create the outbox of notices about runs of harvests."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "017_harvest_notices"
down_revision = "016_harvest_batches"
branch_labels = None
depends_on = None

SCHEMA = "dongguan"


def upgrade() -> None:
    """Create the table."""
    now = {"nullable": False, "server_default": sa.func.now()}
    op.create_table(
        "harvest_notices",
        sa.Column("id", sa.BigInteger, sa.Identity(), primary_key=True),
        sa.Column("run", sa.Text, nullable=False),
        sa.Column("recipient", sa.Text, nullable=False),
        sa.Column("noted_at", sa.DateTime(timezone=True), **now),
        sa.Column("due_at", sa.DateTime(timezone=True), **now),
        sa.Column("tries", sa.Integer, nullable=False, server_default="0"),
        sa.Column("sent_at", sa.DateTime(timezone=True)),
        sa.UniqueConstraint("run", "recipient", name="harvest_notices_once"),
        schema=SCHEMA,
    )
    op.create_index(
        "harvest_notices_due", "harvest_notices", ["due_at"], schema=SCHEMA,
        postgresql_where=sa.text("sent_at IS NULL"),
    )


def downgrade() -> None:
    """Drop it."""
    op.drop_table("harvest_notices", schema=SCHEMA)
