"""The table of the room: what was looked for, in vain and not, month by month."""

from __future__ import annotations

import sqlalchemy as sa

# A PostgreSQL schema of their own: CKAN compares and drops what stands in the
# default one, while these tables belong to the migrations.
metadata = sa.MetaData(schema="dongguan")

demand = sa.Table(
    "search_demand",
    metadata,
    sa.Column("words", sa.Text, primary_key=True),
    sa.Column("month", sa.Date, primary_key=True),
    sa.Column("asked", sa.Integer, nullable=False),  # in vain
    sa.Column("found", sa.Integer, nullable=False, server_default="0"),
)
