"""A list as its page and its answer show it."""

from __future__ import annotations

import csv
from datetime import date
from io import StringIO

import pytest
from rdflib import OWL, RDF, SKOS, Literal, URIRef
from rdflib.namespace import DCTERMS

from ckanext.dongguan.codelists import concepts, download, outline
from ckanext.dongguan.schemas.codelists import COLUMNS, load, names

TODAY = date(2026, 1, 5)
ADDRESS = "https://data.example/codelists/departments"


def test_a_summary_counts_what_is_in_use_and_what_was_given_up() -> None:
    said = outline.summary(load("departments"), TODAY)

    assert said["label"]["zh_Hans_CN"] == "提供单位"
    assert said["count"] + said["retired"] == len(load("departments").codes)
    assert said["retired"] >= 20
    assert said["is_hierarchical"]


def test_an_answer_holds_every_code_before_what_stands_below_it() -> None:
    codes = outline.answer(load("industries"), TODAY)["codes"]

    found = [(code["code"], code["depth"]) for code in codes]
    assert found[:3] == [("A", 0), ("01", 1), ("02", 1)]
    assert len(found) == 117


def test_an_answer_says_what_is_unsure_and_what_is_retired() -> None:
    codes = {c["code"]: c for c in outline.answer(load("departments"), TODAY)["codes"]}

    assert codes["dg-hbj"]["is_retired"]
    assert codes["dg-hbj"]["successor"] == "dg-sthjj"
    assert codes["dg-syjj"]["is_unsure"]
    assert not codes["dg-sthjj"]["is_unsure"]


def test_a_page_leads_from_a_code_to_its_counterparts() -> None:
    page = outline.page(load("themes"), TODAY, "zh_Hans_CN")

    row = next(row for row in page["rows"] if row["code"] == "02")
    cells = dict(zip(page["columns"], row["cells"], strict=True))
    assert [v["code"] for v in cells["欧盟主题"]] == ["ENVI", "ENER"]
    assert [v["text"] for v in cells["省平台主题"]] == ["资源环境"]
    assert cells["行业门类"][0]["codelist"] == "industries"


@pytest.mark.parametrize("name", names())
def test_an_english_page_has_chinese_only_in_names(name: str) -> None:
    page = outline.page(load(name), TODAY, "en")

    texts = [page["label"], page["about"], *page["columns"]]
    for row in page["rows"]:
        texts += [row["label"], row["note"], row["source"]["text"]]
        texts += [value["text"] for cell in row["cells"] for value in cell]
    assert [text for text in texts if any("\u4e00" <= sign <= "\u9fff" for sign in text)] == []


def test_few_sources_are_told_once_and_many_beside_their_rows() -> None:
    few = outline.page(load("level"), TODAY, "zh_Hans_CN")
    many = outline.page(load("departments"), TODAY, "zh_Hans_CN")

    assert (few["has_sources"], len(few["sources"])) == (False, 1)
    assert (many["has_sources"], many["sources"]) == (True, [])


def test_a_source_is_parted_from_its_address() -> None:
    page = outline.page(load("departments"), TODAY, "zh_Hans_CN")

    sources = {row["code"]: row["source"] for row in page["rows"]}
    assert sources["dg-tjj"] == {"url": "http://tjj.dg.gov.cn/", "text": "部门网站"}
    assert sources["dg-gdj"] == {"url": "", "text": "公开论文署名单位"}


@pytest.mark.parametrize("name", names())
def test_a_csv_holds_the_list_as_its_file_does(name: str) -> None:
    text = download.csv_text(load(name))

    assert text[0] == "\ufeff"
    header, *rows = csv.reader(StringIO(text[1:], newline=""))
    assert tuple(header[: len(COLUMNS)]) == COLUMNS
    assert [row[0] for row in rows] == [code.code for code in load(name)]


def test_a_list_is_a_concept_scheme_with_its_hierarchy_and_what_became_of_codes() -> None:
    graph = concepts.graph(load("departments"), ADDRESS)

    library = concepts.concept(ADDRESS, "dg-tsg")
    old = concepts.concept(ADDRESS, "dg-hbj")
    assert (URIRef(ADDRESS), RDF.type, SKOS.ConceptScheme) in graph
    assert (library, SKOS.broader, concepts.concept(ADDRESS, "dg-wglt")) in graph
    assert (old, SKOS.prefLabel, Literal("东莞市环境保护局", "zh-Hans")) in graph
    assert (old, OWL.deprecated, Literal(True)) in graph
    assert (old, DCTERMS.isReplacedBy, concepts.concept(ADDRESS, "dg-sthjj")) in graph
    assert len(set(graph.subjects(RDF.type, SKOS.Concept))) == len(load("departments").codes)


def test_a_theme_matches_its_european_counterparts() -> None:
    graph = concepts.graph(load("themes"), ADDRESS)

    matches = {
        str(uri) for uri in graph.objects(concepts.concept(ADDRESS, "02"), SKOS.closeMatch)
    }
    assert matches == {
        f"{concepts.AUTHORITY}/data-theme/ENVI",
        f"{concepts.AUTHORITY}/data-theme/ENER",
    }
