"""Remember what the code lists said of providers and themes, apart from what people changed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "008_listed_entities"
down_revision = "007_resource_codes"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the table."""
    op.create_table(
        "listed_entities",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("fields", JSONB, nullable=False),
        schema="dongguan",
    )


def downgrade() -> None:
    """Drop the table."""
    op.drop_table("listed_entities", schema="dongguan")
