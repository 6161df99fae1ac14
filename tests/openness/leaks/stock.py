"""The leak suite against CKAN as it comes: `python -m tests.openness.leaks.stock`.

A check of the suite itself: the surfaces on which CKAN 2.12.0 is known to tell of private
datasets have to be found. It stands in a database of its own (the one that the tests keep
for exchange) and beside the portal's documents in the index, under a site id of its own.
"""

from __future__ import annotations

import logging
import os
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import click
import sqlalchemy as sa

from ckanext.dongguan.openness.case import Case

from . import planting, registry
from .asking import Portal
from .call import Call
from .canary import Mark, word
from .judging import differs, hides, leaks
from .planting import NOBODY, Field, Planted

INI = Path(__file__).with_name("stock.ini")
# Behind the numbers of the suite itself: the tables lie in one database.
FIRST = 60
OUTSIDERS = ("anonymous", "registered")
KINDS = {"open": Case.OPEN, "withheld": Case.WITHHELD, "taken_back": Case.WITHHELD}
# The nine of which it is known (CKAN 2.12.0), by the surfaces that show them.
KNOWN = {
    "keywords": {"tag_list", "tag_search", "tag_autocomplete", "tag_show"},
    "formats": {"format_autocomplete"},
    "members of a department": {"member_list"},
    "reports of loaders": {"task_status_show"},
    "list of all tables": {"datastore_search _table_metadata"},
    "recent changes": {"recently_changed_packages_activity_list"},
    "what somebody did": {"user_activity_list", "activity.user_activity"},
    "followers": {"dataset_follower_count"},
    "refused or not there": {"package_show"},
}


def load() -> Any:
    """Load CKAN as it comes and give it an empty database."""
    engine = sa.create_engine(os.environ["CKAN_SQLALCHEMY_URL"])
    _drop_tables(engine)
    with engine.begin() as connection:
        connection.execute(sa.text("DROP SCHEMA public CASCADE"))
        connection.execute(sa.text("CREATE SCHEMA public"))
    engine.dispose()
    from ckan import model
    from ckan.cli import CKANConfigLoader
    from ckan.cli.db import _run_migrations
    from ckan.config.middleware import make_app

    app = make_app(CKANConfigLoader(str(INI)).get_config())
    with app._wsgi_app.test_request_context("/"):
        model.repo.init_db()
        _run_migrations("activity")
    return app


def _drop_tables(engine: sa.Engine) -> None:
    """Drop the tables of an earlier run, which lie in the database of all tables."""
    if not sa.inspect(engine).has_table("resource"):
        return
    with engine.connect() as connection:
        names = connection.scalars(sa.text("SELECT id FROM resource")).all()
    tables = sa.create_engine(os.environ["CKAN_DATASTORE_WRITE_URL"])
    with tables.begin() as connection:
        for name in names:
            connection.execute(sa.text(f'DROP TABLE IF EXISTS "{name}" CASCADE'))
    tables.dispose()


def plant() -> tuple[Field, dict[str, dict[str, str]]]:
    """Plant an open dataset, a private one and one that was open before."""
    from ckan.tests import factories, helpers

    helpers.call_action("get_site_user", {"ignore_auth": True})
    own = factories.Organization(name="jsq-own")
    theme = factories.Group(name="jsq-theme")
    person = factories.User(name="jsq-person")
    places = {
        "own": own["id"], "other": own["id"], "society": own["id"],
        "theme": theme["id"], "person": person["id"],
    }  # fmt: skip
    planted = {name: _plant(name, case, places) for name, case in KINDS.items()}
    planted[NOBODY] = planting.nothing(FIRST + len(KINDS))
    headers = {"anonymous": {}, "registered": _token(factories.UserWithToken())}
    return Field(
        planted=planted, places=places, ids=planting.known_ids(planted.values())
    ), headers


def _token(user: Mapping[str, Any]) -> dict[str, str]:
    return {"Authorization": str(user["token"])}


def _plant(name: str, case: Case, places: Mapping[str, str]) -> Planted:
    from ckan.tests import helpers

    number = FIRST + list(KINDS).index(name)
    sown = planting.sown(number, places)
    fields = {k: v for k, v in sown.items() if k not in {"items", "opening_decided_by"}}
    fields["extras"] = [{"key": "opening_decided_by", "value": sown["opening_decided_by"]}]
    actor = {"user": "jsq-person", "ignore_auth": True}
    made = helpers.call_action(
        "package_create", dict(actor), **fields, private=name == "withheld"
    )
    resource = made["resources"][0]
    helpers.call_action(
        "datastore_create", dict(actor), **planting.rows(number, resource["id"])
    )
    view_id = planting.around(resource["id"], number)
    title = f"东莞市 {word(Mark.TITLE, number)}"
    private = case is not Case.OPEN
    helpers.call_action(
        "package_patch", dict(actor), id=made["id"], title=title, private=private
    )
    activity = planting.last_activity(made["id"])
    return Planted(
        name=name, number=number, case=case,
        words=planting.words_of(number, (made["id"], resource["id"], view_id, activity)),
    )  # fmt: skip


def calls(app: Any) -> Iterator[tuple[str, Call | None]]:
    """Make every call there is; None where nobody knows how to."""
    from ckan import logic

    logic.get_action("package_show")
    table_list = {"resource_id": "_table_metadata", "limit": 32000}
    yield "datastore_search _table_metadata", Call(
        surface="datastore_search", path="/api/3/action/datastore_search", method="POST",
        body=table_list,
    )  # fmt: skip
    for name in sorted(logic._actions):
        yield from _each(name, lambda name=name: registry.of_action(name))
    rules = defaultdict(list)
    for rule in app._wsgi_app.url_map.iter_rules():
        rules[rule.endpoint].append(rule)
    for endpoint, several in sorted(rules.items()):
        yield from _each(
            endpoint, lambda e=endpoint, s=several: registry.of_route(iter(s), e, e)
        )


def _each(name: str, make: Any) -> Iterator[tuple[str, Call | None]]:
    try:
        yield from ((name, call) for call in make())
    except registry.NoCallError:
        yield name, None


def judge(portal: Portal, call: Call) -> Iterator[str]:
    """Ask as outsiders for what is hidden from them; say what is told of it."""
    if call.is_write:
        return
    no = portal.field.nobody
    for who in OUTSIDERS:
        nothing = portal.ask(call, who, no)
        yield from _told(portal, call, who, no, nothing)
        for name in ("withheld", "taken_back") if call.asks_for else ():
            planted = portal.field.planted[name]
            answer = portal.ask(call, who, planted)
            yield from _told(portal, call, who, planted, answer)
            if hides(who, call, planted) and differs(answer, nothing, call, planted, no):
                yield f"answers {answer.status} for a private one, {nothing.status} for none"


def _told(portal: Portal, call: Call, who: str, planted: Planted, answer: Any) -> Iterator[str]:
    yield from leaks(portal, call, who, portal.told(answer, call, planted))
    if answer.status >= 500:
        yield f"fails with {answer.status}"


@click.command()
def main() -> None:
    """Run the suite; exit code 1 where a known leak was not found."""
    logging.disable(logging.CRITICAL)
    os.environ["CKAN_SQLALCHEMY_URL"] = os.environ["DONGGUAN_TEST_EXCHANGE_URL"]
    app = load()
    found: dict[str, set[str]] = defaultdict(set)
    with app._wsgi_app.test_request_context("/"):
        field, headers = plant()
    portal = Portal(app=_Served(app), field=field, headers=headers)
    for name, call in calls(app):
        if call is None:
            found["(not called)"].add(name)
        else:
            found[name] |= set(judge(portal, call))
    for name, said in sorted(found.items()):
        if said:
            click.echo(f"{name}: {'; '.join(sorted(said))}")
    missed = [what for what, names in KNOWN.items() if not any(found[n] for n in names)]
    click.echo(f"known leaks found: {len(KNOWN) - len(missed)} of {len(KNOWN)} {missed}")
    _sweep()
    sys.exit(1 if missed else 0)


class _Served:
    """An application in the dress in which `Portal` expects it."""

    def __init__(self, app: Any) -> None:
        self.flask_app = app._wsgi_app


def _sweep() -> None:
    """Leave the shared index and tables as they were."""
    from ckan.lib.search import clear_all

    clear_all()
    _drop_tables(sa.create_engine(os.environ["CKAN_SQLALCHEMY_URL"]))


if __name__ == "__main__":
    main()
