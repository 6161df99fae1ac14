"""Create the tables of the directory's duties: declared lists, the open plan, sources."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "010_directory_duties"
down_revision = "009_complete_schemas"
branch_labels = None
depends_on = None

SCHEMA = "dongguan"


def _noted() -> tuple[sa.Column, sa.Column]:
    instant = sa.DateTime(timezone=True)
    now = sa.func.clock_timestamp()
    return (
        sa.Column("noted_by", sa.Text, nullable=False),
        sa.Column("noted_at", instant, nullable=False, server_default=now),
    )


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "declared_lists",
        sa.Column("organization", sa.Text, primary_key=True),
        sa.Column("items", sa.Integer, nullable=False),
        sa.Column("basis", sa.Text, nullable=False),
        sa.Column("declared_on", sa.Date, nullable=False),
        *_noted(),
        sa.CheckConstraint("items >= 0", name="declared_lists_items"),
        schema=SCHEMA,
    )
    op.create_table(
        "open_plan",
        sa.Column("id", sa.BigInteger, sa.Identity(), primary_key=True),
        sa.Column("year", sa.Integer, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("title_en", sa.Text, nullable=False, server_default=""),
        sa.Column("organization", sa.Text, nullable=False),
        sa.Column("due_on", sa.Date, nullable=False),
        sa.Column("done_on", sa.Date),
        sa.Column("dataset", sa.Text),
        sa.Column("essential", sa.Text, nullable=False, server_default=""),
        sa.Column("place", sa.Text, nullable=False, server_default=""),
        sa.Column("is_priority", sa.Boolean, nullable=False, server_default=sa.false()),
        sa.Column("high_value", sa.Text, nullable=False, server_default=""),
        sa.Column("note", sa.Text, nullable=False, server_default=""),
        *_noted(),
        sa.UniqueConstraint("year", "organization", "title", name="open_plan_once"),
        schema=SCHEMA,
    )
    op.create_index("open_plan_dataset", "open_plan", ["dataset"], schema=SCHEMA)
    op.create_table(
        "same_resource",
        sa.Column("first", sa.Text, nullable=False),
        sa.Column("second", sa.Text, nullable=False),
        sa.Column("score", sa.Float, nullable=False),
        sa.Column("reasons", sa.JSON, nullable=False),
        sa.PrimaryKeyConstraint("first", "second"),
        sa.CheckConstraint("first < second", name="same_resource_order"),
        schema=SCHEMA,
    )
    op.create_table(
        "named_sources",
        sa.Column("dataset", sa.Text, primary_key=True),
        # NULL: looked at, and found to be another resource.
        sa.Column("source", sa.Text),
        sa.Column("other", sa.Text, nullable=False, server_default=""),
        sa.Column("reason", sa.Text, nullable=False),
        *_noted(),
        sa.CheckConstraint("source <> dataset", name="named_sources_other"),
        schema=SCHEMA,
    )


def downgrade() -> None:
    """Drop the tables."""
    for name in ("named_sources", "same_resource", "open_plan", "declared_lists"):
        op.drop_table(name, schema=SCHEMA)
