"""The table of the room, as the application sees it; `owner.sql` makes it."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB

# In a schema of another role, so that neither the rooms' migrations nor CKAN's own
# commands can drop it.
metadata = sa.MetaData(schema="dongguan_audit")

entries = sa.Table(
    "entries",
    metadata,
    sa.Column("id", sa.BigInteger, sa.Identity(always=True), primary_key=True),
    sa.Column("at", sa.DateTime(timezone=True), server_default=sa.func.clock_timestamp()),
    sa.Column("account", sa.Text),
    sa.Column("event", sa.Text, nullable=False),
    sa.Column("operation", sa.Text, nullable=False),
    sa.Column("outcome", sa.Text, nullable=False),
    sa.Column("dataset", sa.Text),
    sa.Column("resource", sa.Text),
    sa.Column("rule", sa.Text),
    sa.Column("detail", JSONB(none_as_null=True)),
    sa.Column("reason", sa.Text),
)
