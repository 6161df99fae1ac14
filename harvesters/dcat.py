"""A DCAT catalogue in RDF as plain records, without CKAN.

rdflib reads Turtle, RDF/XML and JSON-LD. It would fetch a context that a JSON-LD
document only names; such a document is refused, so that a source sends nobody anywhere.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin

from rdflib import DCAT, DCTERMS, FOAF, RDF, BNode, Graph, Literal, Namespace, URIRef

from .problem import GarbledError, SourceError

HYDRA = Namespace("http://www.w3.org/ns/hydra/core#")
VCARD = Namespace("http://www.w3.org/2006/vcard/ns#")
# Formats by what an address ends with, or a server says.
FORMATS = {
    "ttl": "turtle", "rdf": "xml", "xml": "xml", "jsonld": "json-ld", "json": "json-ld",
    "text/turtle": "turtle", "application/rdf+xml": "xml", "application/xml": "xml",
    "application/ld+json": "json-ld", "application/json": "json-ld",
}  # fmt: skip
LANGUAGES = ("zh-hans", "zh-cn", "zh", "", "en")
Record = dict[str, Any]


def parsed(body: bytes, form: str, place: str) -> Graph:
    """Read a page of a catalogue.

    :raises SourceError: it is no RDF, or leads to a context elsewhere
    """
    if body.lstrip()[:9].lower() in (b"<!doctype", b"<html>") or body.lstrip()[:5] == b"<html":
        raise GarbledError(
            place, "返回的是网页而不是 RDF", "请核对地址；来源可能正在维护或要求登录"
        )
    try:
        if form == "json-ld":
            _refuse_remote(json.loads(body), place)
        return Graph().parse(data=body, format=form, publicID=place)
    except SourceError:
        raise
    except Exception as error:
        # Each of rdflib's parsers has errors of its own.
        raise GarbledError(
            place, f"不是可读的 RDF（{type(error).__name__}）", "请核对地址和选项 format"
        ) from error


def _refuse_remote(found: Any, place: str) -> None:
    for context in _contexts(found):
        for one in context if isinstance(context, list) else [context]:
            if isinstance(one, str) or (isinstance(one, dict) and "@import" in one):
                raise SourceError(
                    place, "JSON-LD 引用了别处的 @context", "请来源单位把 @context 写在文件里"
                )


def _contexts(found: Any) -> Iterator[Any]:
    if isinstance(found, dict):
        if "@context" in found:
            yield found["@context"]
        for value in found.values():
            yield from _contexts(value)
    elif isinstance(found, list):
        for value in found:
            yield from _contexts(value)


def next_page(graph: Graph, place: str) -> str:
    """Find the address of the page after this one; empty for the last."""
    for name in (HYDRA.next, HYDRA.nextPage):
        for found in graph.objects(None, name):
            return urljoin(place, str(found))
    return ""


def records(graph: Graph) -> list[Record]:
    """List the datasets of a graph, by their identifiers."""
    found = [_record(graph, one) for one in graph.subjects(RDF.type, DCAT.Dataset, unique=True)]
    return sorted(found, key=lambda one: (one["id"], one["title"]))


def _record(graph: Graph, one: Any) -> Record:
    identifier = _text(graph, one, DCTERMS.identifier)
    publisher = graph.value(one, DCTERMS.publisher)
    return {
        "id": identifier or ("" if isinstance(one, BNode) else str(one)),
        "uri": "" if isinstance(one, BNode) else str(one),
        "title": _text(graph, one, DCTERMS.title),
        "notes": _text(graph, one, DCTERMS.description),
        "keywords": sorted({str(w) for w in _best(graph, one, DCAT.keyword)}),
        "publisher": _text(graph, publisher, FOAF.name) if publisher else "",
        "contact": _contact(graph, one),
        "issued": _text(graph, one, DCTERMS.issued)[:10],
        "modified": _text(graph, one, DCTERMS.modified),
        "frequency": _last(graph.value(one, DCTERMS.accrualPeriodicity)),
        "themes": sorted(_last(theme) for theme in graph.objects(one, DCAT.theme)),
        "access": _last(graph.value(one, DCTERMS.accessRights)),
        "files": _files(graph, one),
    }


def _contact(graph: Graph, one: Any) -> Record:
    point = graph.value(one, DCAT.contactPoint)
    if point is None:
        return {}
    email = graph.value(point, VCARD.hasEmail)
    return {
        "name": _text(graph, point, VCARD.fn),
        "email": str(email or "").removeprefix("mailto:"),
    }


def _files(graph: Graph, one: Any) -> list[Record]:
    found = [_file(graph, file) for file in graph.objects(one, DCAT.distribution)]
    return sorted(found, key=lambda file: (file["url"], file["name"]))


def _file(graph: Graph, file: Any) -> Record:
    url = graph.value(file, DCAT.downloadURL) or graph.value(file, DCAT.accessURL)
    form = graph.value(file, DCTERMS["format"]) or graph.value(file, DCAT.mediaType)
    return {
        "url": str(url or ""),
        "name": _text(graph, file, DCTERMS.title),
        "description": _text(graph, file, DCTERMS.description),
        "format": _last(form).rpartition("/")[2].upper(),
    }


def _text(graph: Graph, one: Any, name: URIRef) -> str:
    found = sorted(map(str, _best(graph, one, name)))
    return found[0].strip() if found else ""


def _best(graph: Graph, one: Any, name: URIRef) -> list[Any]:
    """Choose the values in the language that is read here first."""
    values = list(graph.objects(one, name))
    ranks = {id(value): _rank(value) for value in values}
    best = min(ranks.values(), default=0)
    return [value for value in values if ranks[id(value)] == best]


def _rank(value: Any) -> int:
    language = (value.language or "").lower() if isinstance(value, Literal) else ""
    return LANGUAGES.index(language) if language in LANGUAGES else len(LANGUAGES)


def _last(value: Any) -> str:
    """Take the last part of an address in a vocabulary, or a word as it is."""
    text = str(value or "").rstrip("/")
    return text.rpartition("#")[2].rpartition("/")[2] if "://" in text else text
