"""What must not be asked is refused on every way in."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

import pytest
from ckan.common import config
from ckan.lib.search import SearchQueryError, SolrConnectionError
from ckan.tests import factories, helpers

VARIANTS: list[dict[str, Any]] = [
    {"q": "permission_labels:public"},
    {"q": r"permission\_labels:public"},
    {"q": r"\u0070ermission_labels:public"},
    {"q": "{!terms f=permission_labels}public"},
    {"q": '_query_:"permission_labels:public"'},
    {"q": r'\u005fquery_:"\u007b!terms f=permission\u005flabels}public"'},
    {"q": "%70ermission_labels:public"},
    {"fq": "+permission_labels:public"},
    {"fq": "title:a OR permission\\_labels:x"},
    {"fq_list": ["permission_labels:public"]},
    {"fl": "permission_labels"},
    {"fl": ["id", "permission_labels"]},
    {"fl": "x:permission_labels"},
    {"sort": "permission_labels asc"},
    {"sort": "field(permission_labels,min) asc"},
    {"qf": "permission_labels^9"},
    {"bf": "termfreq(permission_labels,public)"},
    {"boost": r"termfreq(permission\u005flabels,public)"},
    {"facet.field": ["permission_labels"]},
    {"facet.field": ["{!key=a}permission_labels"]},
    {"facet.field": '["\\u0070ermission_labels"]'},
    {"df": "permission_labels"},
    {"mm": "permission_labels"},
    {"tie": "permission_labels"},
    {"extras": {"ext_a": "permission_labels"}},
    {"permission_labels": "public"},
    {"f.permission_labels.facet.limit": 1},
]
MALFORMED: list[dict[str, Any]] = [
    {"q": "title:["},
    {"q": "title:(a"},
    {"q": ":"},
    {"q": "title:/[/"},
    {"q": "metadata_modified:abc"},
    {"q": "\ud800"},
    {"q": " OR ".join(f"title:{n}{n}" for n in range(70)) + " OR ("},
    {"q": "{!lucene}a"},
    {"q": "_val_:ord"},
    {"q": "税" * 1001},
    {"q": {"a": 1}},
    {"fq": "("},
    {"fq_list": ["("]},
    {"fq_list": 5},
    {"fl": 5},
    {"fl": "[explain]"},
    {"sort": "secret asc"},
    {"sort": ","},
    {"start": ""},
    {"start": -1},
    {"start": 10**12},
    {"rows": "x"},
    {"wt": "xml"},
    {"defType": "func"},
    {"extras": "x", "ext_a": 1},
    {"include_private": "abc"},
    {"shards": "http://a.invalid"},
]
SECRETS = ("permission_labels:(", "member-", "/solr", "SOLR", "Traceback", "8983", "site_id")


def is_silent(body: str) -> bool:
    """Tell whether an answer keeps labels, addresses and traces to itself."""
    return not any(secret in body for secret in SECRETS)


@pytest.mark.usefixtures("portal")
@pytest.mark.parametrize("params", VARIANTS, ids=str)
def test_the_action_refuses_labels(params: dict[str, Any]) -> None:
    with pytest.raises(SearchQueryError, match=r"许可标签|ermission labels"):
        helpers.call_action("package_search", **params)


@pytest.mark.parametrize("params", VARIANTS, ids=str)
def test_the_api_refuses_labels_with_400(app: Any, params: dict[str, Any]) -> None:
    answer = app.post("/api/3/action/package_search", json=params)

    assert answer.status_code == 400
    assert answer.json["success"] is False
    assert is_silent(json.dumps(answer.json["error"]))


@pytest.mark.parametrize(
    "params", MALFORMED, ids=lambda p: str(p)[:40].encode("ascii", "replace")
)
def test_the_api_refuses_what_cannot_be_read(app: Any, params: dict[str, Any]) -> None:
    answer = app.post("/api/3/action/package_search", json=params)

    assert answer.status_code in {400, 409}
    assert is_silent(json.dumps(answer.json["error"]))


def test_the_api_refuses_labels_in_the_address(app: Any) -> None:
    for query in ("q=permission_labels:a", "fq=permission%5C_labels:a", "permission_labels=a"):
        assert app.get(f"/api/3/action/package_search?{query}").status_code == 400


@pytest.mark.parametrize(
    ("action", "params"),
    [
        ("package_autocomplete", {"q": "permission_labels"}),
        ("resource_search", {"query": "permission_labels:public"}),
    ],
)
def test_other_searches_refuse_labels_with_400(app: Any, action: str, params: Any) -> None:
    assert app.post(f"/api/3/action/{action}", json=params).status_code == 400


@pytest.mark.usefixtures("portal")
@pytest.mark.parametrize(
    "words", ["\\", ' OR name:a OR \\"', "\\\\", "zzq\\", "[", ":", '"', "{!x}"]
)
def test_completion_takes_words_as_words(words: str) -> None:
    assert helpers.call_action("package_autocomplete", q=words) == []


PAGES = ("/dataset/", "/feeds/custom.atom", "/catalog.xml")


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize(
    "query",
    [
        {"q": "permission_labels:public"},
        {"q": r"\u0070ermission_labels:public"},
        {"q": "title:["},
    ],
)
def test_a_page_refuses_with_400(app: Any, path: str, query: dict[str, str]) -> None:
    answer = app.get(f"{path}?{urlencode(query)}")

    assert answer.status_code == 400
    assert is_silent(answer.body)


@pytest.mark.parametrize(
    "query",
    [
        {"permission_labels": "public"},
        {"tags": 'a"b'},
        {"sort": "secret asc"},
        {"sort": ","},
        {"sort": " "},
        {"page": "99999999"},
        {"a(b": "c"},
    ],
)
def test_the_dataset_page_refuses_odd_parameters(app: Any, query: dict[str, str]) -> None:
    answer = app.get(f"/dataset/?{urlencode(query)}")

    assert answer.status_code == 400
    assert is_silent(answer.body)


@pytest.mark.parametrize("path", ["/dataset/", "/organization/", "/group/"])
@pytest.mark.parametrize("number", ["-1", "0", "abc", "1.5", ""])
def test_a_wrong_page_is_named_with_its_remedy(app: Any, path: str, number: str) -> None:
    answer = app.get(f"{path}?page={number}")

    assert answer.status_code == 400
    assert (
        "网址中的页码（page）不是从 1 开始的整数。请改正，或去掉它从第一页看起。" in answer.body
    )


@pytest.mark.parametrize("query", ["q=permission_labels:a", "q=title:[", "sort=secret+asc"])
def test_a_department_s_page_shows_nothing_for_a_refused_search(
    app: Any, department: dict[str, Any], query: str
) -> None:
    answer = app.get(f"/organization/{department['name']}?{query}")

    assert answer.status_code in (200, 400)
    assert is_silent(answer.body)


@pytest.mark.usefixtures("portal")
def test_a_sysadmin_is_refused_too() -> None:
    context = {"user": factories.Sysadmin()["name"], "ignore_auth": False}

    with pytest.raises(SearchQueryError):
        helpers.call_action("package_search", context, **{"facet.field": ["permission_labels"]})


@pytest.fixture
def no_index(portal: None, monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    return lambda: monkeypatch.setitem(config, "solr_url", "http://127.0.0.1:9/solr/gone")


def test_an_index_that_is_away_is_not_the_caller_s_fault(
    no_index: Callable[[], None], app: Any
) -> None:
    no_index()

    with pytest.raises(SolrConnectionError) as caught:
        helpers.call_action("package_search", q="公交")
    assert is_silent(str(caught.value))
    for address in (
        "/feeds/custom.atom?q=a",
        "/dataset/?q=a",
        "/api/action/package_search?q=a",
    ):
        answer = app.get(address)
        assert (answer.status_code, answer.headers.get("Retry-After")) == (503, "30"), address
        assert is_silent(answer.body)
        assert ("look.css" in answer.body) is ("<html" in answer.body)


@pytest.mark.parametrize(
    "params",
    [
        {"facet.field": ["creator_user_id"]},
        {"facet.field": '["creator\\\\u005fuser_id"]'},
        {"fq": "+creator_user_id:{id}"},
        {"q": "creator\\_user\\_id:{id}"},
        {"fl": "creator_user_id"},
        {"f.creator_user_id.facet.limit": 1},
    ],
    ids=str,
)
def test_nobody_asks_which_account_entered_what(app: Any, params: dict[str, Any]) -> None:
    answer = app.post("/api/3/action/package_search", json=params)

    assert answer.status_code == 400
    assert is_silent(json.dumps(answer.json["error"]))


def test_a_person_still_sees_what_they_entered(app: Any, portal: None) -> None:
    person = factories.UserWithToken()

    answer = app.get(
        f"/api/3/action/user_show?id={person['name']}&include_datasets=true",
        headers={"Authorization": person["token"]},
    )

    assert answer.status_code == 200
    assert answer.json["result"]["datasets"] == []
