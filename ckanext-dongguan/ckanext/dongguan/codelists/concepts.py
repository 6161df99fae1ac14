"""A code list as a SKOS concept scheme, without CKAN.

Each code is a concept at the address of its row on the list's page. A code above is
broader, a retired one is deprecated and names what replaced it, a counterpart in a
vocabulary of the European Union is a match.
"""

from __future__ import annotations

from collections.abc import Iterator

from rdflib import OWL, RDF, SKOS, XSD, Graph, Literal, URIRef
from rdflib.namespace import DCTERMS

from ckanext.dongguan.schemas.codelists import Code, CodeList, about, load

LANGUAGES = {"zh_Hans_CN": "zh-Hans", "en": "en"}
# Columns whose values are names in a vocabulary of the EU Publications Office.
AUTHORITY = "http://publications.europa.eu/resource/authority"
VOCABULARIES = {"eu_frequency": "frequency", "eu_access_right": "access-right"}
Triple = tuple[URIRef, URIRef, URIRef | Literal]


def graph(codes: CodeList, address: str) -> Graph:
    """Describe a list; `address` is that of its page."""
    found = Graph()
    found.bind("skos", SKOS)
    scheme = URIRef(address)
    said = about(codes.name)
    found.add((scheme, RDF.type, SKOS.ConceptScheme))
    for language, tag in LANGUAGES.items():
        found.add((scheme, DCTERMS.title, Literal(said.label[language], tag)))
        if said.about:
            found.add((scheme, DCTERMS.description, Literal(said.about[language], tag)))
    for code in codes:
        for triple in _of_code(codes, code, scheme):
            found.add(triple)
    return found


def concept(address: str, code: str) -> URIRef:
    """Name a code: its row on the page of its list."""
    return URIRef(f"{address}#code-{code}")


def _of_code(codes: CodeList, code: Code, scheme: URIRef) -> Iterator[Triple]:
    own = concept(scheme, code.code)
    yield own, RDF.type, SKOS.Concept
    yield own, SKOS.inScheme, scheme
    yield own, SKOS.notation, Literal(code.code)
    yield own, SKOS.prefLabel, Literal(code.label_zh, LANGUAGES["zh_Hans_CN"])
    yield own, SKOS.prefLabel, Literal(code.label_en, LANGUAGES["en"])
    yield from (
        (own, SKOS.altLabel, Literal(name, LANGUAGES["zh_Hans_CN"]))
        for name in code.names
        if name not in (code.label_zh, code.label_en)
    )
    if code.note:
        yield own, SKOS.note, Literal(code.note, LANGUAGES["zh_Hans_CN"])
    yield from _links(codes, code, own, scheme)


def _links(codes: CodeList, code: Code, own: URIRef, scheme: URIRef) -> Iterator[Triple]:
    if code.parent in codes:
        yield own, SKOS.broader, concept(scheme, code.parent)
        yield concept(scheme, code.parent), SKOS.narrower, own
    else:
        yield own, SKOS.topConceptOf, scheme
        yield scheme, SKOS.hasTopConcept, own
    if code.valid_to:
        yield own, OWL.deprecated, Literal(True)
        yield own, DCTERMS.valid, Literal(code.valid_to, datatype=XSD.date)
    if code.successor in codes:
        yield own, DCTERMS.isReplacedBy, concept(scheme, code.successor)
    yield from ((own, SKOS.closeMatch, URIRef(uri)) for uri in _matches(code))


def _matches(code: Code) -> Iterator[str]:
    if code.more.get("uri"):
        yield code.more["uri"]
    for name in code.values("eu_data_theme"):
        found = load("eu_data_themes").get(name)
        if found:
            yield found.more["uri"]
    for column, vocabulary in VOCABULARIES.items():
        yield from (f"{AUTHORITY}/{vocabulary}/{name}" for name in code.values(column))
