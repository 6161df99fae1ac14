"""Pages of the DataStore: dump, description, dictionary."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable
from typing import Any

import ckan.plugins.toolkit as tk
import pytest
from ckan.tests import factories, helpers

from .conftest import CANARY, OPEN

Make = Callable[..., dict[str, Any]]
Tables = dict[str, dict[str, Any]]
Person = Callable[[str], dict[str, str]]
# Written anew into every page of a signed-in person.
TOKEN = re.compile(r'(?<=name="_csrf_token" )(content|value)="[^"]*"')
FORMATS = ("csv", "tsv", "json", "xml")
PAGES = ("/datastore/dump/{}", "/datastore/api_info/{}")


@pytest.mark.parametrize("kind", FORMATS)
def test_open_rows_are_dumped_in_every_format(tables: Tables, app: Any, kind: str) -> None:
    answer = app.test_client().get(f"/datastore/dump/{tables['open']['id']}?format={kind}")

    assert answer.status_code == 200
    assert CANARY in answer.text or CANARY.encode("unicode-escape").decode() in answer.text


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("method", ["get", "head"])
def test_conditional_rows_are_refused_with_the_way_to_get_them(
    tables: Tables, app: Any, page: str, method: str
) -> None:
    resource = tables["conditional"]
    fetch = getattr(app.test_client(), method)

    for name in (resource["id"], resource["alias"]):
        for query in ("", "?limit=0", "?format=json", "?bom=true"):
            answer = fetch(page.format(name) + query, headers={"Range": "bytes=0-9"})

            assert answer.status_code == 403
            assert CANARY not in answer.text
            assert method == "head" or "申请" in answer.text


@pytest.mark.parametrize("page", PAGES)
def test_hidden_rows_answer_like_rows_that_never_were(
    tables: Tables, app: Any, person: Person, page: str
) -> None:
    resource = tables["hidden"]
    names = (resource["id"], resource["alias"], str(uuid.uuid4()), "_table_metadata")

    for headers in ({}, person("stranger")):
        answers = [app.test_client().get(page.format(n), headers=headers) for n in names]

        assert {a.status_code for a in answers} == {404}
        texts = [a.text.replace(n, "NAME") for a, n in zip(answers, names, strict=True)]
        assert len({TOKEN.sub("", text) for text in texts}) == 1


@pytest.mark.parametrize(
    "query",
    ["limit=-1", "limit=x", "offset=-5", "sort=nichts", "sort=_id%20desc;--", "format=exe",
     "filters=1", "filters=[1]", "filters={", "filters={%22x%22:1}", "q={%22x%22:%22y%22}",
     "fields=x", "language=x", "language=%27", "plain=x", "distinct=x", "limit=99999999999999",
     "q=%00", "filters=[]", "filters=null", "q=null", "sort=", "fields=", "offset=1e9"],
)  # fmt: skip
def test_odd_wishes_of_a_dump_end_without_a_fault(tables: Tables, app: Any, query: str) -> None:
    answer = app.test_client().get(f"/datastore/dump/{tables['open']['id']}?{query}")

    assert answer.status_code < 500
    assert "SELECT" not in answer.text


def test_a_dump_of_the_department_is_kept_by_no_cache(
    tables: Tables, app: Any, person: Person
) -> None:
    resource = tables["conditional"]

    answer = app.test_client().get(
        f"/datastore/dump/{resource['id']}", headers=person("editor")
    )

    assert CANARY in answer.text
    assert answer.headers["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("kind", ["open", "conditional", "hidden"])
def test_the_dictionary_is_changed_by_the_department_alone(
    tables: Tables, app: Any, person: Person, kind: str
) -> None:
    resource = tables[kind]
    address = f"/dataset/{resource['package_id']}/dictionary/{resource['id']}"

    codes = {
        who: app.test_client().get(address, headers=person(who)).status_code
        for who in ("anonymous", "stranger", "other editor", "editor")
    }

    refused = 404 if kind == "hidden" else 403
    assert codes.pop("editor") == 200
    assert set(codes.values()) == {refused}


def test_a_dictionary_under_another_dataset_is_none(
    tables: Tables, dataset: Make, app: Any, person: Person
) -> None:
    resource, other = tables["open"], dataset()

    answer = app.test_client().get(
        f"/dataset/{other['id']}/dictionary/{resource['id']}", headers=person("editor")
    )

    assert answer.status_code == 404


def test_what_views_would_fetch_has_the_same_door(tables: Tables, app: Any) -> None:
    """The plugin is off; its pages call the actions that are guarded here."""
    addresses = ("/datatables/ajax/x", "/datatables/filtered-download/x")

    codes = {app.test_client().post(address).status_code for address in addresses}

    assert codes <= {404, 405}


def test_a_sysadmin_goes_through_the_same_door(tables: Tables, app: Any) -> None:
    token = factories.SysadminWithToken()["token"]
    resource = tables["hidden"]

    dump = app.test_client().get(
        f"/datastore/dump/{resource['id']}", headers={"Authorization": token}
    )
    right = app.test_client().get(
        f"/dataset/{resource['package_id']}/resource/{resource['id']}/download",
        headers={"Authorization": token},
        follow_redirects=False,
    )

    # Whatever the policy says of them, tables and files say the same.
    assert (dump.status_code, right.status_code) in {(200, 302), (403, 403), (404, 404)}


def test_a_dataset_that_is_closed_stops_the_dumps_that_run(
    with_table: Make, app: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = with_table(**OPEN)
    monkeypatch.setattr("ckanext.datastore.blueprint.PAGINATE_BY", 1)
    answer = app.test_client().get(f"/datastore/dump/{table['id']}", buffered=False)
    chunks = (chunk for chunk in answer.response if CANARY.encode() in chunk)
    assert next(chunks)

    helpers.call_action(
        "package_patch", id=table["package_id"], open_class="withheld", withheld_basis="依法"
    )

    with pytest.raises(tk.ObjectNotFound):
        next(chunks)
