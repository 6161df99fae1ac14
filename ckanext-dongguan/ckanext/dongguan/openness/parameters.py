"""What a call of the API gives where a text belongs, without CKAN.

Core hands a list or a number on to the database as it came, which breaks the answer.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

# Names, ids and words that no action takes in another form. A dataset as it is shown holds
# its `organization`, and goes back as it is.
TEXTS = frozenset({
    "id", "name", "title", "type", "state", "owner_org", "user", "user_id", "username", "q",
    "org_id", "group_id", "dataset", "dataset_id", "package_id", "resource_id", "object",
    "object_type", "capacity", "role", "order_by", "key",
})  # fmt: skip
# Tables are searched column by column; the search of datasets says itself what it cannot read.
_OWN_WORDS = ("datastore_", "package_search")


def not_text(action: str, given: Mapping[str, Any], *, reads: bool) -> list[str]:
    """List the parameters of a call that hold something else than a text.

    Who writes may say that there is none (`null`); who reads leaves it out.
    """
    texts = TEXTS - {"q"} if action.startswith(_OWN_WORDS) else TEXTS
    allowed = str if reads else str | None
    return [name for name in given if name in texts and not isinstance(given[name], allowed)]
