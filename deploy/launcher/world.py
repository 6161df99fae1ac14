"""What each process of the tests has to itself in services that all of them share."""

from __future__ import annotations

from dataclasses import dataclass

from .datastore import DataStore
from .site import EXCHANGE, Site

# Two cores run two processes of the tests; more would only wait for each other.
COUNT = 2


@dataclass(frozen=True, kw_only=True)
class World:
    """The names of one process's databases, index and folder; numbers begin with 1."""

    number: int

    @property
    def database(self) -> str:
        """CKAN's database, its role, and its core in Solr."""
        return self._named("ckan_test")

    @property
    def exchange(self) -> str:
        """The database of the sandbox's front-end exchange, and its role."""
        return self._named(EXCHANGE)

    @property
    def tables(self) -> DataStore:
        """The DataStore's database; its roles serve every world."""
        own = self.database
        name = self._named("datastore_test")
        return DataStore(database=name, main_database=own, main_role=own)

    def addresses(self, site: Site) -> dict[str, str]:
        """Write the environment of its tests: the contract with config/test.ini."""
        write_url, read_url = site.datastore_urls(self.tables)
        return {
            "CKAN_DATASTORE_WRITE_URL": write_url,
            "CKAN_DATASTORE_READ_URL": read_url,
            "CKAN_SQLALCHEMY_URL": site.database_url(self.database, self.database),
            "CKAN_SOLR_URL": site.solr_url(self.database),
            "CKAN_REDIS_URL": site.redis_url(self.number),
            "CKAN_STORAGE_PATH": str(site.place.data / self._named("storage")),
            "DONGGUAN_TEST_EXCHANGE_URL": site.database_url(self.exchange, self.exchange),
        }

    def _named(self, stem: str) -> str:
        return stem if self.number == 1 else f"{stem}_{self.number}"


WORLDS = tuple(World(number=number + 1) for number in range(COUNT))
