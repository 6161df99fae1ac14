"""Create the table of the room openness: the life cycle of datasets."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "003_life_cycles"
down_revision = "002_jobs"
branch_labels = None
depends_on = None

SCHEMA = "dongguan"
STATES = ("draft", "in_review", "published", "embargoed", "frozen", "withdrawn")


def upgrade() -> None:
    """Create the table; an embargo has an end and nothing else has one."""
    op.create_table(
        "life_cycles",
        sa.Column("dataset_id", sa.Text, primary_key=True),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("until", sa.DateTime(timezone=True)),
        sa.Column("public_reason", sa.Text, nullable=False, server_default=""),
        sa.Column("inner_reason", sa.Text, nullable=False, server_default=""),
        sa.Column("changed_by", sa.Text, nullable=False),
        sa.Column(
            "changed_at", sa.DateTime(timezone=True), nullable=False, server_default=sa.func.now()
        ),
        sa.CheckConstraint(f"state IN {STATES}", name="life_cycles_state"),
        sa.CheckConstraint(
            "(state = 'embargoed') = (until IS NOT NULL)", name="life_cycles_until"
        ),
        schema=SCHEMA,
    )
    op.create_index(
        "life_cycles_embargo",
        "life_cycles",
        ["until"],
        schema=SCHEMA,
        postgresql_where=sa.text("state = 'embargoed'"),
    )


def downgrade() -> None:
    """Drop the table."""
    op.drop_table("life_cycles", schema=SCHEMA)
