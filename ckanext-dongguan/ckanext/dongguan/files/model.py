"""The table of the room: under which key the file of a resource lies in the vault."""

from __future__ import annotations

import sqlalchemy as sa

# A PostgreSQL schema of their own: CKAN compares and drops what stands in the
# default one, while these tables belong to the migrations.
metadata = sa.MetaData(schema="dongguan")

stored_files = sa.Table(
    "stored_files",
    metadata,
    # Random, so that nothing that is told about a resource leads to its bytes.
    sa.Column("key", sa.Text, primary_key=True),
    sa.Column("resource_id", sa.Text, nullable=False),
    sa.Column("digest", sa.Text, nullable=False),
    sa.Column("size", sa.BigInteger, nullable=False),
    sa.Column("stored_at", sa.DateTime(timezone=True), server_default=sa.func.now()),
    # The key it had before a move that is not yet at its end, and what it moved for.
    sa.Column("moved_from", sa.Text),
    sa.Column("moved_for", sa.Text),
    sa.UniqueConstraint("resource_id", "digest", name="stored_files_content"),
)
