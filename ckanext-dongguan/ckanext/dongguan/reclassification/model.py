"""Tables of the room: changes, and how far each has come."""

from __future__ import annotations

import sqlalchemy as sa

# A PostgreSQL schema of their own: CKAN compares and drops what stands in the
# default one, while these tables belong to the migrations.
metadata = sa.MetaData(schema="dongguan")

_instant = sa.DateTime(timezone=True)

# A row is never deleted: it tells later what was closed, when, and when it was proved.
reclassifications = sa.Table(
    "reclassifications",
    metadata,
    sa.Column("id", sa.BigInteger, sa.Identity(), primary_key=True),
    sa.Column("dataset_id", sa.Text, nullable=False),
    sa.Column("event", sa.Text, nullable=False),
    sa.Column("from_case", sa.Text),
    sa.Column("to_case", sa.Text, nullable=False),
    sa.Column("reason", sa.Text, nullable=False, server_default=""),
    sa.Column("account", sa.Text),
    sa.Column("begun_at", _instant, server_default=sa.func.clock_timestamp()),
    sa.Column("finished_at", _instant),
    sa.Column("superseded_by", sa.BigInteger),
    sa.Column("alarmed_at", _instant),
)

steps = sa.Table(
    "reclassification_steps",
    metadata,
    sa.Column("reclassification", sa.BigInteger, primary_key=True),
    sa.Column("step", sa.Text, primary_key=True),
    sa.Column("number", sa.Integer, nullable=False),
    sa.Column("finished_at", _instant),
    sa.Column("seconds", sa.Float),
    sa.Column("count", sa.Integer),
    sa.Column("error", sa.Text, nullable=False, server_default=""),
)
