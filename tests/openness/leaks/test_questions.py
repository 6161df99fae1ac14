"""Questions to the index that no form asks: what they tell of hidden datasets."""

from __future__ import annotations

import json
from typing import Any

import pytest
from ckan.lib.navl.validators import keep_extras
from ckan.logic.schema import default_show_group_schema
from ckan.tests import factories, helpers

from ...conftest import complete
from .asking import Portal
from .call import Call

SEARCH = "/api/3/action/package_search"
# Each is asked about a hidden dataset and about nothing; who could tell them apart, leaks.
ORACLES: list[dict[str, Any]] = [
    {"q": "{!lucene}{title}"},
    {"q": '_query_:"title:{title}"'},
    {"q": '_val_:"termfreq(text,{title})"'},
    {"q": "{!join from=id to=id}title:{title}"},
    {"q": "*:*", "fq": "{!term f=title}{title}"},
    {"q": "*:*", "fq": "-permission_labels:public +title:{title}"},
    {"q": "permission_labels:member-{own} AND title:{title}"},
    {"q": r"permission\u005flabels:role-auditor"},
    {"q": "*:*", "sort": "if(termfreq(title,'{title}'),1,0) desc"},
    {"q": "*:*", "sort": "termfreq(title,'{title}') desc"},
    {"q": "*:*", "bf": "if(termfreq(title,'{title}'),9,0)"},
    {"q": "*:*", "boost": "termfreq(text,'{cell}')", "defType": "edismax"},
    {"q": "{title}", "qf": "title^9 permission_labels^1"},
    {"q": "{title}", "qf": "data_dict validated_data_dict text"},
    {"q": "{column}", "qf": "item_names^5"},
    {"q": "*:*", "fl": "id,labels:permission_labels,[explain]"},
    {"q": "*:*", "facet.field": ["permission_labels"], "facet.mincount": 0},
    {"q": "*:*", "facet.field": ["{!ex=x}permission_labels"]},
    {"q": "*:*", "facet.field": ["title"], "facet.prefix": "jsq"},
    {"q": "*:*", "facet.query": "title:{title}"},
    {"q": "*:*", "facet.pivot": "permission_labels,organization"},
    {"q": "*:*", "facet.field": ["notes"], "facet.limit": -1},
    {"q": "*:*", "f.tags.facet.prefix": "{keyword}", "facet.field": ["tags"]},
    {"q": "title:{title}~ OR title:/{title}/"},
    {"q": "title:[{title} TO {title}]"},
    {"q": "+id:{dataset} +state:(draft OR deleted)", "include_drafts": True},
    {"q": "capacity:private AND name:{name}", "include_private": True},
    {"q": "entity_type:package AND id:{dataset}", "include_deleted": True},
    {"q": "*:*", "fq_list": ["title:{title}", "+capacity:*"]},
    {"q": "*:*", "group": True, "group.field": "title"},
    {"q": "*:*", "hl": True, "hl.q": "{title}", "hl.fl": "*"},
    {"q": "*:*", "spellcheck": True, "spellcheck.q": "{title}"},
    {"q": "*:*", "stats": True, "stats.field": "permission_labels"},
    {"q": "*:*", "cursorMark": "*", "sort": "id asc"},
    {"q": "*:*", "shards": "127.0.0.1:1/{title}"},
    {"q": "*:*", "stream.body": "<delete/>"},
    {"q": "*:*", "json.facet": "{x:{type:terms,field:permission_labels}}"},
    {"q": "{title}", "debugQuery": True},
    {"q": "{title} OR *:*", "rows": 1000, "facet.field": ["tags"], "facet.limit": -1},
]
HIDDEN = ("shared", "department", "withheld", "core_draft", "frozen", "deleted", "taken_back")
WORDS = ("permission_labels:(", "member-", "role-", "/solr", "SOLR", "Traceback", "org.apache")


@pytest.mark.parametrize("asked", ORACLES, ids=lambda a: json.dumps(a)[:60])
@pytest.mark.parametrize("who", ["anonymous", "registered"])
def test_no_question_tells_a_hidden_dataset_from_nothing(
    site: Portal, asked: dict[str, Any], who: str
) -> None:
    call = Call(surface="package_search", path=SEARCH, method="POST", body=asked)
    from .judging import differs, leaks

    nothing = site.ask(call, who, site.field.nobody)
    faults = list(leaks(site, call, who, site.told(nothing, call, site.field.nobody)))
    # Not every name of a hidden one: they differ in nothing that the index knows.
    for name in HIDDEN if call.asks_for else ():
        planted = site.field.planted[name]
        answer = site.ask(call, who, planted)
        faults += leaks(site, call, who, site.told(answer, call, planted))
        faults += filter(None, [differs(answer, nothing, call, planted, site.field.nobody)])

    assert faults == []
    assert nothing.status in {200, 400, 409}
    echo = json.dumps(asked)
    assert [w for w in WORDS if w in nothing.text and w not in echo] == []


def listed(site: Portal, who: str, path: str, **body: Any) -> Any:
    call = Call(surface=path, path=f"/api/3/action/{path}", method="POST", body=body)
    return json.loads(site.ask(call, who, site.field.nobody).text)["result"]


@pytest.mark.parametrize("who", ["anonymous", "registered", "other_clerk", "own_member"])
def test_counts_are_those_of_what_somebody_finds(site: Portal, who: str) -> None:
    fq = "+organization:jsq-own"
    found = listed(site, who, "package_search", fq=fq, rows=0, include_private=True)["count"]
    public = listed(site, who, "package_search", fq=fq, rows=0)["count"]

    shown = listed(site, who, "organization_show", id="jsq-own", include_dataset_count=True)
    named = {"organizations": ["jsq-own"], "all_fields": True, "include_dataset_count": True}
    [row] = listed(site, who, "organization_list", **named)

    assert {shown["package_count"], row["package_count"]} <= {found, public}


def test_departments_are_ranked_by_what_somebody_finds(site: Portal) -> None:
    """One with a single open dataset stands before one whose many are hidden."""
    few, many = (factories.Organization()["name"] for _ in range(2))
    helpers.call_action(
        "package_create", **complete(name=f"{few}-1", title="一", owner_org=few)
    )
    for number in range(3):
        hidden = complete(title="二", owner_org=many, secrecy_basis="")
        helpers.call_action("package_create", **hidden, name=f"{many}-{number}")

    ranked = listed(site, "anonymous", "organization_list", sort="package_count desc")

    assert ranked.index(few) < ranked.index(many)


def test_counts_of_what_lies_inside_a_department_tell_of_nothing_hidden(site: Portal) -> None:
    """CKAN counts them without asking who may find what, and hides that by its form alone."""
    outer, inner = (factories.Organization()["name"] for _ in range(2))
    inside = {"object": inner, "object_type": "group", "capacity": "public"}
    helpers.call_action("member_create", id=outer, **inside)
    hidden = complete(name=f"{inner}-1", title="一", owner_org=inner, secrecy_basis="")
    helpers.call_action("package_create", **hidden)
    form = {**default_show_group_schema(), "groups": {"__extras": [keep_extras]}}

    [shown] = helpers.call_action("organization_show", {"user": "", "schema": form}, id=outer)[
        "groups"
    ]

    assert shown["name"] == inner
    assert "package_count" not in shown


def test_what_was_followed_while_it_was_open_is_not_told_of_afterwards(site: Portal) -> None:
    person, place = factories.UserWithToken(), factories.Organization()["id"]
    fields = complete(name=f"{person['name']}-followed", title="一", owner_org=place)
    made = helpers.call_action("package_create", **fields)
    follower = {"user": person["name"], "ignore_auth": True}
    helpers.call_action("follow_dataset", follower, id=made["id"])
    helpers.call_action("package_patch", id=made["id"], secrecy_basis="")

    client = site.app.flask_app.test_client(use_cookies=False)
    answer = client.get(
        f"/api/3/action/dataset_followee_list?id={person['id']}",
        headers={"Authorization": person["token"]},
    )

    assert answer.get_json()["result"] == []


def test_the_portal_keeps_its_plugins_and_version_to_itself(site: Portal) -> None:
    status = listed(site, "anonymous", "status_show")

    assert set(status) <= {"site_title", "site_description", "site_url", "locale_default"}
