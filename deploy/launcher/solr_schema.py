"""A Solr schema as text: what it calls itself, and what it defines."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from pathlib import Path

# A schema's version decides how every field is stored unless it says so itself.
DEFINING = ("schema", "field", "dynamicField", "fieldType", "copyField")


def read(text: bytes) -> ET.Element:
    """Parse a schema; what is none is an empty one."""
    try:
        return ET.fromstring(text)  # noqa: S314 - a site's own Solr
    except ET.ParseError:
        return ET.Element("schema")


def of(configset: Path) -> ET.Element:
    """Read the schema of a folder; where there is none, an empty one."""
    file = configset / "schema.xml"
    return read(file.read_bytes() if file.exists() else b"")


def name(schema: ET.Element) -> str:
    """Tell the name a schema gives itself."""
    return schema.get("name", "")


def definitions(schema: ET.Element) -> dict[str, str]:
    """Each definition in one spelling, and what a person calls it."""
    return {_spelling(one): _called(one) for one in schema.iter() if one.tag in DEFINING}


def _spelling(element: ET.Element) -> str:
    bare = element
    if element.tag == "schema":
        bare = ET.Element("schema", version=element.get("version", ""))
    return ET.canonicalize(ET.tostring(bare, "unicode"), strip_text=True)


def _called(element: ET.Element) -> str:
    own = element.get("name") or element.get("dest") or element.tag
    return element.tag if element.tag == "schema" else own
