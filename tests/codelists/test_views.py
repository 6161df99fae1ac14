"""The pages of code lists, their files, and what developers get."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from io import StringIO
from typing import Any

import ckan.plugins.toolkit as tk
import pytest
from bs4 import BeautifulSoup
from ckan.tests import helpers
from rdflib import RDF, SKOS, Graph

from ckanext.dongguan.schemas.codelists import load, names

Soup = Callable[[str], BeautifulSoup]


@pytest.fixture
def soup(app: Any) -> Soup:
    return lambda address: BeautifulSoup(app.get(address).text, "html.parser")


def test_the_list_of_lists_leads_to_each(app: Any, soup: Soup) -> None:
    page = soup("/codelists")

    links = {a["href"] for a in page.select("main a, .primary a")}
    assert {f"/codelists/{name}" for name in names()} <= links
    assert app.get("/codelists/").status_code == 200


@pytest.mark.parametrize(
    ("prefix", "heading", "label", "other"),
    [("", "主题", "道路交通", "Roads and transport"), ("/en", "Themes", "Roads", "道路交通")],
)
def test_a_page_shows_each_code_with_an_anchor_in_the_language_of_the_page(
    soup: Soup, prefix: str, heading: str, label: str, other: str
) -> None:
    page = soup(f"{prefix}/codelists/themes")

    row = page.find(id="code-04")
    assert page.h1 is not None
    assert page.h1.text == heading
    assert row is not None
    assert label in row.text
    assert other in row.select_one(".other-name").text  # type: ignore[union-attr]
    assert row.select_one("a")["href"] == "#code-04"  # type: ignore[index]


def test_a_retired_code_says_so_and_leads_to_what_replaced_it(soup: Soup) -> None:
    row = soup("/codelists/departments").find(id="code-dg-hbj")

    assert row is not None
    assert row["class"] == ["is-retired"]
    assert "2019-01-13 后停用" in row.text
    assert "/codelists/departments#code-dg-sthjj" in {a["href"] for a in row.select("a")}


def test_a_hierarchy_is_drawn(soup: Soup) -> None:
    page = soup("/codelists/resource_classes")

    assert page.find(id="code-3").select_one(".depth-0")  # type: ignore[union-attr]
    assert page.find(id="code-307999").select_one(".depth-2")  # type: ignore[union-attr]


@pytest.mark.parametrize("name", names())
def test_every_list_is_a_page_in_both_languages(app: Any, name: str) -> None:
    assert app.get(f"/codelists/{name}").status_code == 200
    assert app.get(f"/en/codelists/{name}").status_code == 200


def test_a_list_is_downloaded_as_csv_and_json(app: Any) -> None:
    as_csv = app.get("/codelists/towns.csv")
    as_json = app.get("/codelists/towns.json")

    rows = list(csv.DictReader(StringIO(as_csv.text.lstrip("\ufeff"), newline="")))
    assert 'filename="towns.csv"' in as_csv.headers["Content-Disposition"]
    assert [row["code"] for row in rows] == [code.code for code in load("towns")]
    assert as_json.json == helpers.call_action("dongguan_codelist_show", id="towns")


@pytest.mark.parametrize(
    ("suffix", "syntax"), [("ttl", "turtle"), ("xml", "xml"), ("jsonld", "json-ld")]
)
def test_a_list_is_a_vocabulary_at_its_own_address(app: Any, suffix: str, syntax: str) -> None:
    answer = app.get(f"/codelists/level.{suffix}")

    graph = Graph().parse(data=answer.text, format=syntax)
    concepts = {str(uri) for uri in graph.subjects(RDF.type, SKOS.Concept)}
    assert concepts == {
        f"http://test.dongguan.example/codelists/level#code-{number}" for number in "1234"
    }


@pytest.mark.parametrize(
    "address",
    ["/codelists/nothing", "/codelists/nothing.csv", "/codelists/nothing.json",
     "/codelists/nothing.ttl", "/codelists/themes.xlsx", "/codelists/..%2Fsecret.csv"],
)  # fmt: skip
def test_what_there_is_not_is_not_found(app: Any, address: str) -> None:
    assert app.get(address, status=404).status_code == 404


def test_the_api_lists_and_shows_for_everyone(app: Any) -> None:
    listed = app.get("/api/3/action/dongguan_codelist_list").json["result"]
    shown = app.get("/api/3/action/dongguan_codelist_show?id=open_class").json["result"]

    assert [row["name"] for row in listed] == list(names())
    assert [code["code"] for code in shown["codes"]] == [
        "unconditional",
        "conditional",
        "withheld",
    ]
    assert json.dumps(shown, ensure_ascii=False).count("无条件开放") == 1


def test_an_unknown_list_is_named_to_developers(portal: None) -> None:
    with pytest.raises(tk.ObjectNotFound, match="nothing"):
        helpers.call_action("dongguan_codelist_show", id="nothing")
    with pytest.raises(tk.ValidationError):
        helpers.call_action("dongguan_codelist_show")
