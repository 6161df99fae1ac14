"""Create the tables of the room jobs: what is due, and the runs."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "002_jobs"
down_revision = "001_index_outbox"
branch_labels = None
depends_on = None

SCHEMA = "dongguan"


def _instant(name: str, *, nullable: bool = True) -> sa.Column:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def upgrade() -> None:
    """Create both tables."""
    op.create_table(
        "jobs",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("schedule", sa.Text),
        sa.Column("declared_schedule", sa.Text),
        _instant("next_due_at"),
        sa.Column("is_enabled", sa.Boolean, nullable=False, server_default=sa.true()),
        sa.Column("queue", sa.Text, nullable=False),
        sa.Column("limit_seconds", sa.Integer, nullable=False),
        _instant("last_run_at"),
        _instant("skipped_at"),
        schema=SCHEMA,
    )
    op.create_table(
        "job_runs",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("job", sa.Text, sa.ForeignKey(f"{SCHEMA}.jobs.name"), nullable=False),
        sa.Column("state", sa.Text, nullable=False, server_default="queued"),
        sa.Column("requested_by", sa.Text),
        sa.Column("worker", sa.Text),
        _instant("queued_at", nullable=False),
        _instant("started_at"),
        _instant("heartbeat_at"),
        _instant("finished_at"),
        _instant("cancel_requested_at"),
        sa.Column("done", sa.BigInteger, nullable=False, server_default="0"),
        sa.Column("total", sa.BigInteger, nullable=False, server_default="0"),
        sa.Column("percent", sa.SmallInteger, nullable=False, server_default="0"),
        sa.Column("remaining_seconds", sa.Integer),
        sa.Column("message", sa.Text, nullable=False, server_default=""),
        sa.Column("error", sa.Text),
        sa.Column("cursor", JSONB),
        sa.CheckConstraint(
            "state IN ('queued', 'running', 'succeeded', 'failed', 'cancelled', 'lost')",
            name="job_runs_state",
        ),
        sa.CheckConstraint("percent BETWEEN 0 AND 100", name="job_runs_percent"),
        schema=SCHEMA,
    )
    # Whatever ticks, people and workers do at the same moment: one job, one active run.
    op.create_index(
        "job_runs_active",
        "job_runs",
        ["job"],
        unique=True,
        schema=SCHEMA,
        postgresql_where=sa.text("state IN ('queued', 'running')"),
    )
    op.create_index("job_runs_latest", "job_runs", ["job", "queued_at"], schema=SCHEMA)
    op.create_index("job_runs_queued_at", "job_runs", ["queued_at"], schema=SCHEMA)


def downgrade() -> None:
    """Drop both tables."""
    op.drop_table("job_runs", schema=SCHEMA)
    op.drop_table("jobs", schema=SCHEMA)
