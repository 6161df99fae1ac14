"""Tables of the room: who asked, who decided, and whom to tell."""

from __future__ import annotations

import sqlalchemy as sa

# A PostgreSQL schema of their own: CKAN compares and drops what stands in the
# default one, while these tables belong to the migrations.
metadata = sa.MetaData(schema="dongguan")

_instant = sa.DateTime(timezone=True)

# A row is never deleted: it tells later who was let in.
accesses = sa.Table(
    "emergency_accesses",
    metadata,
    sa.Column("id", sa.BigInteger, sa.Identity(), primary_key=True),
    sa.Column("dataset", sa.Text, nullable=False),
    sa.Column("account", sa.Text, nullable=False),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("minutes", sa.Integer, nullable=False),
    sa.Column("asked_at", _instant, server_default=sa.func.clock_timestamp()),
    sa.Column("decided_by", sa.Text),
    sa.Column("decided_at", _instant),
    sa.Column("is_approved", sa.Boolean, server_default=sa.false()),
    sa.Column("until", _instant),
    sa.Column("ended_by", sa.Text),
    sa.Column("ended_at", _instant),
)

# Mails that must be sent, one for each person: written with the event they tell of, sent
# by a job, so that neither a crash nor a dead mail server loses an alarm.
alarms = sa.Table(
    "emergency_alarms",
    metadata,
    sa.Column("id", sa.BigInteger, sa.Identity(), primary_key=True),
    sa.Column("access", sa.BigInteger, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("recipient", sa.Text, nullable=False),
    sa.Column("noted_at", _instant, server_default=sa.func.clock_timestamp()),
    sa.Column("due_at", _instant, server_default=sa.func.clock_timestamp()),
    sa.Column("tries", sa.Integer, server_default="0"),
    sa.Column("sent_at", _instant),
)
