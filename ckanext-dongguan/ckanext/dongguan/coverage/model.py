"""Table of the room: how long the list is that each department has declared."""

from __future__ import annotations

import sqlalchemy as sa

# A PostgreSQL schema of their own: CKAN compares and drops what stands in the
# default one, while these tables belong to the migrations.
metadata = sa.MetaData(schema="dongguan")

declared_lists = sa.Table(
    "declared_lists",
    metadata,
    sa.Column("organization", sa.Text, primary_key=True),
    sa.Column("items", sa.Integer, nullable=False),
    sa.Column("basis", sa.Text, nullable=False),
    sa.Column("declared_on", sa.Date, nullable=False),
    sa.Column("noted_by", sa.Text, nullable=False),
    sa.Column("noted_at", sa.DateTime(timezone=True), server_default=sa.func.clock_timestamp()),
)
