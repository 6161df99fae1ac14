"""The catalogue as other catalogues read it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from rdflib import DCAT, DCTERMS, Graph, URIRef

from ckanext.dongguan.rdf.vocabulary import AUTHORITY

Make = Callable[..., dict[str, Any]]


@pytest.mark.parametrize("suffix", ["ttl", "xml", "jsonld"])
def test_a_dataset_is_served_with_theme_and_frequency(
    dataset: Make, app: Any, suffix: str
) -> None:
    made = dataset(theme="12", update_frequency="daily")

    answer = app.get(f"/dataset/{made['name']}.{suffix}")

    syntax = {"ttl": "turtle", "xml": "xml", "jsonld": "json-ld"}[suffix]
    graph = Graph().parse(data=answer.text, format=syntax)
    assert (None, DCAT.theme, URIRef(f"{AUTHORITY}/data-theme/ECON")) in graph
    assert (None, DCTERMS.accrualPeriodicity, URIRef(f"{AUTHORITY}/frequency/DAILY")) in graph


def test_the_catalogue_lists_what_is_public_and_nothing_else(dataset: Make, app: Any) -> None:
    public = dataset(title="公开的目录项", theme="11")
    hidden = dataset(title="不公开的目录项", open_class="withheld", withheld_basis="依法")

    text = app.get("/catalog.ttl?q=目录项").text

    assert public["title"] in text
    assert hidden["title"] not in text


def test_what_is_not_public_has_no_rdf(dataset: Make, app: Any) -> None:
    hidden = dataset(open_class="withheld", withheld_basis="依法")

    assert app.get(f"/dataset/{hidden['name']}.ttl", status=None).status_code in (401, 403, 404)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("format", "xxx"),
        ("profiles", "x" * 3000),
        ("profiles", "dongguan,xxx"),
        ("page", "0"),
        ("modified_since", "9" * 20),
    ],
)
def test_the_api_names_the_argument_that_it_cannot_read(
    app: Any, name: str, value: str
) -> None:
    for action in ("dcat_catalog_show", "dcat_catalog_search"):
        told = app.get(f"/api/3/action/{action}?{name}={value}", status=409).json["error"]

        assert set(told) == {name, "__type"}
        assert len(told[name][0]) < 200


def test_an_address_that_nobody_can_answer_is_told(dataset: Make, app: Any) -> None:
    name = dataset()["name"]

    assert app.get("/catalog.foo").status_code == 404
    assert app.get(f"/dataset/{name}.foo").status_code == 404
    for odd in ("page=x", "profiles=xxx", "modified_since=99999999999999999999"):
        answer = app.get(f"/catalog.ttl?{odd}")

        assert answer.status_code == 400
        assert odd.partition("=")[0] in answer.text


def test_a_moment_of_another_time_zone_is_read(app: Any) -> None:
    assert app.get("/catalog.ttl?modified_since=2026-01-31T08:00:00%2B08:00").status_code == 200
    assert app.get("/catalog.ttl?profiles=dongguan").status_code == 200
