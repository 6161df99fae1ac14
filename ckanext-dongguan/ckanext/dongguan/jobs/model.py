"""Tables of the room: when each job is due, and what became of each run."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB

# A PostgreSQL schema of their own: CKAN compares and drops what stands in the
# default one, while these tables belong to the migrations.
metadata = sa.MetaData(schema="dongguan")

_instant = sa.DateTime(timezone=True)

jobs = sa.Table(
    "jobs",
    metadata,
    sa.Column("name", sa.Text, primary_key=True),
    # A person may set another schedule than the declared one; both are kept so
    # that a new release moves only the schedules nobody touched.
    sa.Column("schedule", sa.Text),
    sa.Column("declared_schedule", sa.Text),
    sa.Column("next_due_at", _instant),
    sa.Column("is_enabled", sa.Boolean),
    sa.Column("queue", sa.Text),
    sa.Column("limit_seconds", sa.Integer),
    sa.Column("last_run_at", _instant),
    sa.Column("skipped_at", _instant),
)

runs = sa.Table(
    "job_runs",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("job", sa.Text),
    sa.Column("state", sa.Text),
    sa.Column("requested_by", sa.Text),
    sa.Column("worker", sa.Text),
    sa.Column("queued_at", _instant),
    sa.Column("started_at", _instant),
    sa.Column("heartbeat_at", _instant),
    sa.Column("finished_at", _instant),
    sa.Column("cancel_requested_at", _instant),
    sa.Column("done", sa.BigInteger),
    sa.Column("total", sa.BigInteger),
    sa.Column("percent", sa.SmallInteger),
    sa.Column("remaining_seconds", sa.Integer),
    sa.Column("message", sa.Text),
    sa.Column("error", sa.Text),
    sa.Column("cursor", JSONB),
)
