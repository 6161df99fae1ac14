"""What nobody sends by accident: refused, put on record, nothing told."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
import sqlalchemy as sa
from ckan import model

from .asking import Portal
from .call import Call
from .canary import Mark, word
from .judging import differs, leaks

EXTRA: list[dict[str, Any]] = [
    {"resource": {"package_id": "{open}", "id": "{open_resource}"}},
    {"package": {"id": "{open}", "state": "active", "private": False}},
    {"context": {"ignore_auth": True, "user": "jsq-data-administrator"}},
    {"ignore_auth": True},
    {"user": "jsq-data-administrator", "auth_user_obj": "jsq-data-administrator"},
    {"__junk": {"a": [1]}, "__extras": {"ignore_auth": True}},
    {"model": "x", "session": "x", "for_view": True, "use_cache": False},
    {"dongguan_entered": True, "api_version": 3},
    {"private": False, "open_class": "unconditional", "state": "active"},
]
TARGETS = {
    "package_show": {"id": "{dataset}"},
    "resource_show": {"id": "{resource}"},
    "resource_view_show": {"id": "{view}"},
    "datastore_search": {"resource_id": "{resource}"},
    "datastore_info": {"id": "{resource}"},
    "package_activity_list": {"id": "{dataset}"},
    "activity_data_show": {"id": "{activity}"},
    "package_patch": {"id": "{dataset}"},
    "package_update": {"id": "{dataset}"},
    "resource_patch": {"id": "{resource}"},
    "datastore_upsert": {"resource_id": "{resource}", "records": [], "force": True},
}
REFUSED = {400, 403, 404, 409}


def filled(site: Portal, value: Any) -> Any:
    one = site.field.planted["open"].words
    text = json.dumps(value).replace("{open}", one["dataset"])
    return json.loads(text.replace("{open_resource}", one["resource"]))


def act(name: str, body: Mapping[str, Any]) -> Call:
    return Call(surface=name, path=f"/api/3/action/{name}", method="POST", body=dict(body))


@pytest.mark.parametrize("action", TARGETS)
@pytest.mark.parametrize("who", ["anonymous", "registered", "sysadmin"])
def test_extra_keys_open_nothing(site: Portal, action: str, who: str) -> None:
    """What is refused without them is refused with them, in the same words."""
    faults = []
    for name in ("withheld", "conditional"):
        planted = site.field.planted[name]
        plain = site.ask(act(action, TARGETS[action]), who, planted)
        for extra in EXTRA:
            call = act(action, {**filled(site, extra), **TARGETS[action]})
            answer = site.ask(call, who, planted)
            faults += leaks(site, call, who, site.told(answer, call, planted))
            if plain.status in REFUSED and answer.status not in REFUSED:
                faults.append(f"{name} {extra}: {answer.status}, {plain.status} without")

    assert faults == []


@pytest.mark.parametrize(
    "wrong",
    [
        ["{dataset}"], {"id": "{dataset}"}, 7, True, None, "", " ", "../{dataset}",
        "{dataset}\x00", "{dataset}'--", "%00", "\ud800", "{dataset} ",
        "{dataset}/../{dataset}", "x" * 10_000,
    ],
    ids=lambda w: ascii(w)[:30],
)  # fmt: skip
def test_a_forged_id_is_nobody_s(site: Portal, wrong: Any) -> None:
    faults = []
    for action, body in TARGETS.items():
        key = next(iter(body))
        call = act(action, {**body, key: wrong})
        answer = site.ask(call, "anonymous", site.field.planted["withheld"])
        told = site.told(answer, call, site.field.planted["withheld"])
        faults += leaks(site, call, "anonymous", told)
        if answer.status not in REFUSED:
            faults.append(f"{action}: {answer.status}")

    assert faults == []


@pytest.mark.parametrize(
    "headers",
    [
        {"Range": "bytes=0-3"}, {"Range": "bytes=-4"}, {"Range": "bytes=9999999999-"},
        {"Range": "bytes=0-0,2-2,4-4"}, {"Range": "bytes=5-1"}, {"Range": "lines=1-2"},
        {"Range": "bytes=" + "0-1," * 500}, {"If-None-Match": "*"}, {"If-Range": '"x"'},
        {"If-Modified-Since": "Wed, 01 Jan 2090 00:00:00 GMT"}, {"If-Match": "*"},
        {"X-HTTP-Method-Override": "GET"}, {"X-Original-URL": "/"}, {"X-Accel-Redirect": "/"},
        {"Host": "evil.example"}, {"Accept-Encoding": "gzip;q=1,*;q=0"},
    ],
    ids=str,
)  # fmt: skip
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_no_header_opens_a_file(site: Portal, headers: dict[str, str], method: str) -> None:
    """A hidden file answers like none, a refused one says 403 whatever part is asked for."""
    path = "/dataset/{dataset}/resource/{resource}/download"
    call = Call(surface="resource.download", path=path, method=method, headers=headers)

    hidden = site.ask(call, "anonymous", site.field.planted["withheld"])
    nothing = site.ask(call, "anonymous", site.field.nobody)
    refused = site.ask(call, "anonymous", site.field.planted["conditional"])

    assert (
        differs(hidden, nothing, call, site.field.planted["withheld"], site.field.nobody) == ""
    )
    assert hidden.status in {400, 404}
    assert refused.status in {400, 403}
    conditional = site.field.planted["conditional"]
    assert list(leaks(site, call, "anonymous", site.told(refused, call, conditional))) == []


def recorded(planted: Any) -> list[tuple[str, str]]:
    query = sa.text(
        "SELECT operation, outcome FROM dongguan_audit.entries WHERE dataset = :d ORDER BY id"
    )
    with model.meta.engine.connect() as connection:
        rows = connection.execute(query, {"d": planted.words["dataset"]}).all()
    return [(row.operation, row.outcome) for row in rows]


@pytest.mark.parametrize("name", ["conditional", "withheld"])
def test_a_refusal_of_data_is_put_on_record(site: Portal, name: str) -> None:
    planted = site.field.planted[name]
    before = len(recorded(planted))

    for path, body in (
        ("/dataset/{dataset}/resource/{resource}/download", None),
        ("/api/3/action/datastore_search", {"resource_id": "{alias}", "ignore_auth": True}),
    ):
        method = "POST" if body else "GET"
        call = Call(surface="page", path=path, method=method, body=body)
        site.ask(call, "registered", planted)

    assert recorded(planted)[before:] == [
        ("file_download", "deny"),
        ("datastore_search", "deny"),
    ]


def test_tables_of_ckan_are_nobody_s(site: Portal) -> None:
    """`_table_metadata` lists every table there is."""
    for who in ("anonymous", "data_administrator", "sysadmin"):
        for call in (
            act("datastore_search", {"resource_id": "_table_metadata", "limit": 32000}),
            act("datastore_info", {"id": "_table_metadata"}),
            Call(surface="datastore.dump", path="/datastore/dump/_table_metadata"),
            Call(surface="datastore.dump", path="/datastore/dump/_table_stats"),
        ):
            answer = site.ask(call, who, site.field.nobody)

            assert answer.status == 404, (who, str(call))


def test_statements_in_sql_are_not_taken(site: Portal) -> None:
    sql = 'SELECT * FROM "{resource}"'
    for who in ("anonymous", "own_clerk", "sysadmin"):
        call = act("datastore_search_sql", {"sql": sql})

        answer = site.ask(call, who, site.field.planted["open"])

        assert answer.status == 400
        assert word(Mark.CELL, site.field.planted["open"].number) not in answer.text


def test_a_key_that_was_taken_back_opens_nothing(site: Portal) -> None:
    """The key of a disabled account, a made-up one and one with a letter changed."""
    key = site.headers["own_clerk"]["Authorization"]
    planted = site.field.planted["withheld"]
    call = act("package_show", {"id": "{dataset}"})
    forged = {
        "none": "x" * 40,
        "changed": key[:-3] + "AAA",
        "unsigned": key.rsplit(".", 1)[0] + ".",
    }
    nothing = site.ask(call, "anonymous", site.field.nobody)
    for forgery in forged.values():
        with_key = replace(call, headers={"Authorization": forgery})

        answer = site.ask(with_key, "anonymous", planted)

        assert differs(answer, nothing, call, planted, site.field.nobody) == ""
