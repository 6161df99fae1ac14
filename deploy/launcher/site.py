"""One site: its folders, ports and secrets, and the address of each of its services."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from . import choice, postgres, redis_server, solr
from .choice import GIVEN
from .datastore import DataStore
from .key import KeyRing
from .place import Place
from .port import HOST, WEB, site_ports

SERVICES = ("postgres", "solr", "redis")
OWNER, CORE, EXCHANGE = "ckan_default", "ckan", "dongguan_sandbox"


@dataclass(frozen=True, kw_only=True)
class Site:
    """Everything that is decided about a site before its programs start."""

    place: Place
    ports: Mapping[str, int]
    keys: KeyRing
    # What a person decided, by its name in choice.py.
    choices: Mapping[str, str] = field(default_factory=dict)

    @property
    def given(self) -> dict[str, str]:
        """URL of each service that the site brings itself, by its name here."""
        return {name: self.choices[name] for name in GIVEN if name in self.choices}

    @property
    def is_demo(self) -> bool:
        """Tell whether the site is filled with demo data."""
        return self.choices.get("demo") != "0"

    @property
    def own(self) -> list[str]:
        """Names of the services that the launcher starts.

        PostgreSQL is ours as long as it holds one of the two databases.
        """
        brought = {*self.given} - ({"postgres"} if self.datastore else set())
        return [name for name in SERVICES if name not in brought]

    @property
    def datastore(self) -> DataStore | None:
        """The DataStore in our own PostgreSQL; None where the site brings it."""
        if "datastore_write" in self.given:
            return None
        if "postgres" in self.given:
            return DataStore()
        return DataStore(main_database=OWNER, main_role=OWNER)

    def datastore_urls(self, own: DataStore | None = None) -> tuple[str, str]:
        """Addresses of the DataStore for the role that writes and the one that reads."""
        own = own or self.datastore
        if own is None:
            return self.given["datastore_write"], self.given["datastore_read"]
        write, read = (self.database_url(own.database, r) for r in (own.writer, own.reader))
        return write, read

    @property
    def superuser_url(self) -> str:
        """PostgreSQL's superuser; only for a PostgreSQL of our own."""
        password = self.keys.get("postgres")
        return postgres.address("postgres", password, self.ports["postgres"], "postgres")

    def database_url(self, database: str = OWNER, role: str = OWNER) -> str:
        """One of the databases of our own PostgreSQL, or the one the site brings."""
        given = self.given.get("postgres") if database == OWNER else None
        password = self.keys.get(f"postgres.{role}")
        return given or postgres.address(role, password, self.ports["postgres"], database)

    def solr_url(self, core: str = CORE) -> str:
        """The core's URL."""
        return self.given.get("solr") or solr.address(self.ports["solr"], core)

    def redis_url(self, number: int = 0) -> str:
        """One of Redis's numbered databases."""
        own = redis_server.address(self.ports["redis"], self.keys.get("redis"), number)
        return self.given.get("redis") or own

    @property
    def url(self) -> str:
        """Where a browser on this machine finds the portal."""
        return f"http://{HOST}:{self.ports['web']}"

    @property
    def public_url(self) -> str:
        """Address that the pages call their own."""
        return self.choices.get("url") or self.url


def read_site(place: Place, environ: Mapping[str, str]) -> Site:
    """Read what is decided about a site, picking the ports that are still open."""
    keys = KeyRing(file=place.data / "secrets.json")
    ports = site_ports(place.data / "ports.json", {"web": WEB})
    choices = choice.read(place.data, environ)
    return Site(place=place, ports=ports, keys=keys, choices=choices)


def without_given(place: Place, ports: Mapping[str, int]) -> Site:
    """Describe a site that brings no service, whatever the environment says."""
    return Site(place=place, ports=ports, keys=KeyRing(file=place.data / "secrets.json"))
