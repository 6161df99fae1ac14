"""Create the tables of emergency access: who was let in, and who is told of it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "006_emergency"
down_revision = "005_stored_files"
branch_labels = None
depends_on = None

SCHEMA = "dongguan"


def _instant(name: str, **kwargs) -> sa.Column:
    return sa.Column(name, sa.DateTime(timezone=True), **kwargs)


def upgrade() -> None:
    """Create both tables."""
    op.create_table(
        "emergency_accesses",
        sa.Column("id", sa.BigInteger, sa.Identity(), primary_key=True),
        sa.Column("dataset", sa.Text, nullable=False),
        sa.Column("account", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("minutes", sa.Integer, nullable=False),
        _instant("asked_at", nullable=False, server_default=sa.func.clock_timestamp()),
        sa.Column("decided_by", sa.Text),
        _instant("decided_at"),
        sa.Column("is_approved", sa.Boolean, nullable=False, server_default=sa.false()),
        _instant("until"),
        sa.Column("ended_by", sa.Text),
        _instant("ended_at"),
        sa.CheckConstraint("decided_by <> account", name="emergency_accesses_four_eyes"),
        sa.CheckConstraint(
            "NOT is_approved OR (decided_by IS NOT NULL AND until IS NOT NULL)",
            name="emergency_accesses_approved",
        ),
        schema=SCHEMA,
    )
    op.create_index(
        "emergency_accesses_held", "emergency_accesses", ["dataset", "account"], schema=SCHEMA
    )
    op.create_table(
        "emergency_alarms",
        sa.Column("id", sa.BigInteger, sa.Identity(), primary_key=True),
        sa.Column(
            "access",
            sa.BigInteger,
            sa.ForeignKey(f"{SCHEMA}.emergency_accesses.id"),
            nullable=False,
            index=True,
        ),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("recipient", sa.Text, nullable=False),
        _instant("noted_at", nullable=False, server_default=sa.func.clock_timestamp()),
        _instant("due_at", nullable=False, server_default=sa.func.clock_timestamp()),
        sa.Column("tries", sa.Integer, nullable=False, server_default="0"),
        _instant("sent_at"),
        schema=SCHEMA,
    )


def downgrade() -> None:
    """Drop both tables."""
    op.drop_table("emergency_alarms", schema=SCHEMA)
    op.drop_table("emergency_accesses", schema=SCHEMA)
