"""Create the tables of the room harvest: sources, runs, the ledger, faults, marks."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "012_harvest"
down_revision = "011_reclassifications"
branch_labels = None
depends_on = None

SCHEMA = "dongguan"
STATES = ("running", "succeeded", "failed", "cancelled", "stopped")


def _instant(name: str, **more) -> sa.Column:
    return sa.Column(name, sa.DateTime(timezone=True), **more)


def _json(name: str, default: str = "{}") -> sa.Column:
    return sa.Column(name, JSONB, nullable=False, server_default=default)


def _text(name: str, **more) -> sa.Column:
    return sa.Column(name, sa.Text, nullable=False, server_default="", **more)


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "harvest_sources",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("adapter", sa.Text, nullable=False),
        sa.Column("address", sa.Text, nullable=False),
        sa.Column("system", sa.Text, nullable=False, unique=True),
        _text("credentials"),
        _text("owner_org"),
        _json("options"),
        _json("limits"),
        _json("rules"),
        sa.Column("opening", JSONB),
        sa.Column("schedule", sa.Text),
        sa.Column("is_active", sa.Boolean, nullable=False, server_default=sa.true()),
        _text("approved_by"),
        _instant("approved_at"),
        _json("cursor"),
        _instant("read_whole_at"),
        _instant("shrink_confirmed_at"),
        _text("created_by"),
        _instant("created_at", nullable=False, server_default=sa.func.now()),
        _instant("changed_at", nullable=False, server_default=sa.func.now()),
        schema=SCHEMA,
    )
    op.create_table(
        "harvest_runs",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("source", sa.Text, nullable=False, index=True),
        sa.Column("mode", sa.Text, nullable=False),
        sa.Column("is_dry", sa.Boolean, nullable=False, server_default=sa.false()),
        sa.Column("state", sa.Text, nullable=False, server_default="running"),
        _text("requested_by"),
        _text("version"),
        _instant("started_at", nullable=False, server_default=sa.func.now()),
        _instant("finished_at"),
        _json("counts"),
        _json("cost"),
        sa.Column("problem", JSONB),
        sa.Column("public", JSONB),
        sa.CheckConstraint(f"state IN {STATES}", name="harvest_runs_state"),
        schema=SCHEMA,
    )
    op.create_index(
        "harvest_runs_latest", "harvest_runs", ["source", "started_at"], schema=SCHEMA
    )
    op.create_table(
        "harvest_items",
        sa.Column("source", sa.Text, primary_key=True),
        sa.Column("remote_id", sa.Text, primary_key=True),
        sa.Column("package_id", sa.Text, nullable=False, index=True),
        sa.Column("hash", sa.Text, nullable=False),
        _text("stamp"),
        _text("version"),
        _text("title"),
        _text("audience"),
        _text("waiting"),
        _text("open_class"),
        _text("decision"),
        _text("run"),
        _text("batch"),
        sa.Column("given", JSONB),
        sa.Column("kept", JSONB),
        sa.Column("files", JSONB),
        _instant("missing_since"),
        _instant("withdrawn_at"),
        _instant("changed_at", nullable=False, server_default=sa.func.now()),
        schema=SCHEMA,
    )
    op.create_index(
        "harvest_items_waiting", "harvest_items", ["source", "waiting"], schema=SCHEMA,
        postgresql_where=sa.text("waiting <> ''"),
    )
    op.create_index(
        "harvest_items_missing", "harvest_items", ["source"], schema=SCHEMA,
        postgresql_where=sa.text("missing_since IS NOT NULL"),
    )
    op.create_table(
        "harvest_faults",
        sa.Column("id", sa.BigInteger, sa.Identity(), primary_key=True),
        sa.Column("run", sa.Text, nullable=False, index=True),
        sa.Column("source", sa.Text, nullable=False),
        _text("remote_id"),
        _text("title"),
        _text("place"),
        sa.Column("cause", sa.Text, nullable=False),
        sa.Column("remedy", sa.Text, nullable=False),
        _instant("noted_at", nullable=False, server_default=sa.func.now()),
        schema=SCHEMA,
    )
    op.create_table(
        "harvest_marks",
        sa.Column("source", sa.Text, primary_key=True),
        sa.Column("key", sa.Text, primary_key=True),
        _text("etag"),
        _text("last_modified"),
        _text("note"),
        sa.Column("ids", JSONB, nullable=False),
        schema=SCHEMA,
    )


def downgrade() -> None:
    """Drop the tables."""
    for name in ("marks", "faults", "items", "runs", "sources"):
        op.drop_table(f"harvest_{name}", schema=SCHEMA)
