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
