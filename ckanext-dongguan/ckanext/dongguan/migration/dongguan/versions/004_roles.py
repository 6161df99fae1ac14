"""Create the table of the room roles: who was granted which role."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "004_roles"
down_revision = "003_life_cycles"
branch_labels = None
depends_on = None

SCHEMA = "dongguan"


def _instant(name: str, **kwargs) -> sa.Column:
    return sa.Column(name, sa.DateTime(timezone=True), **kwargs)


def upgrade() -> None:
    """Create the table; a role is held once at a time."""
    op.create_table(
        "role_grants",
        sa.Column("id", sa.BigInteger, sa.Identity(), primary_key=True),
        sa.Column("account", sa.Text, nullable=False),
        sa.Column("role", sa.Text, nullable=False),
        sa.Column("organization", sa.Text),
        sa.Column("granted_by", sa.Text),
        _instant("granted_at", nullable=False, server_default=sa.func.clock_timestamp()),
        _instant("until"),
        sa.Column("revoked_by", sa.Text),
        _instant("revoked_at"),
        sa.CheckConstraint("granted_by <> account", name="role_grants_not_oneself"),
        schema=SCHEMA,
    )
    op.create_index(
        "role_grants_once",
        "role_grants",
        ["account", "role", sa.text("coalesce(organization, '')")],
        unique=True,
        schema=SCHEMA,
        postgresql_where=sa.text("revoked_at IS NULL"),
    )


def downgrade() -> None:
    """Drop the table."""
    op.drop_table("role_grants", schema=SCHEMA)
