"""The table of the room; a trigger keeps what is written."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB

# A PostgreSQL schema of their own: CKAN compares and drops what stands in the
# default one, while these tables belong to the migrations.
metadata = sa.MetaData(schema="dongguan")

lines = sa.Table(
    "dataset_history",
    metadata,
    sa.Column("id", sa.BigInteger, sa.Identity(always=True), primary_key=True),
    sa.Column("dataset", sa.Text, nullable=False),
    sa.Column("at", sa.DateTime(timezone=True), server_default=sa.func.now()),
    sa.Column("account", sa.Text, nullable=False),
    sa.Column("event", sa.Text, nullable=False),
    sa.Column("changes", JSONB, nullable=False),
)
