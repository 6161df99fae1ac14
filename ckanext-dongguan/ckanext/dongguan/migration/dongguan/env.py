"""Runs the one migration history of all rooms."""

from __future__ import annotations

from alembic import context
from sqlalchemy import engine_from_config, pool, text

config = context.config

SCHEMA = "dongguan"


def run() -> None:
    """Apply the versions over one connection, in one transaction."""
    engine = engine_from_config(
        config.get_section(config.config_ini_section) or {},
        prefix="sqlalchemy.",
        poolclass=pool.NullPool,
    )
    with engine.connect() as connection:
        # CKAN compares the default schema with its own metadata (`ckan db check`)
        # and would report every table of ours there. The version stands beside
        # the tables it speaks of, so that `ckan db clean` cannot part them.
        connection.execute(text(f"CREATE SCHEMA IF NOT EXISTS {SCHEMA}"))
        connection.commit()
        context.configure(
            connection=connection, version_table="alembic_version", version_table_schema=SCHEMA
        )
        with context.begin_transaction():
            context.run_migrations()


run()
