"""Runs the one migration history of all rooms."""

from __future__ import annotations

from alembic import context
from sqlalchemy import engine_from_config, pool

config = context.config


def run() -> None:
    """Apply the versions over one connection, in one transaction."""
    engine = engine_from_config(
        config.get_section(config.config_ini_section) or {},
        prefix="sqlalchemy.",
        poolclass=pool.NullPool,
    )
    with engine.connect() as connection:
        context.configure(connection=connection, version_table="dongguan_alembic_version")
        with context.begin_transaction():
            context.run_migrations()


run()
