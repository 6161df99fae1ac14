"""What fills a demo site: steps that name what the site has."""

from __future__ import annotations

from deploy.launcher import demo, sandbox
from deploy.launcher.place import Place, claim
from deploy.launcher.site import read_site

GIVEN = {"CKAN_SQLALCHEMY_URL": "postgresql://u:x@db/ckan"} | {
    f"CKAN_DATASTORE_{role}_URL": f"postgresql://{role}:x@db/tables"
    for role in ("WRITE", "READ")
}


def test_every_step_is_possible_on_a_site_of_our_own(place: Place) -> None:
    claim(place)
    where = sandbox.addresses(read_site(place, {}))

    assert all(step.is_possible(where) for step in demo.steps())


def test_the_exchange_is_named_without_its_password(place: Place) -> None:
    claim(place)
    site = read_site(place, {})

    address = sandbox.addresses(site)["exchange_address"]

    assert address == f"postgresql://127.0.0.1:{site.ports['postgres']}/dongguan_sandbox"


def test_beside_a_given_postgresql_there_is_no_exchange_to_register(place: Place) -> None:
    claim(place)
    where = sandbox.addresses(read_site(place, GIVEN))

    left_out = [step.name for step in demo.steps() if not step.is_possible(where)]

    assert left_out == ["exchange-source"]
