"""Tables of the room: sources, runs, records, faults, marks of answers, deliveries."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB

# A PostgreSQL schema of their own: CKAN compares and drops what stands in the
# default one, while these tables belong to the migrations.
metadata = sa.MetaData(schema="dongguan")

_instant = sa.DateTime(timezone=True)


def _texts(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text) for name in names]


sources = sa.Table(
    "harvest_sources",
    metadata,
    sa.Column("name", sa.Text, primary_key=True),
    *_texts("title", "adapter", "address", "system", "credentials", "owner_org"),
    sa.Column("options", JSONB),
    sa.Column("limits", JSONB),
    sa.Column("rules", JSONB),
    sa.Column("opening", JSONB(none_as_null=True)),
    sa.Column("schedule", sa.Text),
    sa.Column("is_active", sa.Boolean),
    sa.Column("approved_by", sa.Text),
    sa.Column("approved_at", _instant),
    sa.Column("cursor", JSONB),
    sa.Column("read_whole_at", _instant),
    sa.Column("shrink_confirmed_at", _instant),
    sa.Column("created_by", sa.Text),
    sa.Column("created_at", _instant),
    sa.Column("changed_at", _instant),
)

runs = sa.Table(
    "harvest_runs",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    *_texts("source", "mode", "state", "requested_by", "version"),
    sa.Column("is_dry", sa.Boolean),
    sa.Column("started_at", _instant),
    sa.Column("finished_at", _instant),
    sa.Column("counts", JSONB),
    sa.Column("cost", JSONB),
    sa.Column("problem", JSONB(none_as_null=True)),
    sa.Column("public", JSONB(none_as_null=True)),
    # How far it is while it runs.
    sa.Column("done", sa.Integer),
    sa.Column("total", sa.Integer),
)

items = sa.Table(
    "harvest_items",
    metadata,
    sa.Column("source", sa.Text, primary_key=True),
    sa.Column("remote_id", sa.Text, primary_key=True),
    *_texts(
        "package_id", "hash", "stamp", "version", "title", "audience", "waiting",
        "open_class", "decision", "unread", "run", "first_run", "batch",
    ),
    sa.Column("given", JSONB(none_as_null=True)),
    # What the source gave last of the fields that people may edit here.
    sa.Column("kept", JSONB(none_as_null=True)),
    # What the files were: name, checksum, id at the source.
    sa.Column("files", JSONB(none_as_null=True)),
    sa.Column("missing_since", _instant),
    # A person confirmed it, or only pages that repeat themselves ever named the record.
    sa.Column("is_excused", sa.Boolean),
    sa.Column("withdrawn_at", _instant),
    sa.Column("changed_at", _instant),
)  # fmt: skip

faults = sa.Table(
    "harvest_faults",
    metadata,
    sa.Column("id", sa.BigInteger, sa.Identity(), primary_key=True),
    *_texts("run", "source", "remote_id", "title", "place", "cause", "remedy"),
    sa.Column("noted_at", _instant, server_default=sa.func.now()),
)

marks = sa.Table(
    "harvest_marks",
    metadata,
    sa.Column("source", sa.Text, primary_key=True),
    sa.Column("key", sa.Text, primary_key=True),
    *_texts("etag", "last_modified", "note"),
    sa.Column("ids", JSONB),
)

batches = sa.Table(
    "harvest_batches",
    metadata,
    sa.Column("source", sa.Text, primary_key=True),
    sa.Column("number", sa.Text, primary_key=True),
    sa.Column("run", sa.Text),
    sa.Column("done", sa.Integer),
    sa.Column("refused", JSONB),
    sa.Column("is_closed", sa.Boolean),
    sa.Column("noted_at", _instant, server_default=sa.func.now()),
)

notices = sa.Table(
    "harvest_notices",
    metadata,
    sa.Column("id", sa.BigInteger, sa.Identity(), primary_key=True),
    *_texts("run", "recipient"),
    sa.Column("noted_at", _instant, server_default=sa.func.now()),
    sa.Column("due_at", _instant, server_default=sa.func.now()),
    sa.Column("tries", sa.Integer, server_default="0"),
    sa.Column("sent_at", _instant),
)
