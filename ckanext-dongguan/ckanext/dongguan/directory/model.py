"""The table of the room: what the code lists said of providers and themes the last time."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB

# A PostgreSQL schema of their own: CKAN compares and drops what stands in the
# default one, while these tables belong to the migrations.
metadata = sa.MetaData(schema="dongguan")

listed_entities = sa.Table(
    "listed_entities",
    metadata,
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("fields", JSONB, nullable=False),
)
