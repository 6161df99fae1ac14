"""Bring stored datasets in line with the completed schemas.

Fields that changed meaning: the basis for not sharing leaves the field of the condition;
a length stays only with the types of data items that have one. What a rule needs and
the source of a dataset never stated is named in `not_stated`, so that the dataset can be
edited and harvested on. Datasets without a source keep their gaps: whoever edits them
next is asked. The documents of changed datasets are sent to the index anew.
"""

from __future__ import annotations

from alembic import op

revision = "009_complete_schemas"
down_revision = "008_listed_entities"
branch_labels = None
depends_on = None

SHARE_BASIS = """
WITH changed AS (
    UPDATE package SET extras = (extras - 'share_condition')
        || jsonb_build_object('share_basis', extras->>'share_condition')
    WHERE extras->>'share_class' = 'withheld' AND NOT extras ? 'share_basis'
        AND coalesce(extras->>'share_condition', '') <> ''
    RETURNING id
)
INSERT INTO dongguan.index_outbox (package_id) SELECT id FROM changed
"""

LENGTHS = """
WITH changed AS (
    UPDATE package SET extras = jsonb_set(extras, '{items}', to_jsonb((
        SELECT jsonb_agg(
            CASE WHEN item->>'type' IN ('D', 'T', 'L', 'M', 'G', 'B', 'I', 'F')
                THEN item - 'length' ELSE item END ORDER BY place)
        FROM jsonb_array_elements((extras->>'items')::jsonb)
            WITH ORDINALITY AS listed (item, place)
    )::text))
    WHERE extras->>'items' LIKE '[{%%' AND EXISTS (
        SELECT FROM jsonb_array_elements((extras->>'items')::jsonb) AS item
        WHERE item->>'type' IN ('D', 'T', 'L', 'M', 'G', 'B', 'I', 'F') AND item ? 'length'
    )
    RETURNING id
)
INSERT INTO dongguan.index_outbox (package_id) SELECT id FROM changed
"""

# The fields that the rules of this release need, and for which classes.
NOT_STATED = """
WITH open_to AS (
    SELECT id, (
        SELECT jsonb_agg(name)::text FROM (VALUES
            ('notes', extras->>'open_class' IN ('unconditional', 'conditional'), notes),
            ('update_frequency', extras->>'open_class' IN ('unconditional', 'conditional'),
                extras->>'update_frequency'),
            ('share_condition', extras->>'share_class' = 'conditional',
                extras->>'share_condition'),
            ('share_basis', extras->>'share_class' = 'withheld', extras->>'share_basis'),
            ('share_method', extras->>'share_class' IN ('unconditional', 'conditional'),
                extras->>'share_method'),
            ('open_condition', extras->>'open_class' = 'conditional',
                extras->>'open_condition'),
            ('open_manner', extras->>'open_class' = 'conditional', extras->>'open_manner'),
            ('open_requirements', extras->>'open_class' = 'conditional',
                extras->>'open_requirements'),
            ('open_safeguards', extras->>'open_class' = 'conditional',
                extras->>'open_safeguards'),
            ('withheld_basis', extras->>'open_class' = 'withheld',
                extras->>'withheld_basis')
        ) AS asked (name, is_needed, value)
        WHERE is_needed AND coalesce(value, '') = ''
    ) AS names
    FROM package WHERE coalesce(extras->>'source_system', '') <> ''
        AND NOT extras ? 'not_stated'
), changed AS (
    UPDATE package SET extras = extras || jsonb_build_object('not_stated', names)
    FROM open_to WHERE package.id = open_to.id AND names IS NOT NULL
    RETURNING package.id
)
INSERT INTO dongguan.index_outbox (package_id) SELECT id FROM changed
"""

UNDO = """
UPDATE package SET extras = (extras - 'share_basis' - 'not_stated')
    || jsonb_build_object('share_condition', extras->>'share_basis')
WHERE extras ? 'share_basis' AND NOT extras ? 'share_condition'
"""


def upgrade() -> None:
    """Move, drop and name what the schemas now say otherwise; a second run changes nothing."""
    for statement in (SHARE_BASIS, LENGTHS, NOT_STATED):
        op.execute(statement)


def downgrade() -> None:
    """Put the basis back into the field of the condition; lengths stay away."""
    op.execute(UNDO)
