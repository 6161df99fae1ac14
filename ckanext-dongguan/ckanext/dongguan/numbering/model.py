"""The tables of the room: every code that was ever given, and the next number."""

from __future__ import annotations

import sqlalchemy as sa

# A PostgreSQL schema of their own: CKAN compares and drops what stands in the
# default one, while these tables belong to the migrations.
metadata = sa.MetaData(schema="dongguan")

# A row stays for ever: what was given once is not given to another item.
resource_codes = sa.Table(
    "resource_codes",
    metadata,
    sa.Column("key", sa.Text, primary_key=True),
    sa.Column("code", sa.Text, nullable=False),
    sa.Column("package_id", sa.Text, nullable=False),
    sa.Column("state", sa.Text, nullable=False),
    # The record of a source that brought it; empty for what was typed or allocated.
    sa.Column("source", sa.Text, nullable=False, server_default=""),
    sa.Column("given_at", sa.DateTime(timezone=True), server_default=sa.func.now()),
    sa.Column("ended_at", sa.DateTime(timezone=True)),
)

numbers = sa.Sequence("resource_code_numbers", metadata=metadata)
