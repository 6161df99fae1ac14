"""Table of the room: who was granted which role."""

from __future__ import annotations

import sqlalchemy as sa

# A PostgreSQL schema of their own: CKAN compares and drops what stands in the
# default one, while these tables belong to the migrations.
metadata = sa.MetaData(schema="dongguan")

_instant = sa.DateTime(timezone=True)

# A row is never deleted: it tells later who held what.
grants = sa.Table(
    "role_grants",
    metadata,
    sa.Column("id", sa.BigInteger, sa.Identity(), primary_key=True),
    sa.Column("account", sa.Text, nullable=False),
    sa.Column("role", sa.Text, nullable=False),
    sa.Column("organization", sa.Text),
    # NULL: the command line, when the site was made.
    sa.Column("granted_by", sa.Text),
    sa.Column("granted_at", _instant, server_default=sa.func.clock_timestamp()),
    sa.Column("until", _instant),
    sa.Column("revoked_by", sa.Text),
    sa.Column("revoked_at", _instant),
)
