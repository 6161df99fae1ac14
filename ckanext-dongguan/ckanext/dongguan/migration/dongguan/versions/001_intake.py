"""Create the tables of the room intake: index outbox and source records."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "001_index_outbox"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create both tables."""
    op.create_table(
        "index_outbox",
        sa.Column("id", sa.BigInteger, sa.Identity(), primary_key=True),
        sa.Column("package_id", sa.Text, nullable=False, index=True),
        sa.Column(
            "noted_at", sa.DateTime(timezone=True), nullable=False, server_default=sa.func.now()
        ),
        schema="dongguan",
    )
    op.create_table(
        "source_records",
        sa.Column("source_system", sa.Text, primary_key=True),
        sa.Column("source_id", sa.Text, primary_key=True),
        sa.Column("package_id", sa.Text, nullable=False, index=True),
        sa.Column("fingerprint", sa.Text, nullable=False),
        sa.Column(
            "written_at", sa.DateTime(timezone=True), nullable=False, server_default=sa.func.now()
        ),
        schema="dongguan",
    )


def downgrade() -> None:
    """Drop both tables."""
    op.drop_table("source_records", schema="dongguan")
    op.drop_table("index_outbox", schema="dongguan")
