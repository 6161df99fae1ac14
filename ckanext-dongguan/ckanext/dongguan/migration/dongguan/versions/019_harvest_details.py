"""Keep how far a harvest is, and of a record its unread class and what excuses its absence."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "019_harvest_details"
down_revision = "018_search_found"
branch_labels = None
depends_on = None

SCHEMA = "dongguan"
TABLE = "harvest_items"
# What waits without its class in the source's words is read once more.
WAITING = f"SELECT source FROM {SCHEMA}.{TABLE} WHERE waiting = 'unread'"


def upgrade() -> None:
    """Add the columns."""
    text = {"nullable": False, "server_default": ""}
    op.add_column(TABLE, sa.Column("unread", sa.Text, **text), schema=SCHEMA)
    op.add_column(TABLE, sa.Column("first_run", sa.Text, **text), schema=SCHEMA)
    excused = sa.Column("is_excused", sa.Boolean, nullable=False, server_default=sa.false())
    op.add_column(TABLE, excused, schema=SCHEMA)
    for name in ("done", "total"):
        op.add_column("harvest_runs", sa.Column(name, sa.Integer), schema=SCHEMA)
    op.execute(f"DELETE FROM {SCHEMA}.harvest_marks WHERE source IN ({WAITING})")
    op.execute(
        f"UPDATE {SCHEMA}.harvest_sources SET cursor = '{{}}' WHERE name IN ({WAITING})"
    )
    op.execute(
        f"UPDATE {SCHEMA}.{TABLE} SET hash = '', stamp = '' WHERE waiting = 'unread'"
    )


def downgrade() -> None:
    """Drop them."""
    for name in ("total", "done"):
        op.drop_column("harvest_runs", name, schema=SCHEMA)
    for name in ("is_excused", "first_run", "unread"):
        op.drop_column(TABLE, name, schema=SCHEMA)
