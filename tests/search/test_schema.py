"""Our Solr schema is CKAN's and more: CKAN must find every field it knows."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from pathlib import Path

import ckan
import pytest

CONF = Path(__file__).resolve().parents[2] / "config" / "solr" / "conf"
KINDS = {"fieldType", "fieldtype", "field", "dynamicField"}
# What an answer may carry and what it may not follows from these.
KEPT = ("type", "class", "indexed", "stored", "multiValued", "required", "default")

Described = dict[tuple[str, str], dict[str, str | None]]


def tree(path: Path) -> ET.Element:
    return ET.parse(path).getroot()  # noqa: S314, both files are in our hands


THEIRS = tree(Path(ckan.__file__).parent / "config" / "solr" / "schema.xml")
OURS = tree(CONF / "schema.xml")


def described(root: ET.Element) -> Described:
    return {
        (node.tag.lower(), node.attrib["name"]): {name: node.get(name) for name in KEPT}
        for node in root.iter()
        if node.tag in KINDS
    }


def copies(root: ET.Element) -> set[tuple[str, str]]:
    return {(node.attrib["source"], node.attrib["dest"]) for node in root.iter("copyField")}


def test_the_name_is_the_one_that_ckan_checks() -> None:
    assert OURS.get("name") == THEIRS.get("name") == "ckan-2.12"
    assert OURS.get("version") == THEIRS.get("version")
    assert OURS.findtext("uniqueKey") == THEIRS.findtext("uniqueKey")


def test_every_type_and_field_of_ckan_is_there_as_ckan_has_it() -> None:
    ours = described(OURS)
    different = {
        key: (value, ours.get(key))
        for key, value in described(THEIRS).items()
        if ours.get(key) != value
    }

    assert different == {}


def test_every_copy_of_ckan_is_made() -> None:
    assert copies(THEIRS) - copies(OURS) == set()


@pytest.mark.parametrize("name", ["permission_labels", "permission_labels_count"])
def test_labels_are_in_no_answer(name: str) -> None:
    (field,) = (f for f in OURS.iter("field") if f.get("name") == name)

    assert field.get("stored") == "false"
    assert field.get("docValues") is None


def test_nothing_is_needed_from_elsewhere() -> None:
    attributes = ("protected", "words", "synonyms", "mapping", "dictionary")
    named = {n.attrib[a] for n in OURS.iter() for a in attributes if a in n.attrib}
    files = {p.name for p in CONF.iterdir()}

    assert named <= files
    assert files - named == {"schema.xml", "solrconfig.xml"}


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("updateHandler/autoCommit/openSearcher", "false"),
        ("updateHandler/autoCommit/maxTime", "${solr.autoCommit.maxTime:15000}"),
        ("updateHandler/autoSoftCommit/maxTime", "${solr.autoSoftCommit.maxTime:1000}"),
    ],
)
def test_commits_are_soft_each_second_and_hard_each_fifteen(path: str, value: str) -> None:
    assert tree(CONF / "solrconfig.xml").findtext(path) == value


def test_fields_are_changed_by_the_file_alone() -> None:
    factory = tree(CONF / "solrconfig.xml").find("schemaFactory")

    assert factory is not None
    assert factory.get("class") == "ClassicIndexSchemaFactory"
