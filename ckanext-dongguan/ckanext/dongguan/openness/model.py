"""Tables of the room: where each dataset stands in its life, and what it was decided to be."""

from __future__ import annotations

import sqlalchemy as sa

# A PostgreSQL schema of their own: CKAN compares and drops what stands in the
# default one, while these tables belong to the migrations.
metadata = sa.MetaData(schema="dongguan")

# A dataset without a row is published: class and record alone decide about it.
life_cycles = sa.Table(
    "life_cycles",
    metadata,
    sa.Column("dataset_id", sa.Text, primary_key=True),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("until", sa.DateTime(timezone=True)),
    # What the page may say to everyone, and what stays inside.
    sa.Column("public_reason", sa.Text, nullable=False, server_default=""),
    sa.Column("inner_reason", sa.Text, nullable=False, server_default=""),
    sa.Column("changed_by", sa.Text, nullable=False),
    sa.Column("changed_at", sa.DateTime(timezone=True), server_default=sa.func.now()),
)

# What each dataset was when it was last decided about: a change is noticed by it.
decided_cases = sa.Table(
    "decided_cases",
    metadata,
    sa.Column("dataset_id", sa.Text, primary_key=True),
    sa.Column("case", sa.Text, nullable=False),
    sa.Column("cause", sa.Text, nullable=False),
    # Why it is so and who made it so.
    sa.Column("basis", sa.Text, nullable=False, server_default=""),
    sa.Column("account", sa.Text),
    sa.Column("since", sa.DateTime(timezone=True), server_default=sa.func.clock_timestamp()),
)
