"""The rows of repeating fields as a form sends them, without CKAN.

A form sends `items-0-name`, `items-1-name` and so on; the number is that of the row. The
library scheming sorts these names as text, so that row 10 comes before row 2, and numbers
the rows of all fields together, so that rows of a second field may be lost.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, MutableMapping
from typing import Any

# No form has more rows; a longer number is nobody's, and costs time to read.
_NUMBER = re.compile(r"\d{1,9}", re.ASCII)


def gather(data: MutableMapping[str, Any], fields: Collection[str]) -> None:
    """Turn the names of a form into lists of rows, in the order of their numbers.

    A row in which nothing stands is none. A field that is there as a list already stays.
    """
    found: dict[str, dict[int, dict[str, Any]]] = defaultdict(lambda: defaultdict(dict))
    for key in list(data):
        field, _, rest = key.partition("-")
        number, _, name = rest.partition("-")
        if field in fields and field not in data and name:
            value = data.pop(key)
            # Without a script the empty row that the script copies is sent too.
            if _NUMBER.fullmatch(number):
                found[field][int(number)][name] = value
    for field, rows in found.items():
        filled = (rows[number] for number in sorted(rows))
        data[field] = [row for row in filled if any(row.values())]
