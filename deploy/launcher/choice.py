"""What a person decided about a site in the environment, kept once a start accepted it.

A later start without the variable must come up as the same site: not with an empty
database, and not with made-up data on a real portal. An empty variable takes a
decision back.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from .store import read_json, write_json

# Services a site may bring itself, by the variables CKAN knows them by.
GIVEN = {
    "postgres": "CKAN_SQLALCHEMY_URL",
    "solr": "CKAN_SOLR_URL",
    "redis": "CKAN_REDIS_URL",
    "datastore_write": "CKAN_DATASTORE_WRITE_URL",
    "datastore_read": "CKAN_DATASTORE_READ_URL",
}
NAMES = {**GIVEN, "url": "DONGGUAN_SITE_URL", "demo": "DONGGUAN_DEMO"}


def _file(data: Path) -> Path:
    # URLs carry passwords: like secrets.json it is readable by its owner alone.
    return data / "choices.json"


def read(data: Path, environ: Mapping[str, str]) -> dict[str, str]:
    """Read the decisions that stand, today's before those kept; nothing is written."""
    kept = read_json(_file(data))
    found = {
        name: environ.get(variable, kept.get(name, "")) for name, variable in NAMES.items()
    }
    return {name: text for name, text in found.items() if text}


def keep(data: Path, choices: Mapping[str, str]) -> None:
    """Keep decisions for later starts."""
    if read_json(_file(data)) != dict(choices):
        write_json(_file(data), dict(choices))
