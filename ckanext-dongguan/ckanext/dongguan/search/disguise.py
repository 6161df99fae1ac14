"""What a search parameter says once its disguises are off, without CKAN.

Solr reads `permission\\_labels` and `\\u0070ermission_labels` as the plain field name,
and a query inside a query is unescaped once more at each level.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator, Mapping
from urllib.parse import unquote

# A label tells who may see a dataset; whoever may ask for labels learns who else may.
LABELS_FIELD = "permission_labels"
# Who entered which datasets is a person's work, and nobody else's business.
CREATOR_FIELD = "creator_user_id"

_CODE_POINT = re.compile(r"\\+u+([0-9a-fA-F]{4})")
_INVISIBLE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u00ad\u034f\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]"
)
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_NESTED = re.compile(r"\{\s*!|(?<!\w)_(?:query|val)_\s*:")
_LAYERS = 16
# No disguise begins without a backslash, a sign of an encoding or a foreign letter.
_BARE = re.compile(r'[\w .,:;"()+-]*', re.ASCII)


def texts(value: object) -> Iterator[str]:
    """Walk through keys and values of what a caller sent, however deep."""
    waiting = [value]
    while waiting:
        inner = waiting.pop()
        if isinstance(inner, Mapping):
            waiting += [*inner.keys(), *inner.values()]
        elif isinstance(inner, list | tuple | set):
            waiting += inner
        elif inner is not None:
            yield str(inner)


def plain(text: str) -> str | None:
    """Take escapes, encodings and invisible characters away until nothing is left to take.

    None says that there was no end to it: nobody writes sixteen layers by accident.
    """
    if _BARE.fullmatch(text):
        return text.casefold()
    for _ in range(_LAYERS):
        bare = _without_a_layer(text)
        if bare == text:
            return text.casefold()
        text = bare
    return None


def _without_a_layer(text: str) -> str:
    decoded = _CODE_POINT.sub(lambda match: chr(int(match[1], 16)), text)
    decoded = unicodedata.normalize("NFKC", html.unescape(unquote(decoded)))
    decoded = _INVISIBLE.sub("", decoded)
    # What was decoded may begin a new escape, so backslashes go last.
    return decoded if decoded != text else _COMMENT.sub("", text.replace("\\", ""))


def mentions_labels(value: object) -> bool:
    """Tell whether the permission labels are named anywhere in what a caller sent."""
    return _mentions(value, LABELS_FIELD)


def mentions_creator(value: object) -> bool:
    """Tell whether the account that entered a dataset is named in what a caller sent."""
    return _mentions(value, CREATOR_FIELD)


def _mentions(value: object, field: str) -> bool:
    bare = (plain(text) for text in texts(value))
    return any(text is None or field in text for text in bare)


def hides_a_query(value: object) -> bool:
    """Tell whether a query of another kind (`{!…}`, `_query_:`, `_val_:`) stands inside."""
    bare = (plain(text) for text in texts(value))
    return any(text is None or _NESTED.search(text) for text in bare)
