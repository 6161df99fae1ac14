"""Create the table of the room files: under which key the file of a resource lies."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "005_stored_files"
down_revision = "004_roles"
branch_labels = None
depends_on = None

SCHEMA = "dongguan"


def upgrade() -> None:
    """Create the table; a content of a resource lies under one key."""
    op.create_table(
        "stored_files",
        sa.Column("key", sa.Text, primary_key=True),
        sa.Column("resource_id", sa.Text, nullable=False),
        sa.Column("digest", sa.Text, nullable=False),
        sa.Column("size", sa.BigInteger, nullable=False),
        sa.Column(
            "stored_at", sa.DateTime(timezone=True), nullable=False, server_default=sa.func.now()
        ),
        sa.Column("moved_from", sa.Text),
        sa.Column("moved_for", sa.Text),
        sa.UniqueConstraint("resource_id", "digest", name="stored_files_content"),
        schema=SCHEMA,
    )


def downgrade() -> None:
    """Drop the table."""
    op.drop_table("stored_files", schema=SCHEMA)
