"""Create the register of the room numbering, and give every existing dataset its code."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "007_resource_codes"
down_revision = "006_emergency"
branch_labels = None
depends_on = None

SCHEMA = "dongguan"

# A code that two datasets share stays with the one that was made first; the other
# one gets a provisional code like those without any.
REGISTER = """
INSERT INTO dongguan.resource_codes (key, code, package_id, state, source)
SELECT DISTINCT ON (replace(code, '/', '')) replace(code, '/', ''), code, id, 'official', source
FROM (
    SELECT id, metadata_created, upper(btrim(extras ->> 'resource_code')) AS code,
        CASE WHEN extras ->> 'source_system' <> '' AND extras ->> 'source_id' <> ''
            THEN (extras ->> 'source_system') || E'\\n' || (extras ->> 'source_id')
            ELSE '' END AS source
    FROM package WHERE type <> 'harvest'
) AS given
WHERE code ~ '^[123][0-9]{5}[0-9A-Z]*(/[0-9A-Z]{1,20})?$'
ORDER BY replace(code, '/', ''), metadata_created, id
"""
ALLOCATE = """
INSERT INTO dongguan.resource_codes (key, code, package_id, state)
SELECT replace(code, '/', ''), code, id, 'provisional'
FROM (
    SELECT id, '307999/Z' || lpad(number, greatest(7, length(number)), '0') AS code
    FROM (
        SELECT id, nextval('dongguan.resource_code_numbers')::text AS number
        FROM package WHERE type <> 'harvest' AND id NOT IN (
            SELECT package_id FROM dongguan.resource_codes
        ) ORDER BY metadata_created, id
    ) AS numbered
) AS without
"""
NOTE = """
INSERT INTO dongguan.index_outbox (package_id)
SELECT package_id FROM dongguan.resource_codes
"""
WRITE = """
UPDATE package SET extras = coalesce(extras, '{}'::jsonb) || jsonb_build_object(
    'resource_code', held.code, 'resource_code_state', held.state
) FROM dongguan.resource_codes AS held WHERE held.package_id = package.id
"""


def upgrade() -> None:
    """Create the table and its sequence, then fill them."""
    op.create_table(
        "resource_codes",
        sa.Column("key", sa.Text, primary_key=True),
        sa.Column("code", sa.Text, nullable=False),
        sa.Column("package_id", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("source", sa.Text, nullable=False, server_default=""),
        sa.Column(
            "given_at", sa.DateTime(timezone=True), nullable=False, server_default=sa.func.now()
        ),
        sa.Column("ended_at", sa.DateTime(timezone=True)),
        sa.CheckConstraint("state IN ('official', 'provisional')", name="resource_codes_state"),
        sa.CheckConstraint("key = replace(code, '/', '')", name="resource_codes_key"),
        schema=SCHEMA,
    )
    # Whatever happens at the same moment: an item has one code.
    op.create_index(
        "resource_codes_held",
        "resource_codes",
        ["package_id"],
        unique=True,
        schema=SCHEMA,
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.create_index("resource_codes_package", "resource_codes", ["package_id"], schema=SCHEMA)
    op.execute(sa.schema.CreateSequence(sa.Sequence("resource_code_numbers", schema=SCHEMA)))
    for statement in (REGISTER, ALLOCATE, WRITE, NOTE):
        op.execute(statement)


def downgrade() -> None:
    """Drop both; the datasets keep the codes that stand in them."""
    op.drop_table("resource_codes", schema=SCHEMA)
    op.execute(sa.schema.DropSequence(sa.Sequence("resource_code_numbers", schema=SCHEMA)))
