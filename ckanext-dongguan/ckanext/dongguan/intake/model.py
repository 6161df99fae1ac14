"""Tables of the room: what waits for the index, and which record became which dataset."""

from __future__ import annotations

import sqlalchemy as sa

# A PostgreSQL schema of their own: CKAN compares and drops what stands in the
# default one, while these tables belong to the migrations.
metadata = sa.MetaData(schema="dongguan")

outbox = sa.Table(
    "index_outbox",
    metadata,
    sa.Column("id", sa.BigInteger, sa.Identity(), primary_key=True),
    sa.Column("package_id", sa.Text, nullable=False),
    sa.Column("noted_at", sa.DateTime(timezone=True), server_default=sa.func.now()),
)

source_records = sa.Table(
    "source_records",
    metadata,
    sa.Column("source_system", sa.Text, primary_key=True),
    sa.Column("source_id", sa.Text, primary_key=True),
    sa.Column("package_id", sa.Text, nullable=False),
    sa.Column("fingerprint", sa.Text, nullable=False),
    sa.Column("written_at", sa.DateTime(timezone=True), server_default=sa.func.now()),
)
