"""Create what a change of openness needs: the case of each dataset, the changes, their steps.

`decided_cases` holds what a dataset was when it was last decided about, so that a change is
noticed whichever door it comes through. `reclassifications` and their steps are what a
killed process goes on from. `put_away` keeps aliases and views of tables while their
dataset is not open. The log of decisions knows the embargo and other states.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "011_reclassifications"
down_revision = "010_directory_duties"
branch_labels = None
depends_on = None

SCHEMA = "dongguan"
_instant = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Create the tables."""
    _cases()
    _reclassifications()
    _put_away()


def _cases() -> None:
    op.create_table(
        "decided_cases",
        sa.Column("dataset_id", sa.Text, primary_key=True),
        sa.Column("case", sa.Text, nullable=False),
        sa.Column("cause", sa.Text, nullable=False),
        sa.Column("basis", sa.Text, nullable=False, server_default=""),
        sa.Column("account", sa.Text),
        sa.Column("since", _instant, nullable=False, server_default=sa.func.clock_timestamp()),
        schema=SCHEMA,
    )
    op.create_index("decided_cases_case", "decided_cases", ["case", "since"], schema=SCHEMA)


def _reclassifications() -> None:
    op.create_table(
        "reclassifications",
        sa.Column("id", sa.BigInteger, sa.Identity(), primary_key=True),
        sa.Column("dataset_id", sa.Text, nullable=False),
        sa.Column("event", sa.Text, nullable=False),
        sa.Column("from_case", sa.Text),
        sa.Column("to_case", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False, server_default=""),
        sa.Column("account", sa.Text),
        sa.Column("begun_at", _instant, nullable=False, server_default=sa.func.clock_timestamp()),
        sa.Column("finished_at", _instant),
        sa.Column("superseded_by", sa.BigInteger),
        sa.Column("alarmed_at", _instant),
        schema=SCHEMA,
    )
    op.create_index(
        "reclassifications_dataset", "reclassifications", ["dataset_id", "id"], schema=SCHEMA
    )
    op.create_index(
        "reclassifications_open",
        "reclassifications",
        ["id"],
        schema=SCHEMA,
        postgresql_where=sa.text("finished_at IS NULL"),
    )
    op.create_table(
        "reclassification_steps",
        sa.Column("reclassification", sa.BigInteger, primary_key=True),
        sa.Column("step", sa.Text, primary_key=True),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("finished_at", _instant),
        sa.Column("seconds", sa.Float),
        sa.Column("count", sa.Integer),
        sa.Column("error", sa.Text, nullable=False, server_default=""),
        schema=SCHEMA,
    )


def _put_away() -> None:
    op.create_table(
        "put_away",
        sa.Column("resource_id", sa.Text, primary_key=True),
        sa.Column("kind", sa.Text, primary_key=True),
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("content", sa.Text, nullable=False, server_default=""),
        schema=SCHEMA,
    )


def downgrade() -> None:
    """Drop the tables."""
    for name in (
        "put_away", "reclassification_steps", "reclassifications", "decided_cases",
    ):  # fmt: skip
        op.drop_table(name, schema=SCHEMA)
