"""The tables of ckanext-harvest 1.6.3 as its migrations make them.

Its models name the indexes without their columns and leave out that rows go with those
they belong to, so that CKAN's own check (`ckan db check`) finds its database wrong.
"""

from __future__ import annotations

from sqlalchemy import Index, Table

INDEXES = {
    "harvest_object": {
        "harvest_job_id_idx": "harvest_job_id",
        "harvest_source_id_idx": "harvest_source_id",
        "package_id_idx": "package_id",
        "guid_idx": "guid",
    },
    "harvest_object_extra": {"harvest_object_id_idx": "harvest_object_id"},
    "harvest_object_error": {"harvest_error_harvest_object_id_idx": "harvest_object_id"},
}


def agree() -> None:
    """Let the models say what the migrations made; repeated, it changes nothing."""
    from ckanext.harvest import model

    metadata = model.HarvestSource.metadata
    for table in metadata.tables.values():
        if table.name.startswith("harvest_"):
            _agree(table)


def _agree(table: Table) -> None:
    for constraint in table.foreign_key_constraints:
        constraint.ondelete = "CASCADE"
        for key in constraint.elements:
            key.ondelete = "CASCADE"
    known = {index.name for index in table.indexes}
    for name, column in INDEXES.get(table.name, {}).items():
        if name not in known:
            Index(name, table.c[column])
