"""Structured data that are the same bytes each time they are asked for, without CKAN.

A node without a name gets a random one from the RDF library; here its name follows
from what it says.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any

_NAMELESS = "_:"


def canonical(text: str) -> str:
    """Rename the nameless nodes of a JSON-LD document and put its lists in order."""
    document = json.loads(text)
    nodes = [n for n in document.get("@graph", [document]) if isinstance(n, Mapping)]
    names = _names({n["@id"]: n for n in nodes if _is_nameless(n.get("@id"))})
    return json.dumps(_ordered(document, names), ensure_ascii=False, sort_keys=True, indent=1)


def _is_nameless(value: Any) -> bool:
    return isinstance(value, str) and value.startswith(_NAMELESS)


def _names(nodes: Mapping[str, Any]) -> dict[str, str]:
    """Name each node by a hash of its content; twins are told apart by a number."""
    content = {
        old: _hash(_ordered(node, dict.fromkeys(nodes, ""))) for old, node in nodes.items()
    }
    # Once more with the names of the nodes it points to.
    full = {old: content[old] + _hash(_ordered(nodes[old], content)) for old in nodes}
    ranked = sorted(nodes, key=full.__getitem__)
    return {old: f"{_NAMELESS}b{number}" for number, old in enumerate(ranked)}


def _hash(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def _ordered(value: Any, names: Mapping[str, str]) -> Any:
    if isinstance(value, Mapping):
        return {key: _ordered(item, names) for key, item in value.items()}
    if isinstance(value, list):
        return _sorted(_ordered(item, names) for item in value)
    return names.get(value, value) if isinstance(value, str) else value


def _sorted(items: Iterable[Any]) -> list[Any]:
    return sorted(items, key=lambda item: json.dumps(item, ensure_ascii=False, sort_keys=True))
