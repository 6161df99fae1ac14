from __future__ import annotations

from typing import Any

import pytest

from ckanext.dongguan.search.blame import blame
from ckanext.dongguan.search.request import (
    FLAGS,
    Limits,
    as_meant,
    refusal,
    without_empty_facets,
)

KNOWN = frozenset((
    "q", "fq", "fq_list", "fl", "sort", "rows", "start", "qf", "bf", "boost", "mm", "tie", "wt",
    "defType", "facet.field", "facet.limit", "facet.mincount", "extras", *FLAGS,
))  # fmt: skip
LIMITS = Limits(start=1000, query_length=50)


def reason(**params: Any) -> str | None:
    refused = refusal({k.replace("__", "."): v for k, v in params.items()}, KNOWN, LIMITS)
    return refused.reason if refused else None


@pytest.mark.parametrize(
    "params",
    [
        {},
        {"q": "公交", "rows": 20, "start": 0, "sort": None, "fq": "", "extras": {}},
        {"q": None, "start": None, "fl": "id,name", "facet__field": ["tags", "organization"]},
        {"sort": "score desc, metadata_modified desc", "fl": ["id", "extras_a-b"]},
        {"sort": "rank"},
        {"sort": "data_updated_on DESC"},
        {"sort": "view_recent desc"},
        {"start": 1000, "rows": "1000", "facet__limit": -1, "facet__mincount": 0},
        {"start": "10", "facet": "false", "include_private": True, "include_drafts": "False"},
        {"qf": "title^4 name^2.5 text", "mm": "2<-1 5<80%", "tie": "0.1", "wt": "json"},
        {"mm": "100%", "defType": "edismax", "fq_list": ["a:b"], "facet__field": '["tags"]'},
        {"ext_anything": "x", "fl": "*", "q": "x" * 50},
        {"extras": {"ext_a": "{!x}"}},
    ],
)
def test_an_ordinary_search_passes(params: dict[str, Any]) -> None:
    assert reason(**params) is None


@pytest.mark.parametrize(
    ("params", "why"),
    [
        ({"q": "permission_labels:public"}, "labels"),
        ({"extras": {"ext_a": "permission_labels"}}, "labels"),
        ({"q": "{!lucene}a"}, "nested"),
        ({"fq": "_query_:a"}, "nested"),
        ({"shards": "a"}, "unknown"),
        ({"abort_search": True}, "unknown"),
        ({"start": 1001}, "start"),
        ({"start": "99999999999999"}, "start"),
        ({"start": -1}, "form"),
        ({"start": ""}, "form"),
        ({"start": "x"}, "form"),
        ({"start": "٣"}, "form"),
        ({"rows": -1}, "form"),
        ({"rows": "x"}, "form"),
        ({"q": "x" * 51}, "long"),
        ({"fq": "x" * 50_000}, "long"),
        ({"q": "\ud800"}, "syntax"),
        ({"sort": "secret asc"}, "sort"),
        ({"sort": "title asc"}, "sort"),
        ({"sort": "name"}, "sort"),
        ({"sort": ","}, "sort"),
        ({"sort": "query(a) desc"}, "sort"),
        ({"sort": ["name asc"]}, "sort"),
        ({"fl": "[explain]"}, "form"),
        ({"fl": "field(id)"}, "form"),
        ({"fl": 5}, "form"),
        ({"facet__field": ["text"]}, "form"),
        ({"facet__field": '["title"]'}, "form"),
        ({"facet__field": ["extras_a"]}, "form"),
        ({"facet__field": [1]}, "form"),
        ({"facet__limit": "x"}, "form"),
        ({"fq_list": "a"}, "form"),
        ({"fq_list": [None]}, "form"),
        ({"qf": "title^x"}, "form"),
        ({"qf": "a" * 5000 + "!"}, "form"),
        ({"mm": "<<"}, "form"),
        ({"tie": "x"}, "form"),
        ({"wt": "xml"}, "form"),
        ({"wt": {"a": 1}}, "form"),
        ({"defType": "func"}, "form"),
        ({"facet": "maybe"}, "form"),
        ({"include_private": "abc"}, "form"),
        ({"extras": "x"}, "form"),
    ],
)
def test_a_search_out_of_bounds_is_refused(params: dict[str, Any], why: str) -> None:
    assert reason(**params) == why


@pytest.mark.parametrize(
    ("params", "place"),
    [
        ({"rows": "x"}, "rows"),
        ({"start": -1}, "start"),
        ({"start": 1001}, "start"),
        ({"sort": "secret asc"}, "sort"),
        ({"facet.limit": "x"}, "facet.limit"),
        ({"q": "a", "fq": "permission_labels:x"}, "fq"),
        ({"q": "{!x}", "bf": "_val_:x"}, "bf, q"),
        ({"q": "\ud800"}, "q"),
        ({"permission_labels": "x"}, ""),
    ],
)
def test_a_refusal_names_its_place(params: dict[str, Any], place: str) -> None:
    refused = refusal(params, KNOWN, LIMITS)

    assert refused is not None
    assert refused.place == place


@pytest.mark.parametrize(
    ("complaint", "place", "why"),
    [
        (r"Cannot parse \'title:[\': Encountered", "q", "syntax"),
        (
            r"Cannot parse \'+capacity:public ( OR late:SOON +state:(active)\': x",
            "fq",
            "syntax",
        ),
        (r"Cannot parse \'b:[\': Encountered", "fq_list", "syntax"),
        ("Invalid Date String:'SOON'", "fq", "date"),
        ("unexpected end-of-string", "q, fq, fq_list", "syntax"),
    ],
)
def test_what_the_index_complains_about_is_found_again(
    complaint: str, place: str, why: str
) -> None:
    params = {"q": "title:[", "fq": "( OR late:SOON", "fq_list": ["b:["], "rows": 3}

    refused = blame(params, f"SOLR returned an error [Reason: {complaint}]")

    assert (refused.place, refused.reason) == (place, why)


@pytest.mark.parametrize("least", [0, "0", None, "", "00"])
def test_facets_never_list_what_nobody_finds(least: Any) -> None:
    """With a count of none Solr lists the keywords of hidden datasets too."""
    asked = without_empty_facets({"q": "*:*", "facet.mincount": least})

    assert asked["facet.mincount"] == "1"
    assert without_empty_facets({"facet.mincount": 3})["facet.mincount"] == "3"


@pytest.mark.parametrize("name", ["rows", "sort", "defType", "qf", "facet", "wt", "mm", "q"])
@pytest.mark.parametrize("value", [[], [1], {}, {"a": 1}])
def test_a_list_is_no_text_and_no_number(name: str, value: object) -> None:
    found = refusal({name: value}, KNOWN, LIMITS)

    assert found is not None
    assert found.place == name


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ({"fq_list": "res_format:CSV"}, {"fq_list": ["res_format:CSV"]}),
        ({"fq_list": '["a:b", "c:d"]'}, {"fq_list": ["a:b", "c:d"]}),
        ({"fq_list": None, "q": None}, {"q": None}),
        ({"facet.field": "organization, tags"}, {"facet.field": ["organization", "tags"]}),
        ({"facet.field": '["tags"]'}, {"facet.field": ["tags"]}),
        ({"facet.field": "[tags"}, {"facet.field": "[tags"}),
        (
            {"sort": "relevance asc, metadata_modified desc"},
            {"sort": "score desc, metadata_modified desc"},
        ),
        ({"fq_list": [], "sort": "name asc", "rows": "1"},) * 2,
    ],
)
def test_what_programs_write_otherwise_is_read_as_meant(
    written: dict[str, Any], meant: dict[str, Any]
) -> None:
    assert as_meant(written) == meant
