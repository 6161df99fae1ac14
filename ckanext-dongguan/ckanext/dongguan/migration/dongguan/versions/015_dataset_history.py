"""Create the history of datasets, to which lines are only added."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "015_dataset_history"
down_revision = "014_search_demand"
branch_labels = None
depends_on = None

SCHEMA = "dongguan"
KEEP = """
CREATE FUNCTION dongguan.keep_history() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'dongguan.dataset_history: lines are only added';
END $$
"""
GUARD = """
CREATE TRIGGER keep_history BEFORE UPDATE OR DELETE OR TRUNCATE ON dongguan.dataset_history
FOR EACH STATEMENT EXECUTE FUNCTION dongguan.keep_history()
"""


def upgrade() -> None:
    """Create the table, its index, and the trigger that keeps it."""
    op.create_table(
        "dataset_history",
        sa.Column("id", sa.BigInteger, sa.Identity(always=True), primary_key=True),
        sa.Column("dataset", sa.Text, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), server_default=sa.func.now()),
        sa.Column("account", sa.Text, nullable=False),
        sa.Column("event", sa.Text, nullable=False),
        sa.Column("changes", JSONB, nullable=False),
        schema=SCHEMA,
    )
    op.create_index("dataset_history_dataset", "dataset_history", ["dataset", "id"],
                    schema=SCHEMA)  # fmt: skip
    op.execute(KEEP)
    op.execute(GUARD)


def downgrade() -> None:
    """Drop them."""
    op.drop_table("dataset_history", schema=SCHEMA)
    op.execute("DROP FUNCTION dongguan.keep_history()")
