"""Table of the room: what is put away while a dataset is not open."""

from __future__ import annotations

import sqlalchemy as sa

# A PostgreSQL schema of their own: CKAN compares and drops what stands in the
# default one, while these tables belong to the migrations.
metadata = sa.MetaData(schema="dongguan")

# `kind` is alias (content: what it stands for) or view (content: its row, as JSON).
put_away = sa.Table(
    "put_away",
    metadata,
    sa.Column("resource_id", sa.Text, primary_key=True),
    sa.Column("kind", sa.Text, primary_key=True),
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("content", sa.Text, nullable=False, server_default=""),
)
