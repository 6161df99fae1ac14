"""A catalogue in DCAT is followed: three ways to write it, page by page, safely."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from rdflib import Graph

from ckanext.dongguan.harvesters.difference import Mode, Outcome

from .conftest import register, run_once
from .delivered import stored
from .told_server import Told, served

PREFIXES = """
@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> . @prefix hydra: <http://www.w3.org/ns/hydra/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
AUTHORITY = "http://publications.europa.eu/resource/authority"


def dataset(number: int, more: str = "") -> str:
    return f"""
<https://data.example/{number}> a dcat:Dataset ; dct:identifier "shuju-{number}" ;
  dct:title "Bus stops {number}"@en, "公交站点第{number}号"@zh ;
  dct:description "逐站列出名称和位置。"@zh ; dcat:keyword "公交"@zh, "bus"@en ;
  dct:publisher [ a foaf:Organization ; foaf:name "没有登记的单位" ] ;
  dct:modified "2026-02-0{number}T08:00:00"^^xsd:dateTime ;
  dct:accrualPeriodicity <{AUTHORITY}/frequency/MONTHLY> ;
  dcat:theme <{AUTHORITY}/data-theme/TRAN> ;
  dct:accessRights <{AUTHORITY}/access-right/PUBLIC> ;
  dcat:distribution [ a dcat:Distribution ; dct:title "站点"@zh ;
    dcat:downloadURL <https://data.example/{number}.csv> ;
    dct:format <{AUTHORITY}/file-type/CSV> ] {more} .
"""


def turtle(*datasets: str) -> bytes:
    return (PREFIXES + "".join(datasets)).encode()


KINDS = {
    "turtle": "text/turtle",
    "xml": "application/rdf+xml",
    "json-ld": "application/ld+json",
}


@pytest.fixture
def catalogue(
    portal: None, department: dict[str, Any], new_name: Callable[[str], str]
) -> Iterator[tuple[Told, str]]:
    with served() as told:
        name = new_name("dcat")
        limits = {"private": True, "calls_per_second": 0, "tries": 1}
        register(
            name, adapter="dcat", address=f"{told.url}/catalog", limits=limits,
            owner_org=department["name"],
        )  # fmt: skip
        yield told, name


def say(told: Told, body: bytes, kind: str = "text/turtle", path: str = "/catalog") -> None:
    told.answers[path] = lambda *_: (kind, body)


def full(source: str) -> Any:
    return run_once(source, mode=Mode.FULL)


@pytest.mark.parametrize("form", KINDS)
def test_each_way_to_write_a_catalogue_is_read_alike(
    catalogue: tuple[Told, str], form: str
) -> None:
    told, source = catalogue
    graph = Graph().parse(data=turtle(dataset(1), dataset(2)), format="turtle")
    say(told, graph.serialize(format=form, encoding="utf-8"), KINDS[form])

    first, second = full(source), full(source)

    assert first.tally.counts == {Outcome.ADDED: 2}, first.tally.faults
    assert second.tally.counts == {Outcome.UNCHANGED: 2}
    found = stored(source)["shuju-1"]
    assert found.title == "公交站点第1号"
    assert found.extras["theme"] == "04"
    assert found.extras["update_frequency"] == "monthly"
    assert [(r.name, r.format, r.url) for r in found.resources] == [
        ("站点", "CSV", "https://data.example/1.csv")
    ]


def test_open_access_there_is_no_opening_here(catalogue: tuple[Told, str]) -> None:
    told, source = catalogue
    say(told, turtle(dataset(1)))

    full(source)

    assert stored(source)["shuju-1"].private


def test_pages_are_followed_and_what_vanishes_is_withdrawn(catalogue: tuple[Told, str]) -> None:
    told, source = catalogue
    leads = "<> hydra:next </catalog/2> ."
    say(told, turtle(dataset(1), dataset(2), leads))
    say(told, turtle(dataset(3)), path="/catalog/2")
    first = full(source)
    say(told, turtle(dataset(1, "; dct:issued '2026-01-01'"), leads))

    second = full(source)

    assert first.tally.counts == {Outcome.ADDED: 3}
    assert second.tally.counts[Outcome.CHANGED] == 1
    assert second.tally.counts[Outcome.UNCHANGED] == 1
    assert second.tally.counts[Outcome.WITHDRAWN] == 1


REMOTE = b'{"@context": "http://127.0.0.1:9/context.jsonld", "@id": "x"}'
ENTITY = b"""<?xml version="1.0"?><!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><a>&x;"""
BAD: dict[str, tuple[bytes, str, str]] = {
    "html": (b"<!doctype html><title>x</title>", "text/html", "网页"),
    "a context elsewhere": (REMOTE, "application/ld+json", "@context"),
    "an entity": (ENTITY, "application/rdf+xml", "RDF"),
    "cut off": (turtle(dataset(1))[:-40], "text/turtle", "RDF"),
    "pages in a circle": (
        turtle(dataset(1), "<> hydra:next </catalog> ."), "text/turtle", "分页",
    ),
    "pages elsewhere": (
        turtle(dataset(1), "<> hydra:next <http://10.0.0.1/x> ."), "text/turtle", "不在该来源",
    ),
    "nothing": (turtle(), "text/turtle", "缺少 1 条"),
}  # fmt: skip


@pytest.mark.parametrize("kind", BAD)
def test_a_bad_catalogue_ends_the_run_with_a_word_and_withdraws_nothing(
    catalogue: tuple[Told, str], kind: str
) -> None:
    told, source = catalogue
    say(told, turtle(dataset(1)))
    full(source)
    body, form, word = BAD[kind]
    say(told, body, form)

    broken = full(source)
    say(told, turtle(dataset(1), dataset(2)))
    after = full(source)

    assert broken.problem
    assert word in broken.problem.cause
    assert broken.tally.counts[Outcome.WITHDRAWN] == 0
    assert after.problem is None
    assert after.tally.counts[Outcome.ADDED] == 1
